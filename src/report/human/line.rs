//! One line of an excerpt: active characters written out, and a long line cut to what stands round its labels.
//!
//! ```text
//! …l -o /tmp/a && apt-get install curl && rm -rf /v…
//!                 ^^^^^^^^^^^^^^^
//! ```
//!
//! What must not be shown reads `****`, whatever its length.

use super::super::inert;
use crate::text::Span;

/// Most characters of a line that is shown whole.
const LONGEST: usize = 200;

/// Characters shown before a label's ends, where the line is longer.
const BEFORE: usize = 60;

/// Characters shown behind them.
const BEHIND: usize = 80;

/// A line as it is shown.
pub(super) struct Line {
    first: Piece,
    /// Those behind it: most lines are shown whole.
    others: Vec<Piece>,
}

/// A stretch of the source, and where its shown form begins.
struct Piece {
    span: Span,
    at: usize,
    masked: bool,
}

/// What stands for bytes that must not be shown.
const MASK: &str = "****";

impl Line {
    /// Append the line of `text` under `content` (without its newline) to `out`. `ends` are the offsets where labels begin or
    /// end, in this line or in others; `masked` are spans, in order and not overlapping, that must not be shown.
    pub(super) fn show(text: &str, content: Span, ends: &[u32], masked: &[Span], out: &mut String) -> Self {
        let hidden = masked.partition_point(|mask| mask.end <= content.start);
        let hidden = masked.get(hidden).is_some_and(|mask| mask.start < content.end);
        if !hidden && is_short(content.of(text)) {
            let first = Piece { span: content, at: out.len(), masked: false };
            inert::append(out, content.of(text));
            return Self { first, others: Vec::new() };
        }
        let mut pieces = Vec::new();
        let mut shown = content.start;
        for span in windows(text, content, ends) {
            if shown < span.start {
                out.push('…');
            }
            for (span, masked) in stretches(span, masked) {
                pieces.push(Piece { span, at: out.len(), masked });
                if masked {
                    out.push_str(MASK);
                } else {
                    inert::append(out, span.of(text));
                }
            }
            shown = span.end;
        }
        if shown < content.end {
            out.push('…');
        }
        let mut pieces = pieces.into_iter();
        let first = pieces.next().unwrap_or(Piece { span: Span::at(content.start), at: out.len(), masked: false });
        Self { first, others: pieces.collect() }
    }

    /// Where the source's offset `at` is shown; for one that is not, the nearest place before it that is.
    pub(super) fn place(&self, text: &str, at: u32) -> usize {
        let behind = self.others.partition_point(|piece| piece.span.start <= at);
        let piece = behind.checked_sub(1).map_or(&self.first, |last| &self.others[last]);
        if piece.masked {
            return piece.at + if at > piece.span.start { MASK.len() } else { 0 };
        }
        let before = Span::new(piece.span.start, at.clamp(piece.span.start, piece.span.end));
        piece.at + inert::length(before.of(text))
    }
}

/// Whether a line is shown whole.
fn is_short(line: &str) -> bool {
    line.len() <= LONGEST || line.chars().nth(LONGEST).is_none()
}

/// `span` cut where what is masked begins and ends, each with whether it is.
fn stretches(span: Span, masked: &[Span]) -> Vec<(Span, bool)> {
    let mut stretches = Vec::new();
    let mut at = span.start;
    let first = masked.partition_point(|mask| mask.end <= span.start);
    for mask in masked[first..].iter().take_while(|mask| mask.start < span.end) {
        let mask = Span::new(mask.start.max(at), mask.end.min(span.end));
        stretches.extend((at < mask.start).then_some((Span::new(at, mask.start), false)));
        stretches.push((mask, true));
        at = mask.end;
    }
    if at < span.end || stretches.is_empty() {
        stretches.push((Span::new(at, span.end), false));
    }
    stretches
}

/// The parts of the line that are shown: in order, not touching, at least one.
fn windows(text: &str, content: Span, ends: &[u32]) -> Vec<Span> {
    if is_short(content.of(text)) {
        return vec![content];
    }
    let around = |end: u32| {
        let before = Span::new(content.start, end).of(text).char_indices().rev().take(BEFORE).last();
        let behind = Span::new(end, content.end).of(text).char_indices().nth(BEHIND);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            start: before.map_or(end, |(at, _)| content.start + offset(at)),
            end: behind.map_or(content.end, |(at, _)| end + offset(at)),
        }
    };
    let inside = ends.iter().copied().filter(|end| (content.start..=content.end).contains(end));
    let mut spans: Vec<Span> = inside.map(around).collect();
    if spans.is_empty() {
        spans.push(around(content.start));
    }
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let touching = next.start <= kept.end;
        if touching {
            *kept = kept.to(*next);
        }
        touching
    });
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, ends: &[u32]) -> (String, Line) {
        let mut out = String::new();
        let line = Line::show(text, Span::new(0, u32::try_from(text.len()).unwrap()), ends, &[], &mut out);
        (out, line)
    }

    #[test]
    fn places_follow_characters_that_grow() {
        let (shown, line) = show("a\u{1b}\u{9b}b", &[]);
        assert_eq!(shown, r"a␛\u{9b}b");
        assert_eq!(&shown[line.place("a\u{1b}\u{9b}b", 4)..], "b");
    }

    #[test]
    fn what_is_masked_is_not_shown_and_keeps_its_place() {
        let (text, mut out) = ("ENV TOKEN=hunter2 A=b", String::new());
        let line = Line::show(text, Span::new(0, 21), &[10, 17], &[Span::new(10, 17)], &mut out);
        assert_eq!(out, "ENV TOKEN=**** A=b");
        assert_eq!([10, 12, 17, 18].map(|at| line.place(text, at)), [10, 14, 14, 15]);
    }

    #[test]
    fn a_mask_may_be_all_of_a_line() {
        let mut out = String::new();
        Line::show("secret", Span::new(0, 6), &[], &[Span::new(0, 99)], &mut out);
        assert_eq!(out, "****");
    }

    #[test]
    fn a_long_line_is_cut_round_both_ends_of_a_label() {
        let text = format!("{}<{}>{}", "a".repeat(5000), "b".repeat(5000), "c".repeat(5000));
        let (shown, line) = show(&text, &[5000, 10_002]);
        let expected = format!(
            "…{}<{}…{}>{}…",
            "a".repeat(BEFORE),
            "b".repeat(BEHIND - 1),
            "b".repeat(BEFORE - 1),
            "c".repeat(BEHIND)
        );
        assert_eq!(shown, expected);
        assert!(shown[line.place(&text, 5000)..].starts_with('<'));
        assert!(shown[..line.place(&text, 10_002)].ends_with('>'));
    }

    #[test]
    fn a_long_line_without_labels_shows_its_beginning() {
        let text = "é".repeat(201);
        assert_eq!(show(&text, &[]).0, format!("{}…", "é".repeat(BEHIND)));
    }
}
