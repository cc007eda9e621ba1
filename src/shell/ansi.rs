//! `$'…'`: a quoted string with C's escapes.

use super::parser::Parser;
use super::scan::WordBuilder;
use crate::text::{Cursor, Span};

impl<'t> Parser<'_, 't, '_> {
    /// Read from the `'` behind the `$` to the closing one.
    pub(super) fn ansi_quotes(&mut self, word: &mut WordBuilder<'t>) {
        let start = self.cursor.offset();
        self.cursor.bump();
        word.quote();
        let open = Span::new(start, self.cursor.behind());
        loop {
            let start = self.cursor.offset();
            match self.cursor.peek() {
                None => return self.problem(open, "this quote is never closed"),
                Some(b'\'') => {
                    self.cursor.bump();
                    return;
                }
                Some(b'\\') => match escape(&mut self.cursor) {
                    Some(read) => word.character(read, Span::new(start, self.cursor.behind())),
                    None => self.take(word),
                },
                Some(_) => self.take(word),
            }
        }
    }
}

/// Consume an escape sequence; without one, nothing.
pub(super) fn escape(cursor: &mut Cursor<'_>) -> Option<char> {
    let mut ahead = cursor.clone();
    ahead.bump();
    let read = match ahead.bump()? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'a' => '\x07',
        b'b' => '\x08',
        b'f' => '\x0c',
        b'v' => '\x0b',
        b'e' | b'E' => '\x1b',
        byte @ (b'\\' | b'\'' | b'"' | b'?') => char::from(byte),
        b'x' => number(&mut ahead, 16, 2, 0)?,
        b'u' => number(&mut ahead, 16, 4, 0)?,
        b'U' => number(&mut ahead, 16, 8, 0)?,
        byte @ b'0'..=b'7' => number(&mut ahead, 8, 2, u32::from(byte - b'0'))?,
        b'c' => char::from(ahead.bump()? & 0x1f),
        _ => return None,
    };
    *cursor = ahead;
    Some(read)
}

fn number(cursor: &mut Cursor<'_>, radix: u32, most: u32, first: u32) -> Option<char> {
    let mut value = first;
    for _ in 0..most {
        let Some(digit) = cursor.peek().and_then(|byte| char::from(byte).to_digit(radix)) else { break };
        value = value.checked_mul(radix)?.checked_add(digit)?;
        cursor.bump();
    }
    Some(char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER))
}
