//! Group `image`: OEP-45's clauses on Dockerfiles.

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[];
