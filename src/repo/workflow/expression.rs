//! Expressions in a text: their values are not known before the workflow runs.
//!
//! ```text
//! docker push ${{ env.IMAGE }}:latest
//!             ^^^^^^^^^^^^^^^^ reads as one character
//! ```

use super::super::lines::offset;
use super::super::pieces::Pieces;
use crate::text::{OPAQUE, Piece, Span};
use memchr::memmem;

/// `pieces`, with what they hold of each expression read as one unknown character.
pub(super) fn hide(source: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return pieces };
    let mut expressions = Expressions { source, at: first.span.start, end: last.span.end }.peekable();
    if expressions.peek().is_none() {
        return pieces;
    }
    let mut hidden = Pieces::default();
    // Behind the last expression, which may go on over several pieces.
    let mut behind = 0;
    for piece in pieces {
        let mut rest = Span::new(piece.span.start.max(behind), piece.span.end);
        while let Some(expression) = expressions.next_if(|expression| expression.start < rest.end) {
            keep(&mut hidden, piece, Span::new(rest.start, expression.start));
            hidden.reads(expression, OPAQUE);
            behind = expression.end;
            rest = Span::new(behind, rest.end);
        }
        keep(&mut hidden, piece, rest);
    }
    hidden.into_inner()
}

fn keep(pieces: &mut Pieces, piece: Piece, span: Span) {
    match piece.reads {
        Some(character) => pieces.reads(span, character),
        None => pieces.text(span),
    }
}

/// From each `${{` to its `}}`, in order.
struct Expressions<'t> {
    source: &'t str,
    at: u32,
    end: u32,
}

impl Iterator for Expressions<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let rest = &self.source.as_bytes()[self.at as usize..self.end as usize];
        let start = memmem::find(rest, b"${{")?;
        let end = start + memmem::find(&rest[start..], b"}}")? + 2;
        let expression = Span::new(self.at + offset(start), self.at + offset(end));
        self.at = expression.end;
        Some(expression)
    }
}
