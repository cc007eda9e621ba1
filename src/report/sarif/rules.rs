//! Pages of the catalog to rules: what code scanning shows beside an alert.

use super::super::Report;
use super::super::address::rule_page;
use super::message::{shorten, unformatted};
use super::page::{body, prose, section};
use super::schema::{Configuration, Help, Message, Properties, Rule};
use crate::catalog::{Page, Precision, is_shellcheck};
use crate::finding::Severity;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Most characters of a rule's name that GitHub takes.
const LONGEST_NAME: usize = 255;

/// The pages of the rules of a log: the whole catalog, and those of ShellCheck's codes that come up.
pub(super) fn pages<'a>(report: &Report<'a>) -> Vec<&'a Page> {
    let codes: BTreeSet<&str> =
        report.findings.iter().map(|finding| finding.rule.as_ref()).filter(|rule| is_shellcheck(rule)).collect();
    report.catalog.pages().chain(codes.into_iter().filter_map(|code| report.catalog.get(code))).collect()
}

/// The rule of `page`.
pub(super) fn rule(page: &Page) -> Rule<'_> {
    let uri = rule_page(page);
    Rule {
        id: &page.id,
        // The same: GitHub filters by either, and the id is made to be read.
        name: page.id.chars().take(LONGEST_NAME).collect(),
        short_description: Message { text: shorten(&unformatted(&page.summary)) },
        full_description: Message { text: shorten(&unformatted(&reason(page))) },
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
    parts.into_iter().filter(|part| !part.is_empty()).map(unformatted).collect::<Vec<_>>().join("\n\n")
}

/// What alerts can be filtered by: the group, and the section of OEP-45; `security` makes them security alerts. Each
/// once, as the schema demands.
fn tags(page: &Page) -> Vec<Cow<'_, str>> {
    let oep = (!page.clause.is_empty()).then_some(Cow::Borrowed("oep-45"));
    let group = Some(Cow::Borrowed(&*page.group)).filter(|group| !group.is_empty());
    let topic = page.clause.split_once(": ").map(|(section, _)| Cow::Owned(section.to_lowercase().replace(' ', "-")));
    let security = page.security_severity.map(|_| Cow::Borrowed("security"));
    let mut tags: Vec<Cow<'_, str>> = Vec::new();
    for tag in [oep, group, topic, security].into_iter().flatten() {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
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
            in_part: Cow::Borrowed(&[]),
            yields_to: Cow::Borrowed(&[]),
            since: "0.1.0".into(),
            default: true,
            by_name: false,
            experimental: false,
            declares: false,
            path: "rules/image/rule.md".into(),
            markdown: "".into(),
        }
    }

    #[test]
    fn tags_tell_the_group_and_whether_it_is_security() {
        assert_eq!(tags(&page("image", "Containers: words", None)), ["oep-45", "image", "containers"]);
        assert_eq!(tags(&page("house", "", Some(7.0))), ["house", "security"]);
    }

    #[test]
    fn no_tag_comes_twice() {
        assert_eq!(tags(&page("security", "", Some(7.0))), ["security"]);
        assert_eq!(tags(&page("oep-45", "Abstract: words", None)), ["oep-45", "abstract"]);
    }
}
