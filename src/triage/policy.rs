//! What decides over the findings of a file, beside the rules that made them.

use std::collections::BTreeSet;

/// How the findings of the files under one configuration are triaged.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Whether comments suppress findings.
    pub comments: bool,
    /// Whether a comment that suppresses has to say why.
    pub reasons: bool,
    /// Ids of the rules whose findings nothing suppresses.
    pub locked: BTreeSet<String>,
}

impl Default for Policy {
    fn default() -> Self {
        Self { comments: true, reasons: true, locked: BTreeSet::new() }
    }
}
