//! Defaults that an ARG lost, because a blank stands where `=` should.
//!
//! ```text
//! ARG CONFIG_DIR "/etc/notes"
//!     ^^^^^^^^^^ a name without a default
//!                ^^^^^^^^^^^^ a second name, to BuildKit
//! ```

use super::Dockerfile;
use super::scope::{Definition, DefinitionKind};
use crate::parse::{Pair, is_name};
use crate::text::Span;

/// The words that were meant as the default of `definition`, an ARG; `None` where it has one, or where they may be names.
pub fn lost_default(file: &Dockerfile<'_>, definition: &Definition<'_>) -> Option<Span> {
    if definition.kind != DefinitionKind::Arg || definition.pair.value.is_some() || !is_name(&definition.name) {
        return None;
    }
    let instruction = file.tree.instruction_at(definition.pair.span.start)?;
    if instruction.rest().span().start != definition.pair.span.start {
        return None;
    }
    let pairs = instruction.pairs();
    let [_, next, ..] = pairs.as_slice() else { return None };
    let last = pairs.last().unwrap_or(next);
    meant_as_value(file, definition, next).then(|| next.span.to(last.span))
}

/// Whether something without a name stands in the instruction that makes a definition, as in `ARG NAME = value`: BuildKit
/// refuses it, and what it means is anybody's guess.
pub fn is_refused(file: &Dockerfile<'_>, definition: &Definition<'_>) -> bool {
    let instruction = file.tree.instruction_at(definition.pair.span.start);
    instruction.is_some_and(|it| it.pairs().iter().any(|pair| pair.name.text().is_empty()))
}

/// Whether a word behind a name is no name: it is quoted or holds what no name can; or it is written in small letters behind
/// a name in capitals, and nothing in the file reads it.
fn meant_as_value(file: &Dockerfile<'_>, first: &Definition<'_>, word: &Pair<'_>) -> bool {
    let text = word.name.text();
    // Behind `ARG NAME = value` stands no name at all, which is another fault.
    if text.is_empty() || text.starts_with('=') || text.contains(crate::text::OPAQUE) {
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
