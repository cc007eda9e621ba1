//! Edits of one text: whether they can be made, whether two sets of them meet, and the text that they make.

use crate::finding::Edit;
use crate::text::Span;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Whether `edits` can be made in `text`: in order, not overlapping, on its characters.
pub(super) fn fit(text: &str, edits: &[Edit]) -> bool {
    let inside = edits.iter().all(|edit| text.get(edit.span.range()).is_some());
    inside && edits.iter().zip(edits.iter().skip(1)).all(|(one, next)| one.span.end <= next.span.start)
}

/// Whether some of `edits` changes `text`.
pub(super) fn change(text: &str, edits: &[Edit]) -> bool {
    edits.iter().any(|edit| edit.span.of(text) != edit.replacement)
}

/// Whether what one edit changes is changed by the other as well, or what comes in doubt: two insertions at one place.
pub(super) fn meet(one: Span, other: Span) -> bool {
    let touching = one.start == other.end || other.start == one.end;
    (one.start < other.end && other.start < one.end) || (touching && (one.is_empty() || other.is_empty()))
}

/// `text` with `edits`, which fit it and don't meet, in any order. New lines end as the lines of `text` do, and nothing comes in
/// front of a byte order mark.
pub(super) fn apply<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let begin = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let crlf = text.find('\n').is_some_and(|end| text[..end].ends_with('\r'));
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        let (start, end) = (range.start.max(begin), range.end.max(begin));
        new.push_str(&text[done..start]);
        if crlf {
            new.push_str(&edit.replacement.replace("\r\n", "\n").replace('\n', "\r\n"));
        } else {
            new.push_str(&edit.replacement);
        }
        done = end;
    }
    new + &text[done..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(start: u32, end: u32, replacement: &str) -> Edit {
        Edit { span: Span::new(start, end), replacement: replacement.to_owned() }
    }

    #[test]
    fn edits_have_an_order_and_stand_on_characters() {
        assert!(fit("abc", &[edit(0, 1, ""), edit(1, 1, "x"), edit(2, 3, "")]));
        assert!(!fit("abc", &[edit(1, 2, ""), edit(0, 1, "")]));
        assert!(!fit("abc", &[edit(0, 2, ""), edit(1, 3, "")]));
        assert!(!fit("é", &[edit(1, 2, "")]));
        assert!(!fit("abc", &[edit(2, 4, "")]));
    }

    #[test]
    fn insertions_at_one_place_meet_and_neighbours_do_not() {
        let span = Span::new;
        assert!(meet(span(0, 2), span(1, 3)));
        assert!(meet(span(1, 1), span(1, 1)));
        assert!(meet(span(0, 1), span(1, 1)));
        assert!(!meet(span(0, 1), span(1, 2)));
        assert!(!meet(span(0, 1), span(2, 2)));
    }

    #[test]
    fn line_ends_and_the_byte_order_mark_stay() {
        assert_eq!(apply("a\r\nb", &[edit(3, 3, "x\ny\r\n")]), "a\r\nx\r\ny\r\nb");
        assert_eq!(apply("\u{feff}a", &[edit(0, 0, "x\n")]), "\u{feff}x\na");
        assert_eq!(apply("a\nb", &[edit(1, 3, "")]), "a");
    }

    /// A text and edits of it that fit, some of them insertions, and what comes in their places.
    fn texts_with_edits() -> impl Strategy<Value = (String, Vec<Edit>)> {
        let edits = prop::collection::vec((0_usize..60, "[a-zé]{0,4}"), 0..12);
        ("[a-zé \n]{0,40}", edits).prop_map(|(text, wanted)| {
            let mut ends: Vec<usize> = wanted.iter().map(|(at, _)| text.floor_char_boundary(*at)).collect();
            ends.sort_unstable();
            let span = |pair: &[usize]| Span::new(u32::try_from(pair[0]).unwrap(), u32::try_from(pair[1]).unwrap());
            let pairs = ends.chunks_exact(2).zip(wanted);
            let edits = pairs.map(|(pair, (_, replacement))| Edit { span: span(pair), replacement }).collect();
            (text, edits)
        })
    }

    proptest! {
        #[test]
        fn what_no_edit_touches_stays((text, edits) in texts_with_edits()) {
            prop_assert!(fit(&text, &edits));
            let new = apply(&text, &edits);
            let mut rest = new.as_str();
            let mut done = 0;
            for Edit { span, replacement } in &edits {
                let kept = &text[done..span.start as usize];
                rest = rest.strip_prefix(kept).and_then(|rest| rest.strip_prefix(replacement.as_str())).unwrap();
                done = span.end as usize;
            }
            prop_assert_eq!(rest, &text[done..]);
        }

        #[test]
        fn edits_that_do_not_meet_may_come_in_any_order((text, edits) in texts_with_edits()) {
            let apart = edits.iter().zip(edits.iter().skip(1)).all(|(one, next)| !meet(one.span, next.span));
            prop_assume!(apart);
            prop_assert_eq!(apply(&text, edits.iter().rev()), apply(&text, &edits));
        }
    }
}
