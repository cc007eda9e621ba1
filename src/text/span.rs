//! Byte ranges of a source.

use std::ops::Range;

/// A range of bytes in one source: `start` inclusive, `end` exclusive, both on character boundaries.
///
/// Offsets are 32-bit: a source of more than 4 GiB is refused when it is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just behind the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` gives the empty span at `start`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The empty span at `offset`.
    pub fn at(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// `range` as a span of `text`: inside it, and on character boundaries.
    pub fn on_characters(text: &str, range: Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start);
        let end = text.ceil_char_boundary(range.end.max(start));
        Self::new(offset(start), offset(end))
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `offset` lies inside.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same range as indices of a slice.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span; empty where the span does not fit `source`.
    pub fn of(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or("")
    }
}

/// Where `part`, a slice of `whole`, begins in it; `None` for a text of its own. A search would find the name of `app:app` where
/// its tag is meant.
pub fn offset_in(whole: &str, part: &str) -> Option<usize> {
    let at = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
    (at + part.len() <= whole.len()).then_some(at)
}

/// `spans` in order, those that overlap joined.
pub fn disjoint(spans: Vec<Span>) -> Vec<Span> {
    let marked = spans.into_iter().map(|span| (span, ())).collect();
    disjoint_marked(marked).into_iter().map(|(span, ())| span).collect()
}

/// The same for spans with a mark each; of those joined, the first one's stays.
pub fn disjoint_marked<T: Ord>(mut spans: Vec<(Span, T)>) -> Vec<(Span, T)> {
    spans.sort_unstable();
    spans.dedup_by(|(next, _), (kept, _)| {
        let overlapping = next.start < kept.end;
        if overlapping {
            *kept = kept.to(*next);
        }
        overlapping
    });
    spans
}

/// A length as an offset; a source of more than 4 GiB is refused when it is read, so nothing is ever cut.
pub(super) fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_spans_are_joined() {
        let spans = [(5, 8), (0, 2), (2, 3), (6, 7), (7, 9)].map(|(start, end)| Span::new(start, end));
        assert_eq!(disjoint(spans.to_vec()), [Span::new(0, 2), Span::new(2, 3), Span::new(5, 9)]);
        assert_eq!(disjoint(Vec::new()), []);
    }

    #[test]
    fn a_span_never_splits_a_character() {
        assert_eq!(Span::on_characters("é=1", 1..2), Span::new(0, 2));
        assert_eq!(Span::on_characters("a", 5..9), Span::new(1, 1));
    }
}
