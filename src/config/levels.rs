//! Severities as they are written in a configuration.

use crate::finding::Severity;

/// The severities, from mild to bad.
pub(super) const ALL: [Severity; 3] = [Severity::Note, Severity::Warning, Severity::Error];

/// The severity that is written `name`.
pub(super) fn severity(name: &str) -> Option<Severity> {
    ALL.into_iter().find(|severity| severity.as_str() == name)
}
