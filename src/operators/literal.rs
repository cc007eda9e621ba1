//! The pieces of Python text that matter for showing it: strings, comments, and what is neither.
//!
//! ```text
//! join(ROOT, 'a',  # where
//!      "b")               Code `join(ROOT, `, Text `'a'`, Code `,  `, Comment, Code `\n     `, Text `"b"`, Code `)`
//! ```

/// A piece of Python text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece<'t> {
    /// A string: what stands before its quotes, the quotes, and what is between them.
    Text { prefix: &'t str, quotes: &'t str, body: &'t str },
    /// A comment, without its line end.
    Comment,
    /// Anything else.
    Code(&'t str),
}

/// The pieces of `text`, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        let end = match text.as_bytes()[at] {
            b'#' => text[at..].find('\n').map_or(text.len(), |end| at + end),
            b'"' | b'\'' => end_of_string(text, at),
            _ => {
                at += 1;
                continue;
            }
        };
        let is_comment = text.as_bytes()[at] == b'#';
        let prefix = if is_comment { 0 } else { prefix(&text[start..at]) };
        if start < at - prefix {
            found.push(Piece::Code(&text[start..at - prefix]));
        }
        found.push(if is_comment { Piece::Comment } else { string(text, at - prefix, at, end) });
        (start, at) = (end, end);
    }
    if start < text.len() {
        found.push(Piece::Code(&text[start..]));
    }
    found
}

/// What all strings in `text` hold, one behind the other.
pub(super) fn joined(text: &str) -> String {
    let body = |piece| if let Piece::Text { body, .. } = piece { Some(body) } else { None };
    pieces(text).into_iter().filter_map(body).collect()
}

/// How long the letters before a string's quotes are: `f`, `rb`.
fn prefix(code: &str) -> usize {
    let before = code.trim_end_matches(|ch: char| ch.is_ascii_alphanumeric() || ch == '_');
    let word = &code[before.len()..];
    let is_prefix = word.len() <= 2 && word.chars().all(|ch| matches!(ch.to_ascii_lowercase(), 'f' | 'r' | 'b' | 'u'));
    if is_prefix { word.len() } else { 0 }
}

fn width(text: &str, at: usize) -> usize {
    let quote = text.as_bytes()[at];
    if text.as_bytes()[at..].starts_with(&[quote; 3]) { 3 } else { 1 }
}

/// Where the string ends whose first quote stands at `at`: behind its last one, or with the text.
fn end_of_string(text: &str, at: usize) -> usize {
    let width = width(text, at);
    let quotes = &text[at..at + width];
    let mut end = at + width;
    while end < text.len() {
        if text[end..].starts_with(quotes) {
            return end + width;
        }
        let mut rest = text[end..].chars();
        let step = if rest.next() == Some('\\') { rest.next().map_or(1, |ch| 1 + ch.len_utf8()) } else { 0 };
        end += if step > 0 { step } else { text[end..].chars().next().map_or(1, char::len_utf8) };
    }
    text.len()
}

fn string(text: &str, start: usize, at: usize, end: usize) -> Piece<'_> {
    let width = width(text, at);
    let quotes = &text[at..at + width];
    let body = text[at + width..end].strip_suffix(quotes).unwrap_or(&text[at + width..end]);
    Piece::Text { prefix: &text[start..at], quotes, body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_comments_are_told_apart() {
        let text = Piece::Text { prefix: "f", quotes: "'", body: "#\\'é" };
        assert_eq!(pieces("x(f'#\\'é')#'"), [Piece::Code("x("), text, Piece::Code(")"), Piece::Comment]);
        assert_eq!(pieces("'''a'b'''"), [Piece::Text { prefix: "", quotes: "'''", body: "a'b" }]);
    }

    #[test]
    fn what_is_not_closed_ends_with_the_text() {
        for open in ["'", "\"\"\"", "'\\", "'é", "f'", "\"\"\"\"", "''' '"] {
            assert!(!pieces(open).is_empty(), "{open}");
        }
    }

    #[test]
    fn strings_side_by_side_are_one() {
        assert_eq!(joined("('a '  # c 'd'\n 'b')"), "a b");
    }
}
