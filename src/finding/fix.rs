//! Replacements that a finding offers.

use crate::text::Span;
use serde::Serialize;

/// Whether a fix may be applied without a look; ordered from the harmless to the daring.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// The image stays the same.
    Safe,
    /// The image may change; a person should look.
    Unsafe,
}

/// Replace the bytes of `span` with `replacement`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes.
    pub replacement: String,
}

/// Edits of the file of the primary label, applied together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What the fix does, as an imperative: "use the exec form".
    pub message: String,
    /// Whether it may be applied without a look.
    pub applicability: Applicability,
    /// In source order, not overlapping.
    pub edits: Vec<Edit>,
}
