//! Defaults that an ARG lost, because a blank stands where `=` should.
//!
//! ```text
//! ARG CONFIG_DIR "/etc/notes"
//!     ^^^^^^^^^^ a name without a default
//!                ^^^^^^^^^^^^ a second name, to BuildKit
//! ```

use super::scope::{Definition, DefinitionKind};
use super::{Dockerfile, Stage};
use crate::parse::{Pair, is_name};
use crate::text::Span;

/// The words that were meant as the default of `definition`, an ARG; `None` where it has one, or where they may be names.
pub fn lost_default(file: &Dockerfile<'_>, definition: &Definition<'_>) -> Option<Span> {
    if definition.kind != DefinitionKind::Arg || definition.pair.value.is_some() || !is_name(&definition.name) {
        return None;
    }
    let same_step = |other: &&Definition<'_>| {
        other.kind == DefinitionKind::Arg && other.step == definition.step && other.pair.span > definition.pair.span
    };
    let stages = file.stages.iter().map(Stage::definitions).chain([file.globals.as_slice()]);
    let all = stages.into_iter().find(|all| all.iter().any(|other| other.pair.span == definition.pair.span))?;
    // Global ARGs all count as step 0: the instruction itself tells them apart.
    let holds = |span: Span| file.tree.instructions.iter().find(|it| it.span.covers(span));
    let instruction = holds(definition.pair.span)?;
    let mut behind = all.iter().filter(same_step).filter(|other| instruction.span.covers(other.pair.span));
    let next = behind.next()?;
    let last = behind.next_back().unwrap_or(next);
    meant_as_value(file, definition, &next.pair).then(|| next.pair.span.to(last.pair.span))
}

/// Whether a word behind a name is no name: it is quoted or holds what no name can; or it is written in small letters behind
/// a name in capitals, and nothing in the file reads it.
fn meant_as_value(file: &Dockerfile<'_>, first: &Definition<'_>, word: &Pair<'_>) -> bool {
    let text = word.name.text();
    if text.starts_with('=') || text.contains(crate::text::OPAQUE) {
        return false;
    }
    let unquoted = text.trim_start_matches(['"', '\'']);
    if !is_name(unquoted) {
        return true;
    }
    if word.value.is_some() {
        return false;
    }
    let capitals = |text: &str| !text.bytes().any(|byte| byte.is_ascii_lowercase());
    let read = || [format!("${text}"), format!("${{{text}")].iter().any(|use_| file.source.text().contains(use_));
    unquoted.len() < text.len() || capitals(&first.name) && !capitals(&text) && !read()
}
