//! Offsets to lines and columns for reports. Many findings may stand on one line of a megabyte, so columns are not
//! counted from the line's start but from the nearest mark: a constant cost for each position, whatever the file.

use crate::text::{Position, Source, Span};
use std::cell::OnceCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Distance of the marks, in bytes.
const STEP: usize = 1024;

/// The columns of every source of a report, each made once.
#[derive(Default)]
pub(super) struct AllColumns<'a> {
    by_source: HashMap<*const Source, Columns<'a>>,
}

impl<'a> AllColumns<'a> {
    /// The columns of `source`.
    pub(super) fn of(&mut self, source: &'a Arc<Source>) -> &Columns<'a> {
        match self.by_source.entry(Arc::as_ptr(source)) {
            Entry::Occupied(made) => made.into_mut(),
            Entry::Vacant(place) => place.insert(Columns::new(source)),
        }
    }
}

/// The columns of one source.
pub(super) struct Columns<'a> {
    source: &'a Source,
    /// What stands before each multiple of `STEP`, once a place is far from its line's start.
    marks: OnceCell<Vec<Units>>,
}

impl<'a> Columns<'a> {
    fn new(source: &'a Source) -> Self {
        Self { source, marks: OnceCell::new() }
    }

    fn marks(&self) -> &[Units] {
        self.marks.get_or_init(|| {
            let mut before = Units::default();
            let marks = self.source.text().as_bytes().chunks(STEP).map(|chunk| {
                let mark = before;
                before = before.and(chunk);
                mark
            });
            marks.collect()
        })
    }

    /// Line and column of `at`, the column in Unicode scalar values.
    pub(super) fn position(&self, at: u32) -> Position {
        self.measure(at, |units| units.characters)
    }

    /// Line and column of `at`, the column in UTF-16 code units.
    pub(super) fn position_utf16(&self, at: u32) -> Position {
        self.measure(at, |units| units.utf16)
    }

    fn measure(&self, at: u32, unit: impl Fn(Units) -> u32) -> Position {
        let lines = self.source.lines();
        let line = lines.line(at);
        let start = lines.span(line, self.source.text()).start;
        let bytes = self.source.text().as_bytes();
        // Most lines are shorter than the way from a mark.
        let column = match bytes.get(start as usize..at as usize) {
            Some(near) if near.len() <= STEP => unit(Units::default().and(near)),
            _ => unit(self.before(at)) - unit(self.before(start)),
        };
        Position { line, column: column + 1 }
    }

    fn before(&self, at: u32) -> Units {
        let bytes = self.source.text().as_bytes();
        let at = bytes.len().min(at as usize);
        let marks = self.marks();
        let mark = (at / STEP).min(marks.len().saturating_sub(1));
        marks.get(mark).copied().unwrap_or_default().and(&bytes[mark * STEP..at])
    }
}

/// A length in the units that columns are counted in.
#[derive(Clone, Copy, Default)]
struct Units {
    characters: u32,
    utf16: u32,
}

impl Units {
    /// This length and that of `bytes`, a stretch of UTF-8 that may begin or end within a character: a character counts
    /// where its first byte stands.
    fn and(self, bytes: &[u8]) -> Self {
        let mut units = self;
        for &byte in bytes {
            let first = u32::from(byte & 0xc0 != 0x80);
            units.characters += first;
            // Four bytes of UTF-8 are two units of UTF-16.
            units.utf16 += first + u32::from(byte >= 0xf0);
        }
        units
    }
}

/// `span` as a place to show: inside the text, and without the newline that ends it, so that a whole line is one line.
pub(super) fn shown(source: &Source, span: Span) -> Span {
    let text = source.text();
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.floor_char_boundary(span.end as usize).max(start);
    let covered = &text[start..end];
    let kept = covered.strip_suffix('\n').map_or(covered, |line| line.strip_suffix('\r').unwrap_or(line));
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(start + kept.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_of_the_line_index() {
        let text = format!("a\n{}é😀x\n{}", "é😀".repeat(700), "y".repeat(3000));
        let source = Arc::new(Source::new("Dockerfile", text.as_str()));
        let mut all = AllColumns::default();
        let columns = all.of(&source);
        for (at, _) in text.char_indices() {
            let at = u32::try_from(at).unwrap();
            assert_eq!(columns.position(at), source.position(at));
            assert_eq!(columns.position_utf16(at), source.lines().position_utf16(at, &text));
        }
    }

    #[test]
    fn the_end_of_the_text_has_a_position() {
        for text in ["", "ab", "ab\n", &"x".repeat(STEP)] {
            let source = Source::new("Dockerfile", text);
            let end = u32::try_from(text.len()).unwrap();
            assert_eq!(Columns::new(&source).position(end), source.position(end));
        }
    }

    #[test]
    fn a_whole_line_is_shown_without_its_newline() {
        let source = Source::new("Dockerfile", "ab\r\ncd\n");
        assert_eq!(shown(&source, Span::new(0, 4)), Span::new(0, 2));
        assert_eq!(shown(&source, Span::new(4, 7)), Span::new(4, 6));
        assert_eq!(shown(&source, Span::new(0, 6)), Span::new(0, 6));
        assert_eq!(shown(&source, Span::new(9, 12)), Span::new(7, 7));
    }
}
