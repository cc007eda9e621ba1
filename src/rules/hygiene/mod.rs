//! Group `hygiene`: what other linters of Dockerfiles look for, under their names as well.

mod packages;

use super::Entry;

/// The group's rules, a list for each part.
pub const RULES: &[&[Entry]] = &[packages::RULES];
