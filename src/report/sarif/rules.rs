//! Pages of the catalog to rules: what code scanning shows beside an alert.

use super::page::{body, prose, section};
use super::schema::{Configuration, Help, Message, Properties, Rule};
use crate::catalog::{Page, Precision};
use crate::finding::Severity;
use std::borrow::Cow;

/// Most characters of a description.
const LONGEST: usize = 1_024;

/// The rule of `page`.
pub(super) fn rule(page: &Page) -> Rule<'_> {
    let uri = help_uri(page);
    Rule {
        id: &page.id,
        short_description: Message { text: shorten(&page.summary) },
        full_description: Message { text: shorten(&reason(page)) },
        help: Help { text: help_text(page, uri.as_deref()), markdown: body(&page.markdown) },
        help_uri: uri,
        default_configuration: Configuration { enabled: page.default, level: page.level },
        properties: Properties {
            tags: tags(page),
            precision: match page.precision {
                Precision::VeryHigh => "very-high",
                Precision::High => "high",
                Precision::Medium => "medium",
                Precision::Low => "low",
            },
            problem_severity: match page.level {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "recommendation",
            },
            security_severity: page.security_severity.map(|severity| format!("{severity:.1}")),
        },
    }
}

/// Why the rule exists; its summary where the page does not say.
fn reason(page: &Page) -> Cow<'_, str> {
    match prose(section(&page.markdown, "Why")) {
        why if why.is_empty() => Cow::Borrowed(&*page.summary),
        why => Cow::Owned(why),
    }
}

fn help_text(page: &Page, uri: Option<&str>) -> String {
    let why = prose(section(&page.markdown, "Why"));
    let clause = if page.clause.is_empty() { String::new() } else { format!("OEP-45, {}", page.clause) };
    let parts = [&format!("{}.", page.summary), &*why, &*clause, uri.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The page on the web, as of this version. Pages that are loaded beside the built-in ones are on nobody's web site;
/// the built-in ones alone are compiled in, hence borrowed.
fn help_uri(page: &Page) -> Option<String> {
    let (Cow::Borrowed(id), Cow::Borrowed(group)) = (&page.id, &page.group) else { return None };
    let repository = env!("CARGO_PKG_REPOSITORY");
    Some(format!("{repository}/blob/v{}/rules/{group}/{id}.md", env!("CARGO_PKG_VERSION")))
}

/// What alerts can be filtered by; `security` makes them security alerts. Each once, as the schema demands.
fn tags(page: &Page) -> Vec<&str> {
    let oep = (!page.clause.is_empty()).then_some("oep-45");
    let security = page.security_severity.map(|_| "security");
    let group = Some(&*page.group).filter(|&group| !group.is_empty() && ![oep, security].contains(&Some(group)));
    oep.into_iter().chain(group).chain(security).collect()
}

/// Cut between two words.
fn shorten(text: &str) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    let end = text.char_indices().nth(LONGEST - 1).map_or(text.len(), |(end, _)| end);
    let words = text[..end].rsplit_once(char::is_whitespace).map_or(&text[..end], |(words, _)| words);
    format!("{words}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Fixes;

    fn page(group: &'static str, clause: &'static str, security_severity: Option<f32>) -> Page {
        Page {
            id: "rule".into(),
            summary: "Something is wrong".into(),
            group: group.into(),
            clause: clause.into(),
            level: Severity::Error,
            precision: Precision::High,
            security_severity,
            fixes: Fixes::None,
            aliases: Cow::Borrowed(&[]),
            since: "0.1.0".into(),
            default: true,
            declares: false,
            path: "rules/image/rule.md".into(),
            markdown: "".into(),
        }
    }

    #[test]
    fn tags_tell_the_group_and_whether_it_is_security() {
        assert_eq!(tags(&page("image", "Containers: words", None)), ["oep-45", "image"]);
        assert_eq!(tags(&page("house", "", Some(7.0))), ["house", "security"]);
    }

    #[test]
    fn no_tag_comes_twice() {
        assert_eq!(tags(&page("security", "", Some(7.0))), ["security"]);
        assert_eq!(tags(&page("oep-45", "Containers: words", None)), ["oep-45"]);
    }

    #[test]
    fn a_long_description_is_cut_between_words() {
        let cut = shorten(&"word ".repeat(300));
        assert!(cut.ends_with("word…") && cut.chars().count() <= LONGEST);
        assert_eq!(shorten(&"é".repeat(2000)).chars().count(), LONGEST);
        assert_eq!(shorten("short"), "short");
    }
}
