//! A block: the lines below, without their indentation.
//!
//! ```text
//! run: |2-         `|` keeps line ends, `>` folds them to spaces; `2` is the indentation, `-` drops the last line
//!     make a       ends, `+` keeps them all
//!       make b     deeper lines are never folded
//! ```

use super::super::lines::{Line, Lines};
use super::super::pieces::Pieces;
use super::scalar::Place;
use crate::text::Span;

/// Consume the block whose `|` or `>` stands at `place`.
pub(super) fn read(lines: &mut Lines<'_>, place: Place) -> Pieces {
    let source = lines.source();
    let header = Header::read(Span::new(place.at, place.line.content.end).of(source));
    let mut indent = header.indent.map(|more| place.parent + more);
    let mut block = Block { pieces: Pieces::default(), folded: header.folded, breaks: Vec::new(), last: None };
    loop {
        let mut ahead = lines.clone();
        let Some(line) = ahead.next() else { break };
        let column = line.indented(source) - line.content.start;
        let is_empty = column == line.content.len();
        if is_empty && indent.is_none_or(|indent| column <= indent) {
            block.breaks.push(line.newline);
        } else if column > place.parent && indent.is_none_or(|indent| column >= indent) {
            let indent = *indent.get_or_insert(column);
            block.line(source, line, indent);
        } else {
            break;
        }
        *lines = ahead;
    }
    block.end(header.keep)
}

struct Header {
    folded: bool,
    /// How many columns deeper than the key, where it says so.
    indent: Option<u32>,
    /// How many of the last line ends stay.
    keep: usize,
}

impl Header {
    fn read(text: &str) -> Self {
        let mut header = Self { folded: text.starts_with('>'), indent: None, keep: 1 };
        for byte in text.bytes().skip(1).take(2) {
            match byte {
                b'-' => header.keep = 0,
                b'+' => header.keep = usize::MAX,
                b'1'..=b'9' => header.indent = Some(u32::from(byte - b'0')),
                _ => break,
            }
        }
        header
    }
}

struct Block {
    pieces: Pieces,
    folded: bool,
    /// The line ends since the last text.
    breaks: Vec<Span>,
    /// The last line with text, if any: whether it is deeper than the block.
    last: Option<bool>,
}

impl Block {
    fn line(&mut self, source: &str, line: Line, indent: u32) {
        let text = Span::new(line.content.start + indent, line.content.end);
        let deeper = text.of(source).starts_with([' ', '\t']);
        let folds = self.folded && !deeper && self.last == Some(false);
        if folds {
            fold(&mut self.pieces, &mut self.breaks);
        }
        self.breaks.drain(..).for_each(|newline| self.pieces.text(newline));
        self.pieces.text(text);
        self.breaks.push(line.newline);
        self.last = Some(deeper);
    }

    fn end(mut self, keep: usize) -> Pieces {
        let keep = if self.last.is_none() && keep == 1 { 0 } else { keep };
        self.breaks.iter().take(keep).for_each(|&newline| self.pieces.text(newline));
        self.pieces
    }
}

/// Read the line ends between two texts as YAML folds them: one is a space, of several the first counts for nothing.
pub(super) fn fold(pieces: &mut Pieces, breaks: &mut Vec<Span>) {
    match breaks.as_slice() {
        [] => {}
        [only] => pieces.reads(*only, ' '),
        [_, rest @ ..] => rest.iter().for_each(|&newline| pieces.text(newline)),
    }
    breaks.clear();
}
