//! A build context that somebody names: where it stands, and where in the tree around a Dockerfile that is.

use super::directories::git_root;
use super::read::in_words;
use super::{DiskFiles, Found, Place};
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The directory `given`, seen from `base`: absolute, without symbolic links.
///
/// # Errors
/// In words that stand behind its name.
pub fn directory(base: &Path, given: &Path) -> Result<PathBuf, String> {
    let path = base.join(given).canonicalize().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such directory".to_owned(),
        _ => in_words(&error),
    })?;
    if path.is_dir() { Ok(path) } else { Err("it is a file, not a directory".to_owned()) }
}

/// A Dockerfile and its build context in one tree.
#[derive(Debug)]
pub struct Built {
    /// The tree that holds both.
    pub tree: Arc<DiskFiles>,
    /// The Dockerfile's path in it.
    pub tree_path: String,
    /// The context's path in it.
    pub context: String,
}

/// Finds the trees in which Dockerfiles are built; each is there once.
#[derive(Debug)]
pub struct Building<'p> {
    place: &'p Place,
    around: HashMap<PathBuf, Arc<DiskFiles>>,
}

impl<'p> Building<'p> {
    /// No trees yet.
    pub fn new(place: &'p Place) -> Self {
        Self { place, around: HashMap::new() }
    }

    /// `found`, built in `context`, which is absolute and without symbolic links. Outside any repository a context above the
    /// file takes the place of its tree.
    ///
    /// # Errors
    /// The context is outside: in words that stand behind the name of [`DiskFiles::root`].
    pub fn built_in(&mut self, found: &Found, context: &Path) -> Result<Built, String> {
        let root = found.tree.root();
        let tree = if context.starts_with(root) {
            Arc::clone(&found.tree)
        } else if git_root(root).is_none() && root.starts_with(context) {
            let tree = || Arc::new(DiskFiles::new(context.to_path_buf(), self.place.clone()));
            Arc::clone(self.around.entry(context.to_path_buf()).or_insert_with(tree))
        } else {
            let name = self.place.name(context);
            return Err(format!("the build context `{name}` is outside of it, so its Dockerfiles are not judged"));
        };
        Ok(Built { tree_path: tree.path_of(&found.place), context: tree.path_of(context), tree })
    }
}
