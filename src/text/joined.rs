//! Text as a program reads it: pieces of the source with gaps between them.
//!
//! ```text
//! RUN apt-get \⏎        reads as  apt-get install curl
//!     # for health⏎
//!     install curl⏎
//!     ^^^^^^^^^^^^ two pieces; the backslash, the newline and the comment are gaps
//! ```
//!
//! Every position is an offset of the source itself, whatever the gaps; text without a gap is borrowed.

use super::{Cursor, Span};
use std::borrow::Cow;

/// A piece of the source, and what it reads as if not as itself (an escape sequence, a template expression).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// The one character that the whole piece reads as; `None`: its own text.
    pub reads: Option<char>,
}

/// What a template expression reads as: a character that no Dockerfile holds (OBJECT REPLACEMENT CHARACTER).
pub const OPAQUE: char = '\u{fffc}';

/// Whether an expression stands in `text`.
pub fn holds_opaque(text: &str) -> bool {
    // Nearly all texts are ASCII.
    !text.is_ascii() && text.contains(OPAQUE)
}

/// A view of the source through its pieces. Cheap to clone where the pieces are borrowed.
#[derive(Clone, Debug)]
pub struct Joined<'t> {
    source: &'t str,
    pieces: Cow<'t, [Piece]>,
    span: Span,
}

impl<'t> Joined<'t> {
    /// The view of `source` through `pieces`, which stand in source order and do not overlap.
    pub fn new(source: &'t str, pieces: impl Into<Cow<'t, [Piece]>>) -> Self {
        let pieces = pieces.into();
        let start = pieces.first().map_or(0, |piece| piece.span.start);
        let end = pieces.last().map_or(start, |piece| piece.span.end);
        Self { source, pieces, span: Span::new(start, end) }
    }

    /// The view of one stretch of `source`, without gaps.
    pub fn whole(source: &'t str, span: Span) -> Self {
        Self { source, pieces: Cow::Owned(vec![Piece { span, reads: None }]), span }
    }

    /// The source that it is a view of.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// From its first to its last byte, gaps included.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether nothing can be read.
    pub fn is_empty(&self) -> bool {
        self.cursor().peek().is_none()
    }

    /// The part between two source offsets.
    pub fn slice(&self, span: Span) -> Self {
        let start = span.start.max(self.span.start);
        Self { source: self.source, pieces: self.pieces.clone(), span: Span::new(start, span.end.min(self.span.end)) }
    }

    /// The pieces, cut to this view.
    pub fn pieces(&self) -> impl DoubleEndedIterator<Item = Piece> + '_ {
        let view = self.span;
        let behind = self.pieces_from(view.start);
        let count = match behind {
            [.., last] if last.span.start >= view.end => behind.partition_point(|piece| piece.span.start < view.end),
            all => all.len(),
        };
        behind[..count].iter().map(move |piece| Piece {
            span: Span::new(piece.span.start.max(view.start), piece.span.end.min(view.end)),
            reads: piece.reads,
        })
    }

    /// The pieces that end behind `offset`. Most text is one piece, and most questions are about the first.
    #[inline]
    fn pieces_from(&self, offset: u32) -> &[Piece] {
        match &*self.pieces {
            all @ [first, ..] if offset < first.span.end => all,
            all => &all[all.partition_point(|piece| piece.span.end <= offset)..],
        }
    }

    /// The text as read; borrowed where it has no gap and no replacement.
    pub fn text(&self) -> Cow<'t, str> {
        // Nearly every word and line lies in one piece.
        if let [piece, ..] = self.pieces_from(self.span.start)
            && piece.reads.is_none()
            && self.span.end <= piece.span.end
        {
            return Cow::Borrowed(Span::new(self.span.start.max(piece.span.start), self.span.end).of(self.source));
        }
        let mut pieces = self.pieces().filter(|piece| !piece.span.is_empty());
        let Some(first) = pieces.next() else { return Cow::Borrowed("") };
        let second = pieces.next();
        if second.is_none() && first.reads.is_none() {
            return Cow::Borrowed(first.span.of(self.source));
        }
        let mut text = String::with_capacity(self.span.len() as usize);
        for piece in std::iter::once(first).chain(second).chain(pieces) {
            match piece.reads {
                Some(read) => text.push(read),
                None => text.push_str(piece.span.of(self.source)),
            }
        }
        Cow::Owned(text)
    }

    /// A cursor at its start.
    pub fn cursor(&self) -> Cursor<'_> {
        self.cursor_at(self.span.start)
    }

    /// A cursor at the first byte that can be read at `offset` or behind it.
    pub fn cursor_at(&self, offset: u32) -> Cursor<'_> {
        let at = offset.clamp(self.span.start, self.span.end);
        Cursor::new(self.source, self.pieces_from(at), Span::new(at, self.span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(start: u32, end: u32) -> Piece {
        Piece { span: Span::new(start, end), reads: None }
    }

    #[test]
    fn reads_across_gaps_and_tells_true_offsets() {
        let source = "ab\\\ncd";
        let joined = Joined::new(source, vec![piece(0, 2), piece(4, 6)]);
        assert_eq!(joined.text(), "abcd");
        let mut cursor = joined.cursor();
        cursor.bump();
        cursor.bump();
        assert_eq!((cursor.behind(), cursor.offset(), cursor.after_gap()), (2, 4, true));
        assert_eq!(cursor.peek(), Some(b'c'));
        assert_eq!(joined.slice(Span::new(1, 5)).text(), "bc");
    }

    #[test]
    fn text_without_a_gap_is_borrowed() {
        let joined = Joined::new("abcd", vec![piece(0, 4)]);
        assert!(matches!(joined.slice(Span::new(1, 3)).text(), Cow::Borrowed("bc")));
    }

    #[test]
    fn a_piece_may_read_as_another_character() {
        let pieces = vec![piece(0, 1), Piece { span: Span::new(1, 3), reads: Some('\n') }, piece(3, 4)];
        let joined = Joined::new(r"a\nb", pieces);
        assert_eq!(joined.text(), "a\nb");
        let mut cursor = joined.cursor();
        cursor.bump();
        assert_eq!(cursor.bump(), Some(b'\n'));
        assert_eq!(cursor.offset(), 3);
    }

    #[test]
    fn empty_views_read_nothing() {
        assert!(Joined::new("abc", vec![]).is_empty());
        assert!(Joined::whole("abc", Span::at(1)).is_empty());
        assert_eq!(Joined::new("abc", vec![piece(0, 0), piece(1, 2), piece(3, 3)]).text(), "b");
    }
}
