//! Findings that names mean: those of a rule, or a part of them where an alias means a part.
//!
//! ```text
//! repeated-instruction    of CMD, ENTRYPOINT and HEALTHCHECK
//! DL4003                  those of CMD alone
//! ```

use super::Page;
use crate::finding::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// What names mean, by rule: all of its findings, or those that are known by one of these aliases.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Meant(BTreeMap<String, Option<BTreeSet<String>>>);

impl Meant {
    /// What pages mean, each under the name by which it was found.
    pub fn of<'p>(named: impl IntoIterator<Item = (&'p Page, &'p str)>) -> Self {
        let mut meant = Self::default();
        for (page, name) in named {
            let aliases = meant.0.entry(page.id.to_string()).or_insert_with(|| Some(BTreeSet::new()));
            match (page.part(name), &mut *aliases) {
                (Some(alias), Some(aliases)) => drop(aliases.insert(alias.to_owned())),
                (None, _) => *aliases = None,
                (Some(_), None) => {}
            }
        }
        meant
    }

    /// Whether a finding is meant.
    pub fn holds(&self, finding: &Finding) -> bool {
        match self.0.get(finding.rule.as_ref()) {
            Some(Some(aliases)) => aliases.iter().any(|alias| finding.is_known_as(alias)),
            Some(None) => true,
            None => false,
        }
    }

    /// The rules of which all is meant.
    pub fn whole(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter(|(_, aliases)| aliases.is_none()).map(|(id, _)| id.as_str())
    }

    /// The rules of which a part alone is meant.
    pub(super) fn in_part(mut self) -> Self {
        self.0.retain(|_, aliases| aliases.is_some());
        self
    }

    /// Whether something of a rule is meant.
    pub(super) fn names(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }
}

/// What is wanted of rules that run, where that is a part of what they find.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Of the rules here, only this.
    pub(super) only: Meant,
    /// And nothing of this.
    pub(super) without: Meant,
}

impl Wanted {
    /// Whether all that the rule finds is wanted.
    pub fn is_all_of(&self, id: &str) -> bool {
        !self.only.names(id) && !self.without.names(id)
    }

    /// Whether a finding is wanted.
    pub fn holds(&self, finding: &Finding) -> bool {
        (!self.only.names(&finding.rule) || self.only.holds(finding)) && !self.without.holds(finding)
    }
}
