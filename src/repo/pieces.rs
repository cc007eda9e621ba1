//! Collects what is read of a text.

use crate::text::{Piece, Span};

/// Pieces in source order; neighbours that read as themselves are one.
#[derive(Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// What stands at `span`.
    pub(super) fn text(&mut self, span: Span) {
        match self.0.last_mut() {
            _ if span.is_empty() => {}
            Some(last) if last.reads.is_none() && last.span.end == span.start => last.span.end = span.end,
            _ => self.0.push(Piece { span, reads: None }),
        }
    }

    /// What stands at `span`, read as `character`.
    pub(super) fn reads(&mut self, span: Span, character: char) {
        if !span.is_empty() {
            self.0.push(Piece { span, reads: Some(character) });
        }
    }

    pub(super) fn into_inner(self) -> Vec<Piece> {
        self.0
    }
}
