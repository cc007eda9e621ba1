//! A line of a recipe: what make hands to the shell.
//!
//! ```text
//! ⇥@-for f in *.po; do \         tab, `@`, `-`, `+` and the tab below are make's
//! ⇥    msgfmt $$f -o $(OUT); \   `$$` reads as `$`, `$(OUT)` as an unknown character
//! ⇥done                          a backslash and its newline are the shell's
//! ```

use super::super::lines::{is_blank, offset};
use super::super::pieces::Pieces;
use crate::text::{Joined, OPAQUE, Span};

/// The line at `span`, which begins behind its first tab.
pub(super) fn line(source: &str, span: Span) -> Joined<'_> {
    let bytes = &source.as_bytes()[..span.end as usize];
    let prefix = |byte: &&u8| is_blank(**byte) || matches!(byte, b'@' | b'-' | b'+');
    let mut at = span.start + offset(bytes[span.start as usize..].iter().take_while(prefix).count());
    let mut pieces = Pieces::default();
    while let Some(found) = memchr::memchr2(b'$', b'\n', &bytes[at as usize..]) {
        let found = at + offset(found);
        let next = bytes.get(found as usize + 1).copied();
        let through = match (bytes[found as usize], next) {
            (b'$', Some(b'$')) => {
                pieces.text(Span::new(at, found + 1));
                found + 2
            }
            (b'$', Some(_)) => {
                pieces.text(Span::new(at, found));
                let end = reference_end(source, found, span.end);
                pieces.reads(Span::new(found, end), OPAQUE);
                end
            }
            // A newline, or a lone `$` at the end.
            (_, next) => {
                pieces.text(Span::new(at, found + 1));
                found + 1 + u32::from(next == Some(b'\t'))
            }
        };
        at = through;
    }
    pieces.text(Span::new(at, span.end));
    Joined::new(source, pieces.into_inner())
}

/// Where the reference ends whose `$` stands at `at`: `$(name)`, `${name}`, `$@`. One that is not closed ends at `limit`.
pub(super) fn reference_end(source: &str, at: u32, limit: u32) -> u32 {
    let rest = Span::new(at + 1, limit).of(source);
    let (open, close) = match rest.as_bytes().first() {
        Some(b'(') => (b'(', b')'),
        Some(b'{') => (b'{', b'}'),
        _ => return at + 1 + offset(rest.chars().next().map_or(0, char::len_utf8)),
    };
    let mut depth = 0u32;
    for place in memchr::memchr2_iter(open, close, rest.as_bytes()) {
        if rest.as_bytes()[place] == open {
            depth += 1;
        } else {
            depth -= 1;
        }
        if depth == 0 {
            return at + 2 + offset(place);
        }
    }
    limit
}
