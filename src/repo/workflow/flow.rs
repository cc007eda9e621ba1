//! A text on the line of its key, plain or quoted, which may go on below.
//!
//! ```text
//! run: make -C docs    # a comment, no part of it
//! run: "printf \"%s\\n\" \
//!       'it''s'"       an escaped line end is nothing, another one a space
//! ```

use super::super::lines::{Line, Lines, is_blank, offset};
use super::super::pieces::Pieces;
use super::block::fold;
use super::scalar::Place;
use crate::text::Span;

/// Consume the text at `place`.
pub(super) fn read(lines: &mut Lines<'_>, place: Place) -> Pieces {
    match lines.source().as_bytes().get(place.at as usize) {
        Some(b'"') => quoted(lines, place, double),
        Some(b'\'') => quoted(lines, place, single),
        _ => plain(lines, place),
    }
}

fn plain(lines: &mut Lines<'_>, place: Place) -> Pieces {
    let source = lines.source();
    let mut pieces = Pieces::default();
    let mut text = Span::new(place.at, place.line.content.end);
    let mut breaks = vec![place.line.newline];
    loop {
        let comment = text.of(source).match_indices('#').find(|&(at, _)| text.of(source)[..at].ends_with([' ', '\t']));
        let kept = comment.map_or(text.of(source), |(at, _)| &text.of(source)[..at]).trim_end_matches([' ', '\t']);
        pieces.text(Span::new(text.start, text.start + offset(kept.len())));
        if comment.is_some() {
            return pieces;
        }
        let Some(next) = next_plain(lines, place, &mut breaks) else { return pieces };
        fold(&mut pieces, &mut breaks);
        text = Span::new(next.indented(source), next.content.end);
        breaks.push(next.newline);
    }
}

/// The line that a plain text goes on with, if it does, and the line ends before it.
fn next_plain(lines: &mut Lines<'_>, place: Place, breaks: &mut Vec<Span>) -> Option<Line> {
    let source = lines.source();
    let mut ahead = lines.clone();
    loop {
        let line = ahead.next()?;
        if line.is_blank(source) {
            breaks.push(line.newline);
            continue;
        }
        let at = line.indented(source);
        let goes_on = at - line.content.start > place.parent && !source[at as usize..].starts_with('#');
        return goes_on.then(|| {
            *lines = ahead;
            line
        });
    }
}

/// What the character at a place inside quotes is.
enum Quoted {
    /// These bytes, as they stand.
    Text(u32),
    /// So many bytes that read as a character.
    Reads(u32, char),
    /// The text ends here.
    Close,
    /// The line end is nothing.
    Continue,
}

fn quoted(lines: &mut Lines<'_>, place: Place, character: impl Fn(&[u8]) -> Quoted) -> Pieces {
    let source = lines.source();
    let mut pieces = Pieces::default();
    let mut breaks = Vec::new();
    let mut line = place.line;
    let mut at = place.at + 1;
    loop {
        // Blanks at a line's end are nothing, except before the closing quote, which then is no blank.
        let kept = Span::new(at, line.content.end).of(source).trim_end_matches([' ', '\t']);
        let end = at + offset(kept.len());
        let mut escaped = false;
        if at < end {
            fold(&mut pieces, &mut breaks);
        }
        while at < end {
            let length = match character(&source.as_bytes()[at as usize..end as usize]) {
                Quoted::Text(length) => {
                    pieces.text(Span::new(at, at + length));
                    length
                }
                Quoted::Reads(length, read) => {
                    pieces.reads(Span::new(at, at + length), read);
                    length
                }
                Quoted::Close => return pieces,
                Quoted::Continue => {
                    escaped = true;
                    1
                }
            };
            at += length;
        }
        if !escaped {
            breaks.push(line.newline);
        }
        let Some(next) = lines.next() else { return pieces };
        line = next;
        let blanks = line.content.of(source).bytes().take_while(|&byte| is_blank(byte)).count();
        at = line.content.start + offset(blanks);
    }
}

fn single(rest: &[u8]) -> Quoted {
    match rest {
        [b'\'', b'\'', ..] => Quoted::Reads(2, '\''),
        [b'\'', ..] => Quoted::Close,
        _ => run(rest, |byte| byte == b'\''),
    }
}

fn double(rest: &[u8]) -> Quoted {
    let digits = match rest {
        [b'"', ..] => return Quoted::Close,
        [b'\\'] => return Quoted::Continue,
        [b'\\', b'x', ..] => 2,
        [b'\\', b'u', ..] => 4,
        [b'\\', b'U', ..] => 8,
        [b'\\', escape, ..] => return unescape(*escape).map_or(Quoted::Text(1), |read| Quoted::Reads(2, read)),
        _ => return run(rest, |byte| matches!(byte, b'"' | b'\\')),
    };
    let code = rest.get(2..2 + digits).filter(|code| code.iter().all(u8::is_ascii_hexdigit));
    let code = code.and_then(|code| std::str::from_utf8(code).ok()).and_then(|code| u32::from_str_radix(code, 16).ok());
    code.and_then(char::from_u32).map_or(Quoted::Text(1), |read| Quoted::Reads(2 + offset(digits), read))
}

/// What stands before the next byte that means something.
fn run(rest: &[u8], means: impl Fn(u8) -> bool) -> Quoted {
    Quoted::Text(offset(rest.iter().position(|&byte| means(byte)).unwrap_or(rest.len())))
}

fn unescape(escape: u8) -> Option<char> {
    Some(match escape {
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    })
}
