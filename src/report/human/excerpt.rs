//! The lines of the files that one finding's excerpt may need, as codespan wants to have them: never the whole text, so
//! that a finding costs the same in a small file and in a large one.
//!
//! ```text
//! source          excerpt
//!  9 │ RUN a  …   0 │ RUN a     a label begins
//! 10 │   b    …   1 │   b       three lines behind it
//! ⋮                ⋮
//! 14 │   f        4 │           two empty ones that are never drawn: codespan sees a gap there, and draws it
//! ⋮                5 │
//! 80 │   y    …   6 │   y       one line before its end
//! 81 │   z    …   7 │   z       a label ends
//! ```

use super::super::columns::{AllColumns, Columns, shown};
use super::super::inert;
use super::super::masks::Masks;
use super::line::Line;
use crate::finding::Label;
use crate::text::{Source, Span};
use codespan_reporting::files::{Error, Files};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// Lines shown behind the first line of a label that has many: codespan's own default.
const BEHIND_START: u32 = 3;

/// The excerpts of one finding, one a source, in the order of its labels.
pub(super) struct Excerpts<'a> {
    excerpts: Vec<Excerpt<'a>>,
}

impl<'a> Excerpts<'a> {
    /// The excerpts that `labels` need, without what is masked.
    pub(super) fn new(labels: impl Iterator<Item = &'a Label>, columns: &mut AllColumns<'a>, masks: &Masks) -> Self {
        let mut by_source: Vec<(&'a Arc<Source>, Vec<Span>)> = Vec::new();
        for label in labels {
            let span = shown(&label.source, label.span);
            match by_source.iter_mut().find(|(source, _)| Arc::ptr_eq(source, &label.source)) {
                Some((_, spans)) => spans.push(span),
                None => by_source.push((&label.source, vec![span])),
            }
        }
        let excerpts = by_source
            .into_iter()
            .map(|(source, spans)| Excerpt::new(source, &spans, columns.of(source), masks.of_source(source)));
        Self { excerpts: excerpts.collect() }
    }

    /// The excerpt that shows `label`, and the range in it.
    pub(super) fn locate(&self, label: &Label) -> (usize, Range<usize>) {
        let same = |excerpt: &Excerpt<'_>| std::ptr::eq(excerpt.source, Arc::as_ptr(&label.source));
        let file = self.excerpts.iter().position(same).unwrap_or(0);
        let range = self.excerpts.get(file).map_or(0..0, |excerpt| {
            let span = shown(&label.source, label.span);
            excerpt.place(span.start)..excerpt.place(span.end)
        });
        (file, range)
    }

    fn get(&self, file: usize) -> Result<&Excerpt<'a>, Error> {
        self.excerpts.get(file).ok_or(Error::FileMissing)
    }
}

/// Some lines of one source.
struct Excerpt<'a> {
    source: &'a Source,
    path: Cow<'a, str>,
    text: String,
    lines: Vec<ExcerptLine>,
    /// Where labels begin in `text`, and their true columns, from 1.
    columns: Vec<(usize, usize)>,
}

struct ExcerptLine {
    /// In the source, from 1.
    number: u32,
    /// In the excerpt's text, with its newline.
    range: Range<usize>,
    line: Line,
}

impl<'a> Excerpt<'a> {
    fn new(source: &'a Source, spans: &[Span], columns: &Columns<'_>, masked: &[Span]) -> Self {
        let path = inert::line(source.path(), usize::MAX);
        let mut excerpt = Self { source, path, text: String::new(), lines: Vec::new(), columns: Vec::new() };
        let ends: Vec<u32> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
        for number in line_numbers(source, spans) {
            match excerpt.lines.last().map_or(1, |last| number - last.number) {
                0 | 1 => {}
                2 => excerpt.push(number - 1, &ends, masked),
                _ => (0..2).for_each(|_| excerpt.push_gap()),
            }
            excerpt.push(number, &ends, masked);
        }
        for span in spans {
            let column = columns.position(span.start).column as usize;
            excerpt.columns.push((excerpt.place(span.start), column));
        }
        excerpt
    }

    /// Append a line of the source.
    fn push(&mut self, number: u32, ends: &[u32], masked: &[Span]) {
        let content = content(self.source, number);
        let start = self.text.len();
        let line = Line::show(self.source.text(), content, ends, masked, &mut self.text);
        self.text.push('\n');
        self.lines.push(ExcerptLine { number, range: start..self.text.len(), line });
    }

    /// Append a line that is never drawn.
    fn push_gap(&mut self) {
        let number = self.lines.last().map_or(1, |last| last.number);
        let start = self.text.len();
        let line = Line::show("", Span::at(0), &[], &[], &mut self.text);
        self.text.push('\n');
        self.lines.push(ExcerptLine { number, range: start..self.text.len(), line });
    }

    /// Where an offset of the source stands in the excerpt.
    fn place(&self, at: u32) -> usize {
        let number = self.source.lines().line(at);
        // Lines of a gap repeat the number of the line before them; the first one is the line itself.
        let index = self.lines.partition_point(|line| line.number < number);
        self.lines.get(index).map_or(0, |line| line.line.place(self.source.text(), at))
    }

    fn line(&self, index: usize) -> Result<&ExcerptLine, Error> {
        let max = self.lines.len().saturating_sub(1);
        self.lines.get(index).ok_or(Error::LineTooLarge { given: index, max })
    }
}

/// The lines that labels on `spans` show.
fn line_numbers(source: &Source, spans: &[Span]) -> Vec<u32> {
    let lines = source.lines();
    let mut numbers = Vec::new();
    for span in spans {
        let (first, last) = (lines.line(span.start), lines.line(span.end));
        numbers.extend(first..=last.min(first + BEHIND_START));
        numbers.extend(first.max(last - 1)..=last);
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// A line without what ends it, and without a byte order mark before it.
fn content(source: &Source, number: u32) -> Span {
    let text = source.text();
    let line = source.lines().span(number, text);
    let kept = line.of(text).trim_end_matches('\n');
    let kept = kept.strip_suffix('\r').unwrap_or(kept);
    let mark = if line.start == 0 && kept.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let offset = |at: usize| line.start + u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(mark), offset(kept.len()))
}

impl<'f> Files<'f> for Excerpts<'_> {
    type FileId = usize;
    type Name = &'f str;
    type Source = &'f str;

    fn name(&'f self, file: usize) -> Result<&'f str, Error> {
        Ok(&self.get(file)?.path)
    }

    fn source(&'f self, file: usize) -> Result<&'f str, Error> {
        Ok(&self.get(file)?.text)
    }

    fn line_index(&'f self, file: usize, at: usize) -> Result<usize, Error> {
        let lines = &self.get(file)?.lines;
        Ok(lines.partition_point(|line| line.range.start <= at).saturating_sub(1))
    }

    fn line_number(&'f self, file: usize, index: usize) -> Result<usize, Error> {
        Ok(self.get(file)?.line(index)?.number as usize)
    }

    fn column_number(&'f self, file: usize, _line: usize, at: usize) -> Result<usize, Error> {
        let columns = &self.get(file)?.columns;
        let found = columns.iter().find(|(place, _)| *place == at);
        found.map(|(_, column)| *column).ok_or(Error::IndexTooLarge { given: at, max: self.get(file)?.text.len() })
    }

    fn line_range(&'f self, file: usize, index: usize) -> Result<Range<usize>, Error> {
        Ok(self.get(file)?.line(index)?.range.clone())
    }
}
