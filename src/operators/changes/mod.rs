//! What changes between two inventories: the entries of a change log, and what an operator who upgrades has to do.
//!
//! ```text
//! old          new
//! A = 1        A = 2         the default changed
//! B            B required    now required
//! C = "x…"     D = "x…"      renamed: nearly the same name, and the same value or documentation
//! E                          removed
//!              F             added
//! ```

mod difference;
mod human;
mod json;
mod markup;
mod renamed;

pub use human::human;
pub use json::json;
pub use markup::{markdown, rst};

use super::{Inventory, Setting};
use std::collections::BTreeSet;

/// The changes from one inventory to another.
#[derive(Debug)]
pub struct Changes<'i> {
    /// What it was.
    pub old: &'i Inventory,
    /// What it is.
    pub new: &'i Inventory,
    /// The changes, by kind and name.
    pub changes: Vec<Change<'i>>,
    /// What to know of the comparison as a whole: sentences.
    pub notes: Vec<String>,
}

/// What became of a setting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// It is required, and was not, or was not there.
    NowRequired,
    /// It has another name.
    Renamed,
    /// It is gone.
    Removed,
    /// It is new, and has a default.
    Added,
    /// It has another default.
    DefaultChanged,
    /// It was required, and has a default.
    NoLongerRequired,
}

/// A change of one setting.
#[derive(Clone, Debug)]
pub struct Change<'i> {
    /// What became of it.
    pub kind: Kind,
    /// The setting as it was.
    pub old: Option<&'i Setting>,
    /// The setting as it is.
    pub new: Option<&'i Setting>,
    /// What makes it more than a guess, in words; for renamed ones.
    pub because: Option<&'static str>,
}

impl Kind {
    /// All of them, those first that ask an operator to do something.
    pub const ALL: [Self; 6] =
        [Self::NowRequired, Self::Renamed, Self::Removed, Self::Added, Self::DefaultChanged, Self::NoLongerRequired];

    /// What a list of such changes is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::NowRequired => "Now required",
            Self::Renamed => "Renamed",
            Self::Removed => "Removed",
            Self::Added => "Added",
            Self::DefaultChanged => "Default changed",
            Self::NoLongerRequired => "No longer required",
        }
    }

    /// Its name for programs.
    pub fn id(self) -> &'static str {
        match self {
            Self::NowRequired => "now-required",
            Self::Renamed => "renamed",
            Self::Removed => "removed",
            Self::Added => "added",
            Self::DefaultChanged => "default-changed",
            Self::NoLongerRequired => "no-longer-required",
        }
    }
}

impl<'i> Changes<'i> {
    /// What changes from `old` to `new`.
    pub fn between(old: &'i Inventory, new: &'i Inventory) -> Self {
        let gone: Vec<&Setting> = old.settings.iter().filter(|it| new.get(&it.name).is_none()).collect();
        let come: Vec<&Setting> = new.settings.iter().filter(|it| old.get(&it.name).is_none()).collect();
        let mut changes = renamed::pairs(&gone, &come);
        let paired: BTreeSet<&str> =
            changes.iter().flat_map(|it| [it.old, it.new]).flatten().map(|setting| setting.name.as_str()).collect();
        let alone = |setting: &&Setting| !paired.contains(setting.name.as_str());
        changes.extend(gone.iter().copied().filter(alone).map(|it| Change::of(Kind::Removed, Some(it), None)));
        for setting in come.iter().copied().filter(alone) {
            let kind = if setting.is_required { Kind::NowRequired } else { Kind::Added };
            changes.push(Change::of(kind, None, Some(setting)));
        }
        let stayed = old.settings.iter().filter_map(|it| Some((it, new.get(&it.name)?)));
        let renamed: Vec<_> = changes.iter().filter(|it| it.kind == Kind::Renamed).cloned().collect();
        let renamed = renamed.iter().filter_map(|it| Some((it.old?, it.new?)));
        for (before, after) in stayed.chain(renamed) {
            // One that takes the old one's value differs from it by that alone.
            let takes = before.name != after.name && after.reads(&before.name);
            if let Some(kind) = changed(before, after).filter(|kind| !takes || *kind != Kind::DefaultChanged) {
                changes.push(Change::of(kind, Some(before), Some(after)));
            }
        }
        changes.sort_by(|one, other| (one.kind, one.name()).cmp(&(other.kind, other.name())));
        Self { old, new, changes, notes: notes(old, new) }
    }

    /// The changes of `kind`, by name.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Change<'i>> {
        self.changes.iter().filter(move |change| change.kind == kind)
    }
}

impl<'i> Change<'i> {
    fn of(kind: Kind, old: Option<&'i Setting>, new: Option<&'i Setting>) -> Self {
        Self { kind, old, new, because: None }
    }

    /// The setting's name, the new one where it has two.
    pub fn name(&self) -> &'i str {
        self.new.or(self.old).map_or("", |setting| setting.name.as_str())
    }
}

/// What changed of a setting that stayed.
fn changed(before: &Setting, after: &Setting) -> Option<Kind> {
    match (before.is_required, after.is_required) {
        (false, true) => Some(Kind::NowRequired),
        (true, false) => Some(Kind::NoLongerRequired),
        (true, true) => None,
        (false, false) => {
            let others =
                |setting: &'_ Setting| setting.others.iter().map(|it| it.statement.clone()).collect::<Vec<_>>();
            let same = before.value == after.value && others(before) == others(after);
            (!same).then_some(Kind::DefaultChanged)
        }
    }
}

fn notes(old: &Inventory, new: &Inventory) -> Vec<String> {
    let mut notes = Vec::new();
    if old.variables != new.variables {
        let names = |inventory: &Inventory| match inventory.variables.as_slice() {
            [] => "no variable".to_owned(),
            names => names.join(" or "),
        };
        notes.push(format!("{} named the configuration file, now {} does", names(old), names(new)));
    }
    if old.package != new.package {
        notes.push(format!("the settings moved from {} to {}", old.package, new.package));
    }
    if old.layout != new.layout {
        notes.push("the settings are laid out in another way, so that what counts as required may differ".to_owned());
    }
    for note in old.notes.iter().chain(&new.notes) {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    notes
}

#[cfg(test)]
#[cfg(feature = "python")]
mod tests;
