//! One line of an amnesty: what a fault is known by, and how often it is pardoned.

use crate::finding::Finding;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Pardons `count` findings of `rule` in the file `path` that stand in `text`. Entries sort by path, rule and text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The file, with `/`: in an amnesty file, relative to that file's directory.
    pub path: String,
    /// Id of the rule.
    pub rule: String,
    /// The instruction or line, normalised: see [`crate::finding::Anchor`].
    pub text: String,
    /// How many.
    pub count: usize,
}

impl Entry {
    /// What it is sorted and found by.
    pub fn key(&self) -> (&str, &str, &str) {
        (&self.path, &self.rule, &self.text)
    }
}

/// What a finding is known by in its file.
pub(super) fn key(finding: &Finding) -> (&str, &str) {
    (&finding.rule, finding.anchor.as_ref().map_or("", |anchor| &anchor.text))
}

/// The entries that pardon all of `findings`, sorted.
pub fn entries<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<Entry> {
    let mut counts: BTreeMap<(&str, (&str, &str)), usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.primary.source.path(), key(finding))).or_default() += 1;
    }
    let entry = |((path, (rule, text)), count): ((&str, (&str, &str)), usize)| Entry {
        path: path.to_owned(),
        rule: rule.to_owned(),
        text: text.to_owned(),
        count,
    };
    counts.into_iter().map(entry).collect()
}
