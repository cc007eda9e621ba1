//! The build context: the files that COPY and ADD may take.

use crate::text::{Files, Kind, Source, is_normal};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The files that a build may copy from. Which directory is the context is not written in a Dockerfile: unless somebody says
/// it, the Dockerfile's own and each one above it are tried in turn.
pub struct Context<'t> {
    files: &'t dyn Files,
    directories: Vec<String>,
    dockerfile: String,
    /// Bytes of all texts that somebody was given.
    given: AtomicUsize,
    told: bool,
}

/// Directories above a Dockerfile that are tried, beside the root.
const MOST_DIRECTORIES: usize = 32;

impl<'t> Context<'t> {
    /// The context of the Dockerfile at `tree_path`, looked for in `files`.
    pub fn around(tree_path: &str, files: &'t dyn Files) -> Self {
        let mut directories = Vec::new();
        let mut path = tree_path;
        while let Some((directory, _)) = path.rsplit_once('/') {
            directories.push(directory.to_owned());
            path = directory;
        }
        directories.truncate(MOST_DIRECTORIES);
        directories.push(String::new());
        Self { files, directories, dockerfile: tree_path.to_owned(), given: AtomicUsize::new(0), told: false }
    }

    /// The directory of `files` that somebody says is the context of the Dockerfile at `tree_path`.
    pub fn at(directory: &str, tree_path: &str, files: &'t dyn Files) -> Self {
        let directories = vec![directory.to_owned()];
        Self { files, directories, dockerfile: tree_path.to_owned(), given: AtomicUsize::new(0), told: true }
    }

    /// Whether somebody says which directory it is.
    pub fn is_told(&self) -> bool {
        self.told
    }

    /// The directories that may be the context, nearest first.
    pub fn directories(&self) -> impl Iterator<Item = &str> {
        self.directories.iter().map(String::as_str)
    }

    /// The path of the Dockerfile in the tree.
    pub(super) fn dockerfile(&self) -> &str {
        &self.dockerfile
    }

    /// Whether something stands at a path of the tree.
    pub(super) fn exists(&self, tree_path: &str) -> bool {
        self.files.exists(tree_path)
    }

    /// The paths in the tree that `path` of the context may be, nearest first, and what stands there.
    pub fn find<'c>(&'c self, path: &'c str) -> impl Iterator<Item = (String, Kind)> + 'c {
        self.directories.iter().filter_map(move |directory| {
            let full = inside(directory, path);
            let kind = self.files.kind(&full)?;
            Some((full, kind))
        })
    }

    /// The text of a file of the tree, so often as to come to a bounded amount: thousands of steps may copy or execute the
    /// same file, and what asks for it reads all of it.
    pub fn text(&self, tree_path: &str) -> Option<Arc<Source>> {
        if self.is_exhausted() {
            return None;
        }
        let text = self.files.text(tree_path)?;
        self.given.fetch_add(text.text().len(), Ordering::Relaxed);
        Some(text)
    }

    /// Whether so much has been looked at that nothing more is.
    pub fn is_exhausted(&self) -> bool {
        self.given.load(Ordering::Relaxed) > Self::MOST
    }

    /// Bytes of texts that are looked at for one Dockerfile.
    pub const MOST: usize = 16 << 20;
}

/// `path` of the context `directory`. As in a build, `..` leads no higher than the context.
pub(super) fn inside(directory: &str, path: &str) -> String {
    if is_normal(path) {
        return if directory.is_empty() { path.to_owned() } else { format!("{directory}/{path}") };
    }
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => _ = names.pop(),
            name => names.push(name),
        }
    }
    let above = Some(directory).filter(|directory| !directory.is_empty());
    above.into_iter().chain(names).collect::<Vec<_>>().join("/")
}
