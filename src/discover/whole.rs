//! A directory as a repository, whatever says so.

use super::directories::git_root;
use super::place::{Place, slashed};
use super::read::in_words;
use super::{DiskFiles, Repository};
use std::path::Path;
use std::sync::Arc;

impl Repository {
    /// The directory `given`, whether it is a whole repository or a part of one.
    ///
    /// # Errors
    /// There is no such directory; in words that stand behind its path.
    pub fn at(place: &Place, given: &Path) -> Result<Self, String> {
        let real = place.directory().join(given).canonicalize().map_err(|error| in_words(&error))?;
        if !real.is_dir() {
            return Err("is a file, not a directory".to_owned());
        }
        let tree = DiskFiles::new(git_root(&real).unwrap_or(&real).to_path_buf(), place.clone());
        Ok(Self { path: slashed(given), tree_path: tree.path_of(&real), tree: Arc::new(tree), place: real })
    }
}
