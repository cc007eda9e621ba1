//! The USER, WORKDIR or SHELL in force at a place: the last one before it, in its stage or in one that this is built on.

use crate::parse::Keyword;
use crate::rules::declared::fact::{Found, resolved};
use crate::rules::declared::view::View;

/// What the instruction in force before step `before` of the view's stage says. SHELL is told as written, since its value
/// is a list.
pub(super) fn in_force<'v>(view: &View<'v, '_>, keyword: Keyword, before: usize) -> Found<'v> {
    let Some(stage) = view.stage else { return Found::absent() };
    let mut base = None;
    for owner in view.file.chain(stage) {
        base = owner.parent();
        let end = if owner.index == stage.index { before } else { usize::MAX };
        let Some(step) = owner.last_before(keyword, end) else { continue };
        let word = owner.steps[step].instruction.text();
        if keyword == Keyword::Shell {
            return Found::text(word.text()).at(word.span());
        }
        let there = View { stage: Some(owner), step: Some(step), ..*view };
        return resolved(&there, &word).map_or_else(Found::unknown, Found::text).at(word.span());
    }
    // A chain that does not end here is longer than what is looked back through.
    base.map_or_else(Found::absent, |_| Found::unknown())
}
