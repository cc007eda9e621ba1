//! The entries of a configuration file, with those that `<<` merges in.

use crate::repo::yaml::Node;
use std::collections::BTreeSet;

/// A setting and its value.
#[derive(Clone, Copy)]
pub(super) struct Entry<'y> {
    pub(super) name: &'y str,
    pub(super) key: Node<'y>,
    pub(super) value: Node<'y>,
    /// Whether it comes from another mapping: `<<: *common`.
    pub(super) is_merged: bool,
}

impl Entry<'_> {
    /// Whether Django takes it for a setting.
    pub(super) fn is_setting(&self) -> bool {
        let is_part = |ch: char| ch.is_ascii_uppercase() || ch.is_ascii_digit() || ch == '_';
        self.name.starts_with(|ch: char| ch.is_ascii_uppercase()) && self.name.chars().all(is_part)
    }

    /// Whether it is there for others to merge in, in a file that `merges` something: `.common: &common`, `x-common: &common`.
    pub(super) fn is_for_merging(&self, merges: bool) -> bool {
        let is_part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
        merges && self.value.is_mapping() || !self.name.chars().all(is_part) || self.name.starts_with('_')
    }
}

/// The entries of `root`, in order; what is merged in stands where it is merged, and gives way to what is written out.
pub(super) fn entries(root: Node<'_>) -> Vec<Entry<'_>> {
    let own: BTreeSet<&str> = root.entries().filter_map(|(key, _)| key.scalar()).collect();
    let mut merged = BTreeSet::new();
    let mut found = Vec::new();
    for (key, value) in root.entries() {
        let Some(name) = key.scalar() else { continue };
        if name == "<<" && key.is_plain() {
            let mappings = if value.is_mapping() { vec![value] } else { value.items().collect() };
            // One that is merged twice brings nothing new.
            let new = mappings.into_iter().filter(|mapping| merged.insert(mapping.id()));
            for (key, value) in new.collect::<Vec<_>>().into_iter().flat_map(Node::entries) {
                if let Some(name) = key.scalar().filter(|name| !own.contains(name)) {
                    found.push(Entry { name, key, value, is_merged: true });
                }
            }
        } else {
            found.push(Entry { name, key, value, is_merged: false });
        }
    }
    found
}
