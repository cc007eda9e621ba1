//! The pieces of a text inside a text: a script in an argument, without the quotes and escapes around it.

use crate::text::{Cursor, Piece, Span};

/// Pieces, in source order.
#[derive(Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    pub(super) fn push(&mut self, span: Span, reads: Option<char>) {
        match self.0.last_mut() {
            Some(last) if reads.is_none() && last.reads.is_none() && last.span.end == span.start => {
                last.span.end = span.end;
            }
            _ if span.is_empty() => {}
            _ => self.0.push(Piece { span, reads }),
        }
    }

    /// Move one character from the cursor.
    pub(super) fn take(&mut self, cursor: &mut Cursor<'_>) {
        let start = cursor.offset();
        let reads = cursor.replaced();
        if reads.is_some() {
            cursor.bump();
        } else {
            let rest = cursor.run().iter().skip(1).take_while(|&&byte| byte & 0xc0 == 0x80).count();
            cursor.skip(1 + rest);
        }
        self.push(Span::new(start, cursor.behind()), reads);
    }

    /// Move what stands before any of `stops` and before the offset `end`; at least one character.
    pub(super) fn take_until(&mut self, cursor: &mut Cursor<'_>, stops: &[u8], end: u32) {
        let run = cursor.run();
        let run = &run[..run.len().min(end.saturating_sub(cursor.offset()) as usize)];
        let plain = run.iter().position(|byte| stops.contains(byte)).unwrap_or(run.len());
        if plain == 0 {
            return self.take(cursor);
        }
        let start = cursor.offset();
        cursor.skip(plain);
        self.push(Span::new(start, cursor.behind()), None);
    }

    pub(super) fn into_inner(self) -> Vec<Piece> {
        self.0
    }
}
