//! What the comments at a setting are.
//!
//! ```text
//! #: How many notes a page has.    Autodoc: Sphinx takes it over
//! # How many notes a page has.     Plain: one `:` short of that
//! # Pages                          Title: it says nothing of the setting
//! # .. setting_name: PAGE_SIZE     Annotation: code-annotations takes it over
//! ######## PAGES ########          nothing: a banner
//! # pylint: disable=all            nothing: for a tool
//! # PAGE_SIZE = 50                 nothing: code that is switched off
//! ```

use crate::text::Span;

/// What explains a setting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Documentation {
    /// Nothing does.
    None,
    /// A comment; the `#` of each of its lines, which a `:` would make documentation.
    Plain(Vec<Span>),
    /// A comment that is only a title or a unit; the `#` of each of its lines.
    Title(Vec<Span>),
    /// An annotation that names it.
    Annotation(Span),
    /// What the function that reads it is told: `get_string(name="X", description="…")`.
    Described(Span),
    /// What Sphinx's autodoc takes over: `#:`, or a string right below.
    Autodoc(Span),
}

/// What one comment says.
#[cfg(feature = "python")]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Said<'t> {
    Autodoc,
    /// The name that an annotation describes.
    Annotation(&'t str),
    /// More of an annotation: `.. setting_default: 20`.
    Annotated,
    Prose,
    /// Nothing about the setting.
    Nothing,
}

#[cfg(feature = "python")]
pub(super) fn said(comment: &str) -> Said<'_> {
    if comment.starts_with("#:") {
        return Said::Autodoc;
    }
    let text = comment.trim_start_matches('#').trim();
    if let Some(rest) = text.strip_prefix(".. ")
        && let Some((key, value)) = rest.split_once(':')
    {
        return match key {
            "setting_name" | "toggle_name" => Said::Annotation(name(value.trim())),
            _ => Said::Annotated,
        };
    }
    if is_banner(comment, text) || is_for_a_tool(text) || is_code(text) { Said::Nothing } else { Said::Prose }
}

/// `NAME`, `FEATURES['NAME']`, `settings.NAME`.
#[cfg(feature = "python")]
fn name(value: &str) -> &str {
    let value = value.strip_prefix("settings.").unwrap_or(value);
    value.split(['[', ' ', '.']).next().unwrap_or(value)
}

/// A rule, or words that only divide a file: `##### CACHES #####`, `# END CACHES`.
#[cfg(feature = "python")]
fn is_banner(comment: &str, text: &str) -> bool {
    let rule = |ch: char| matches!(ch, '#' | '=' | '-' | '*' | '~' | '_' | '+' | '/' | ' ');
    let words = text.trim_matches(rule);
    let trimmed = |ends: usize| text.len() >= words.len() + ends;
    let shouted = !words.chars().any(|ch| ch.is_ascii_lowercase()) && words.len() < 40;
    let divides = words.split(' ').next().is_some_and(|word| matches!(word, "BEGIN" | "END" | "End" | "Begin"));
    words.is_empty() && !comment.trim_end().eq("#")
        || is_title(words)
        || comment.starts_with("###")
        || trimmed(4)
        || divides
        || shouted && !words.is_empty()
}

/// The title of several settings: `# Event Bus Settings`.
#[cfg(feature = "python")]
fn is_title(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text).to_ascii_lowercase();
    matches!(last.trim_end_matches(':'), "settings" | "configuration" | "config") && text.split(' ').count() <= 3
}

#[cfg(feature = "python")]
fn is_for_a_tool(text: &str) -> bool {
    const TOOLS: [&str; 9] =
        ["pylint:", "noqa", "type:", "isort:", "fmt:", "pragma:", "nosec", "flake8:", "noinspection "];
    let lower = text.to_ascii_lowercase();
    let lone = ["todo", "fixme", "xxx"];
    TOOLS.iter().any(|tool| lower.starts_with(tool)) || lone.contains(&lower.trim_matches([':', '.', ' ']))
}

/// Whether a comment is code that is switched off.
#[cfg(feature = "python")]
fn is_code(text: &str) -> bool {
    let target = text.split(['=', '.', '[', '(', '+']).next().unwrap_or("").trim();
    let assigns =
        super::definition::is_setting(target) && text.len() > target.len() && !text[target.len()..].starts_with('.');
    let quoted =
        text.starts_with(['\'', '"', '{', '}', '[', ']', ')']) && text.ends_with([',', '{', '}', '[', ']', '(', ')']);
    let imports = (text.starts_with("from ") && text.contains(" import "))
        || text.starts_with("import ") && !text[7..].contains(' ');
    assigns || quoted || imports
}

#[cfg(all(test, feature = "python"))]
mod tests {
    use super::{Said, said};

    fn all(comments: &[&str], expected: Said<'_>) {
        for comment in comments {
            assert_eq!(said(comment), expected, "{comment}");
        }
    }

    #[test]
    fn sentences_are_prose() {
        all(
            &[
                "# How many notes a page has.",
                "#no blank",
                "# Where the course has its own settings",
                "# See: https://example.com/",
                "# - one of these",
            ],
            Said::Prose,
        );
        all(&["# From the LMS, import nothing.", "# SECURITY WARNING: keep this secret!", "#"], Said::Prose);
    }

    #[test]
    fn banners_are_nothing() {
        all(&["##########", "# ------", "########## HOST CONFIGURATION", "# ---- Caches ----"], Said::Nothing);
        all(&["# BEGIN CELERY", "# END MEDIA CONFIGURATION", "# CORS CONFIG", "### SSP Tests ###"], Said::Nothing);
        all(&["# Event Bus Settings", "# Celery configuration:"], Said::Nothing);
    }

    #[test]
    fn what_tools_read_is_nothing() {
        all(&["# pylint: disable=wildcard-import", "# noqa: F403", "#type: ignore", "# TODO"], Said::Nothing);
    }

    #[test]
    fn code_that_is_switched_off_is_nothing() {
        all(
            &["# PAGE_SIZE = 20", "# CACHES['default'] = {}", "# 'django.contrib.admin',", "# from .x import *"],
            Said::Nothing,
        );
    }

    #[test]
    fn annotations_name_their_setting() {
        assert_eq!(said("# .. setting_name: PAGE_SIZE"), Said::Annotation("PAGE_SIZE"));
        assert_eq!(said("# .. toggle_name: FEATURES['X']"), Said::Annotation("FEATURES"));
        assert_eq!(said("# .. setting_default: 20"), Said::Annotated);
    }
}
