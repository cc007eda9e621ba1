//! Which directories a walk need not enter, since the configuration leaves out all that is in them.

use super::choice::Choice;
use super::rulesets::Rulesets;
use crate::discover::{ConfigFile, Exclude, Place};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What configurations leave out, each read once, by all threads of a walk. Configurations that are wrong leave out nothing
/// here: they are told where a file is judged under them.
pub(super) struct Exclusion<'p> {
    known: Mutex<Known<'p>>,
}

struct Known<'p> {
    rulesets: Rulesets<'p>,
    /// By the directory of a configuration.
    excludes: HashMap<PathBuf, Arc<[Exclude]>>,
}

impl<'p> Exclusion<'p> {
    /// Nothing read yet.
    pub(super) fn new(choice: &'p Choice, place: &'p Place) -> Self {
        let rulesets = Rulesets::new(choice, place);
        Self { known: Mutex::new(Known { rulesets, excludes: HashMap::new() }) }
    }

    /// Whether nothing in `directory` is to be checked: what configures the directory around it excludes it, and it has no
    /// configuration of its own. One further inside does not count, as no `!` does for git.
    pub(super) fn covers(&self, directory: &Path) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(around) = directory.parent().and_then(|parent| known.file(parent)) else { return false };
        known.exclude(&around).iter().any(|exclude| exclude.covers_directory(directory))
            && known.file(directory).is_some_and(|own| own.source.path() == around.source.path())
    }
}

impl Known<'_> {
    fn file(&mut self, directory: &Path) -> Option<Arc<ConfigFile>> {
        self.rulesets.file(directory).ok()?.ok()?
    }

    fn exclude(&mut self, file: &ConfigFile) -> Arc<[Exclude]> {
        if let Some(known) = self.excludes.get(&file.directory) {
            return Arc::clone(known);
        }
        let exclude: Arc<[Exclude]> = self.rulesets.exclude(file).into();
        self.excludes.insert(file.directory.clone(), Arc::clone(&exclude));
        exclude
    }
}
