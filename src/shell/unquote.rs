//! The text of a word as the program that gets it sees it, each character with its place in the source.
//!
//! ```text
//! "echo \"$(id)\" \$HOME"    reads as   echo "￼" $HOME
//!        ^^^^^ the outer shell's own: opaque
//! ```

use super::ansi::escape;
use super::pieces::Pieces;
use super::{Part, Word};
use crate::text::{Cursor, Joined, OPAQUE, Span};

/// Reads a word, or a heredoc's body, once more.
struct Unquote<'j, 'p, 't> {
    cursor: Cursor<'j>,
    end: u32,
    /// The expansions that are still to come.
    parts: std::slice::Iter<'p, Part<'t>>,
    next: Option<&'p Part<'t>>,
    source: &'t str,
    pieces: Pieces,
}

/// Add the text of `word`, which stands in `text`, to `pieces`.
pub(super) fn word<'t>(text: &Joined<'t>, word: &Word<'t>, pieces: Pieces) -> Pieces {
    let mut unquote = Unquote::new(text, word.span, word.parts(), pieces);
    unquote.word();
    unquote.pieces
}

/// The text of a heredoc's body in which `parts` are expanded.
pub(super) fn heredoc<'t>(text: &Joined<'t>, body: Span, parts: &[Part<'t>]) -> Pieces {
    let mut unquote = Unquote::new(text, body, parts, Pieces::default());
    unquote.quoted(None, b"\\$`");
    unquote.pieces
}

/// The text of `span` as it stands.
pub(super) fn verbatim(text: &Joined<'_>, span: Span) -> Pieces {
    let mut cursor = text.cursor_at(span.start);
    let mut pieces = Pieces::default();
    while cursor.peek().is_some() && cursor.offset() < span.end {
        let left = (span.end - cursor.offset()) as usize;
        let run = cursor.run().len().min(left);
        if run == 0 {
            pieces.take(&mut cursor);
        } else {
            let start = cursor.offset();
            cursor.skip(run);
            pieces.push(Span::new(start, cursor.behind()), None);
        }
    }
    pieces
}

impl<'j, 'p, 't> Unquote<'j, 'p, 't> {
    fn new(text: &'j Joined<'t>, span: Span, parts: &'p [Part<'t>], pieces: Pieces) -> Self {
        let mut unquote = Self {
            cursor: text.cursor_at(span.start),
            end: span.end,
            parts: parts.iter(),
            next: None,
            source: text.source(),
            pieces,
        };
        unquote.advance();
        unquote
    }

    fn advance(&mut self) {
        self.next = self.parts.find(|part| !matches!(part, Part::Literal(..)));
    }

    fn peek(&self) -> Option<u8> {
        self.cursor.peek().filter(|_| self.cursor.offset() < self.end)
    }

    /// Consume the expansion that comes next, if one does. A variable is left as text: the inner script may well
    /// have it too. What runs commands is opaque, for its commands are the outer script's.
    fn expansion(&mut self) -> bool {
        let Some(part) = self.next.filter(|part| part.span().start == self.cursor.offset()) else { return false };
        let span = part.span();
        let raw = span.of(self.source);
        if matches!(part, Part::Variable(_)) && !raw.contains("$(") && !raw.contains('`') {
            while self.peek().is_some() && self.cursor.offset() < span.end {
                self.pieces.take(&mut self.cursor);
            }
        } else {
            while self.peek().is_some() && self.cursor.offset() < span.end {
                self.cursor.bump();
            }
            self.pieces.push(span, Some(OPAQUE));
        }
        self.advance();
        true
    }

    fn word(&mut self) {
        while let Some(byte) = self.peek() {
            if self.expansion() {
                continue;
            }
            match byte {
                b'\'' => {
                    self.cursor.bump();
                    while self.peek().is_some_and(|byte| byte != b'\'') {
                        self.pieces.take_until(&mut self.cursor, b"'", self.end);
                    }
                    self.cursor.bump();
                }
                b'"' => {
                    self.cursor.bump();
                    self.quoted(Some(b'"'), b"\"\\$`");
                }
                b'$' if self.cursor.peek_second() == Some(b'\'') => self.ansi(),
                b'$' if self.cursor.peek_second() == Some(b'"') => {
                    self.cursor.bump();
                }
                b'\\' => {
                    self.cursor.bump();
                    if self.peek() == Some(b'\n') {
                        self.cursor.bump();
                    } else {
                        self.pieces.take(&mut self.cursor);
                    }
                }
                _ => self.pieces.take_until(&mut self.cursor, b"'\"\\$`<>( \t\n", self.end),
            }
        }
    }

    /// Read up to `close`, with the escapes of double quotes; of them, `escapable` alone lose their backslash.
    fn quoted(&mut self, close: Option<u8>, escapable: &[u8]) {
        while let Some(byte) = self.peek() {
            if self.expansion() {
                continue;
            }
            if Some(byte) == close {
                self.cursor.bump();
                return;
            }
            if byte != b'\\' {
                self.pieces.take_until(&mut self.cursor, b"\"\\$`", self.end);
                continue;
            }
            match self.cursor.peek_second() {
                Some(b'\n') => {
                    self.cursor.bump();
                    self.cursor.bump();
                }
                Some(next) if escapable.contains(&next) => {
                    self.cursor.bump();
                    self.pieces.take(&mut self.cursor);
                }
                _ => self.pieces.take(&mut self.cursor),
            }
        }
    }

    fn ansi(&mut self) {
        self.cursor.bump();
        self.cursor.bump();
        while let Some(byte) = self.peek() {
            let start = self.cursor.offset();
            match byte {
                b'\'' => {
                    self.cursor.bump();
                    return;
                }
                b'\\' => match escape(&mut self.cursor) {
                    Some(read) => self.pieces.push(Span::new(start, self.cursor.behind()), Some(read)),
                    None => self.pieces.take(&mut self.cursor),
                },
                _ => self.pieces.take_until(&mut self.cursor, b"'\\", self.end),
            }
        }
    }
}
