//! Group `hygiene`: what other linters find in a Dockerfile beyond OEP-45.

mod packages;
mod structure;

use super::Entry;

/// The group's rules.
pub(super) fn rules() -> impl Iterator<Item = &'static Entry> {
    packages::RULES.iter().chain(structure::rules())
}
