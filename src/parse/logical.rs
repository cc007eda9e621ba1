//! Physical lines to logical ones: continuations, and the comments and blank lines inside them.
//!
//! ```text
//! RUN make \            piece
//!     # the slow part   comment, no part of the line
//!                       blank, likewise
//!     test              piece; no escape at its end, so the logical line ends here
//! ```

use super::template::{self, Templates};
use crate::text::{Piece, Span};

/// One physical line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// With its line end.
    pub(super) full: Span,
    /// Without it: no `\r` or `\n` at the end.
    pub(super) content: Span,
}

impl Line {
    /// The line, or rest of a line, that begins at `start`.
    pub(super) fn at(source: &str, start: u32) -> Self {
        let bytes = &source.as_bytes()[start as usize..];
        let length = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |newline| newline + 1);
        let line = &bytes[..length];
        let kept = line.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |last| last + 1);
        let to = |length: usize| start + u32::try_from(length).unwrap_or(0);
        Self { full: Span::new(start, to(length)), content: Span::new(start, to(kept)) }
    }

    /// The content without white space around it.
    pub(super) fn trimmed(self, source: &str) -> Span {
        let line = self.content.of(source);
        let indent = line.bytes().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(line.len());
        let indented = &line[indent..];
        // Nearly always there is no other white space; looking for it means to decode characters.
        let text = match indented.as_bytes() {
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => indented,
            _ => indented.trim(),
        };
        let start = self.content.start + u32::try_from(text.as_ptr() as usize - line.as_ptr() as usize).unwrap_or(0);
        Span::new(start, start + u32::try_from(text.len()).unwrap_or(0))
    }
}

/// A logical line, taken apart.
#[derive(Debug, Default)]
pub(super) struct Logical {
    /// What is read of each physical line: without escape and line end, template tags cut out.
    pub(super) pieces: Vec<Piece>,
    /// Comment lines inside.
    pub(super) comments: Vec<Span>,
    /// Blank lines inside.
    pub(super) blanks: Vec<Span>,
    /// Behind the last physical line.
    pub(super) end: u32,
}

/// Read the logical line whose first physical line is `line`; its text begins at `start`.
pub(super) fn read(source: &str, line: Line, start: u32, escape: u8, mut templates: Option<&mut Templates>) -> Logical {
    let mut logical = Logical::default();
    let has_tags = templates.is_some();
    let first = Span::new(start, line.content.end);
    let mut continued = push(&mut logical, source, first, escape, has_tags);
    logical.end = line.full.end;
    while continued && (logical.end as usize) < source.len() {
        let line = Line::at(source, logical.end);
        let text = line.trimmed(source);
        logical.end = line.full.end;
        match text.of(source).bytes().next() {
            None => logical.blanks.push(line.full),
            Some(b'#') => logical.comments.push(text),
            Some(_) => {
                if let Some(templates) = templates.as_deref_mut()
                    && let Some(end) = templates.tags_end(source, text.start)
                    && end >= text.end
                {
                    // A line of tags alone vanishes when the template is rendered: the continuation goes on behind it.
                    logical.end = Line::at(source, end).full.end;
                    continue;
                }
                continued = push(&mut logical, source, line.content, escape, has_tags);
            }
        }
    }
    logical
}

/// Add what is read of one physical line; whether the next line continues it.
fn push(logical: &mut Logical, source: &str, content: Span, escape: u8, has_tags: bool) -> bool {
    let text = content.of(source).as_bytes();
    let kept = text.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |last| last + 1);
    // An escape behind another escape is an escaped escape, not a continuation.
    let continued = kept > 0 && text[kept - 1] == escape && (kept == 1 || text[kept - 2] != escape);
    let length = if continued { kept - 1 } else { text.len() };
    let span = Span::new(content.start, content.start + u32::try_from(length).unwrap_or(0));
    if has_tags {
        template::cut(source, span, &mut logical.pieces);
    } else {
        logical.pieces.push(Piece { span, reads: None });
    }
    continued
}
