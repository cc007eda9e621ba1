//! Text to Markdown that shows the same text, and does nothing: no markup, no HTML, no link, and none of what GitHub adds
//! (mentions of people and teams, references to issues, emoji, formulas).
//!
//! ```text
//! `a` is in <b>, ask @user   →   `a` is in &lt;b&gt;, ask @&#8203;user
//! └ code, as it is               └ markup as entities   └ a space without width: GitHub sees no name
//! ```
//!
//! The text is one line without active characters (`super::super::inert`).

use std::fmt::Write as _;

/// A space without width.
const APART: &str = "&#8203;";

/// A message of a rule: what stands between backticks is code.
pub(super) fn prose(message: &str) -> String {
    let mut out = String::with_capacity(message.len() + 16);
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('`') {
        text(before, &mut out);
        match after.split_once('`') {
            Some((words, behind)) if !words.is_empty() => {
                // Two spans of code that touch would be one.
                if out.ends_with('`') {
                    out.push_str(APART);
                }
                out.push_str(&code(words));
                rest = behind;
            }
            _ => {
                out.push_str("&#96;");
                rest = after;
            }
        }
    }
    text(rest, &mut out);
    out
}

/// `words` as code. Nothing in a span of code means anything but its end, and a cell's end in a table; where `words` hold
/// one of these, or a backslash, entities say them.
pub(super) fn code(words: &str) -> String {
    if !words.contains(['`', '|', '\\']) && !words.starts_with(' ') && !words.ends_with(' ') && !words.is_empty() {
        return format!("`{words}`");
    }
    let mut out = "<code>".to_owned();
    for ch in words.chars() {
        if ch.is_ascii_punctuation() && !matches!(ch, '-' | '/' | '=') {
            // Writing to a string does not fail.
            _ = write!(out, "&#{};", u32::from(ch));
        } else {
            out.push(ch);
        }
        if ch == '@' {
            out.push_str(APART);
        }
    }
    out.push_str("</code>");
    out
}

/// Append `words` as text.
fn text(words: &str, out: &mut String) {
    let mut chars = words.chars().peekable();
    let mut before = String::new();
    while let Some(ch) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        match ch {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '$' | '|' => _ = write!(out, "&#{};", u32::from(ch)),
            _ => out.push(ch),
        }
        let linked = match ch {
            '@' => true,
            '#' => next.is_ascii_alphanumeric(),
            // `https://…` and `:emoji:`.
            ':' => !next.is_whitespace(),
            // `www.…` and `GH-1`.
            '.' => before.ends_with("www"),
            '-' => before.ends_with("gh") && next.is_ascii_digit(),
            _ => false,
        };
        if linked {
            out.push_str(APART);
        }
        before.push(ch.to_ascii_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_backticks_is_code() {
        assert_eq!(prose("image `a_b` has *no* tag"), "image `a_b` has &#42;no&#42; tag");
        assert_eq!(prose("`a``b`"), "`a`&#8203;`b`");
    }

    #[test]
    fn a_backtick_without_a_second_one_is_shown() {
        assert_eq!(prose("a ` b"), "a &#96; b");
        assert_eq!(prose("a `` b"), "a &#96;&#96; b");
    }

    #[test]
    fn code_with_what_ends_it_is_written_in_entities() {
        assert_eq!(code("a|b"), "<code>a&#124;b</code>");
        assert_eq!(code(r"\"), "<code>&#92;</code>");
        assert_eq!(code("a`<b>"), "<code>a&#96;&#60;b&#62;</code>");
        assert_eq!(code("x@y.z|"), "<code>x&#64;&#8203;y&#46;z&#124;</code>");
    }

    #[test]
    fn nothing_is_mentioned_or_linked() {
        assert_eq!(prose("@user #1 GH-1 a/b#2"), "@&#8203;user #&#8203;1 GH-&#8203;1 a/b#&#8203;2");
        assert_eq!(prose("https://a.b www.a.b :smile:"), "https:&#8203;//a.b www.&#8203;a.b :&#8203;smile:");
        assert_eq!(prose("Containers: \"words\""), "Containers: \"words\"");
    }

    #[test]
    fn markup_is_shown() {
        assert_eq!(
            prose("<b>[a](b) ![c](d) $x$ ~~e~~ |"),
            "&lt;b&gt;&#91;a&#93;(b) !&#91;c&#93;(d) &#36;x&#36; &#126;&#126;e&#126;&#126; &#124;"
        );
    }
}
