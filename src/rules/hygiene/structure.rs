//! The rules of `hygiene` that are about instructions, stages and commands, package managers left out.

mod labels;

use crate::rules::Entry;

/// These rules, by id; those about labels behind them.
pub(super) fn rules() -> impl Iterator<Item = &'static Entry> {
    RULES.iter().chain(labels::RULES)
}

const RULES: &[Entry] = &[];
