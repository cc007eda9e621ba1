//! The value of a key, in any of the styles that a script is written in.
//!
//! ```text
//! run: make test            run: |              run: >-
//!      plain, or quoted       literal block       folded block
//! ```

use super::super::lines::{Line, Lines, is_blank, offset};
use super::{block, expression, flow, item, key};
use crate::text::{Joined, Span};

/// Where a value begins.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) line: Line,
    /// Behind the colon or the dash.
    pub(super) at: u32,
    /// Column of the key or the dash: what belongs to the value stands further right.
    pub(super) parent: u32,
}

/// Consume the value at `place` up to the end of its last line. `None` where it is no text, or an empty one.
pub(super) fn read<'t>(lines: &mut Lines<'t>, place: Place) -> Option<Joined<'t>> {
    let source = lines.source();
    let place = begin(source, place);
    let pieces = match first(source, place) {
        None | Some(b'#') => {
            let next = below(lines, place)?;
            flow::read(lines, next)
        }
        Some(b'|' | b'>') => block::read(lines, place),
        // A list, a mapping, an alias; the last two begin no text.
        Some(b'[' | b'{' | b'*' | b'%' | b'@') => return None,
        Some(_) => flow::read(lines, place),
    };
    let text = Joined::new(source, expression::hide(source, pieces.into_inner()));
    (!text.is_empty()).then_some(text)
}

/// Whether a block begins at `place`.
pub(super) fn is_block(source: &str, place: Place) -> bool {
    matches!(first(source, begin(source, place)), Some(b'|' | b'>'))
}

fn first(source: &str, place: Place) -> Option<u8> {
    Span::new(place.at, place.line.content.end).of(source).bytes().next()
}

/// `place` behind blanks, an anchor and a tag: `&build !!str make`.
fn begin(source: &str, mut place: Place) -> Place {
    loop {
        let rest = Span::new(place.at, place.line.content.end).of(source).as_bytes();
        let blanks = rest.iter().take_while(|&&byte| is_blank(byte)).count();
        let property = match rest.get(blanks) {
            Some(b'&' | b'!') => rest[blanks..].iter().take_while(|&&byte| !is_blank(byte)).count(),
            _ => 0,
        };
        place.at += offset(blanks + property);
        if property == 0 {
            return place;
        }
    }
}

/// A text that begins on the line below its key. It is consumed up to there, and nothing is where there is none.
fn below(lines: &mut Lines<'_>, place: Place) -> Option<Place> {
    let source = lines.source();
    let mut ahead = lines.clone();
    let line = ahead.find(|line| {
        let text = line.content.of(source).trim_start();
        !text.is_empty() && !text.starts_with('#')
    })?;
    let at = line.indented(source);
    let rest = Span::new(at, line.content.end);
    let is_text = at - line.content.start > place.parent
        && item(source, rest).is_none()
        && key::read(source, rest).is_none()
        && !rest.of(source).starts_with(['|', '>', '[', '{', '*', '&', '!', '%', '@', '?']);
    is_text.then(|| {
        *lines = ahead;
        Place { line, at, parent: place.parent }
    })
}
