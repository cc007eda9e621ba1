//! Text from files inside HTML: it shows what it says, and does nothing.

use crate::report::visible;
use std::fmt::Write;

/// `text` for between tags and inside quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // What is not allowed in HTML at all.
            ch if ch.is_control() && !matches!(ch, '\n' | '\t') => _ = write!(out, "\u{fffd}"),
            ch => out.push(ch),
        }
    }
    out
}

/// One line of a message, what stands between backticks as code.
pub(super) fn line(text: &str) -> String {
    code(&visible(text))
}

/// The same for text of our own, which may have many lines.
pub(super) fn code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('`') {
        let Some((inside, behind)) = behind.split_once('`') else { break };
        let _ = write!(out, "{}<code>{}</code>", escape(before), escape(inside));
        rest = behind;
    }
    out + &escape(rest)
}

/// What `id` attributes and links are made of: letters, digits and dashes.
pub(super) fn anchor(text: &str) -> String {
    text.chars().map(|ch| if ch.is_ascii_alphanumeric() { ch } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_file_becomes_a_tag_an_attribute_or_an_entity() {
        let hostile = "<script>alert('x')</script> \" onload=x &amp; \u{1b}[2J";
        let shown = line(hostile);
        assert!(!shown.contains(['<', '>', '"', '\'', '\u{1b}']), "{shown}");
        assert!(shown.starts_with("&lt;script&gt;alert(&#39;x&#39;)"), "{shown}");
        assert!(shown.contains("&amp;amp;"), "{shown}");
        assert_eq!(escape("a\u{0}\u{8}b"), "a\u{fffd}\u{fffd}b");
    }

    #[test]
    fn backticks_become_code_and_what_is_inside_stays_text() {
        assert_eq!(line("`<b>` is `x"), "<code>&lt;b&gt;</code> is `x");
    }

    #[test]
    fn an_anchor_is_a_plain_word() {
        assert_eq!(anchor("a\"b c/ü"), "a-b-c--");
    }
}
