//! How bad a finding is.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Ordered from mild to bad. The names are SARIF's levels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Note,
    /// Very likely breaks the rule's clause.
    Warning,
    /// Breaks the rule's clause in so many words.
    Error,
}

impl Severity {
    /// The name as written in pages, configuration and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}
