//! Text through its pieces, byte by byte: what every parser here reads with.

use super::{Piece, Span};

/// Reads a [`Joined`](super::Joined) byte by byte and jumps its gaps.
#[derive(Clone, Debug)]
pub struct Cursor<'j> {
    source: &'j [u8],
    /// From the piece under the cursor on.
    pieces: &'j [Piece],
    at: u32,
    behind: u32,
    /// The end of the bytes that come next and read as themselves: almost every step is one comparison with it.
    run_end: u32,
    end: u32,
}

impl<'j> Cursor<'j> {
    /// At the first byte of `view` that can be read; `pieces` are those that end behind its start.
    pub(super) fn new(source: &'j str, pieces: &'j [Piece], view: Span) -> Self {
        let (at, end) = (view.start, view.end);
        let mut cursor = Self { source: source.as_bytes(), pieces, at, behind: at, run_end: at, end };
        cursor.settle();
        cursor
    }

    /// The next byte, not consumed. A piece that reads as a character outside ASCII gives 0xFF, which no text holds.
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        if self.at < self.run_end {
            return Some(self.source[self.at as usize]);
        }
        self.replaced().map(|read| u8::try_from(read).ok().filter(u8::is_ascii).unwrap_or(0xff))
    }

    /// The byte behind the next one, not consumed.
    #[inline]
    pub fn peek_second(&self) -> Option<u8> {
        let mut ahead = self.clone();
        ahead.bump()?;
        ahead.peek()
    }

    /// Consume one byte (or a whole piece that reads as one character) and return it.
    #[inline]
    pub fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        let next = self.at + 1;
        self.step_to(if self.at < self.run_end {
            next
        } else {
            self.pieces.first().map_or(next, |piece| piece.span.end)
        });
        Some(byte)
    }

    /// Consume `expected` if it comes next.
    #[inline]
    pub fn eat(&mut self, expected: u8) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.bump();
        }
        found
    }

    /// Consume as long as `wanted` holds.
    #[inline]
    pub fn eat_while(&mut self, mut wanted: impl FnMut(u8) -> bool) {
        loop {
            let run = self.run();
            if run.is_empty() {
                if !self.peek().is_some_and(&mut wanted) {
                    return;
                }
                self.bump();
                continue;
            }
            let count = run.iter().position(|&byte| !wanted(byte));
            self.skip(count.unwrap_or(run.len()));
            if count.is_some() {
                return;
            }
        }
    }

    /// The bytes that come next and read as themselves, up to the next gap; empty at the end and before a piece that
    /// reads as another character.
    #[inline]
    pub fn run(&self) -> &'j [u8] {
        self.source.get(self.at as usize..self.run_end as usize).unwrap_or(&[])
    }

    /// Consume the first `count` bytes of [`Cursor::run`].
    #[inline]
    pub fn skip(&mut self, count: usize) {
        let count = count.min(self.run().len());
        if count > 0 {
            self.step_to(self.at + u32::try_from(count).unwrap_or(0));
        }
    }

    /// The character that the coming piece reads as, if not as itself.
    #[inline]
    pub fn replaced(&self) -> Option<char> {
        if self.at < self.end { self.pieces.first()?.reads } else { None }
    }

    /// Whether the coming bytes are `text`.
    pub fn starts_with(&self, text: &str) -> bool {
        let mut ahead = self.clone();
        text.bytes().all(|byte| ahead.eat(byte))
    }

    /// Whether the next byte follows a gap: it does not stand right behind the last one consumed.
    pub fn after_gap(&self) -> bool {
        self.at != self.behind
    }

    /// Source offset of the next byte; at the end, the end.
    #[inline]
    pub fn offset(&self) -> u32 {
        self.at
    }

    /// Source offset just behind the last byte consumed: where a token that has been read ends, before any gap.
    #[inline]
    pub fn behind(&self) -> u32 {
        self.behind
    }

    /// Consume what stands before `offset`, inside the piece under the cursor.
    #[inline]
    fn step_to(&mut self, offset: u32) {
        (self.at, self.behind) = (offset, offset);
        if offset >= self.run_end {
            self.settle();
        }
    }

    /// Stand on a byte that can be read, past gaps and empty pieces, or at the end.
    #[inline]
    fn settle(&mut self) {
        while let [piece, rest @ ..] = self.pieces {
            if self.at < piece.span.end && !piece.span.is_empty() {
                self.at = self.at.max(piece.span.start).min(self.end);
                self.run_end = if piece.reads.is_none() { piece.span.end.min(self.end) } else { self.at };
                return;
            }
            self.pieces = rest;
        }
        (self.at, self.run_end) = (self.end, self.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Joined;

    fn piece(start: u32, end: u32) -> Piece {
        Piece { span: Span::new(start, end), reads: None }
    }

    #[test]
    fn empty_pieces_are_jumped() {
        let joined = Joined::new("a\\\n\\\nb", vec![piece(0, 1), piece(3, 3), piece(5, 6)]);
        let mut cursor = joined.cursor();
        assert_eq!((cursor.bump(), cursor.run(), cursor.bump()), (Some(b'a'), &b"b"[..], Some(b'b')));
    }

    #[test]
    fn runs_end_at_gaps_and_replacements() {
        let pieces = vec![piece(0, 2), Piece { span: Span::new(2, 4), reads: Some('\t') }, piece(4, 5)];
        let joined = Joined::new(r"ab\tc", pieces);
        let mut cursor = joined.cursor();
        assert_eq!((cursor.run(), cursor.replaced()), (&b"ab"[..], None));
        cursor.skip(9);
        assert_eq!((cursor.run(), cursor.replaced()), (&b""[..], Some('\t')));
        assert_eq!(joined.cursor_at(4).run(), b"c");
    }
}
