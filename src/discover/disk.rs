//! The tree around a Dockerfile, on the file system: what `COPY` and the like point at.

use super::directories::lock;
use super::place::{Place, slashed};
use super::read::{BESIDE, regular};
use super::walk::{self, Entry};
use crate::text::{Files, Kind, Source, normalize};
use std::collections::HashMap;
use std::fmt;
use std::fs::FileType;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// The files below one directory. It never leaves that directory, whatever `..` and symbolic links say, opens regular
/// files of up to 1 MiB alone, and asks the file system once a path.
pub struct DiskFiles {
    root: PathBuf,
    place: Place,
    /// Where the directories really stand.
    directories: Mutex<HashMap<String, Option<Arc<Path>>>>,
    kinds: Mutex<HashMap<String, Option<Kind>>>,
    texts: Mutex<HashMap<String, Option<Arc<Source>>>>,
    /// The paths of all its files, sorted, once somebody has walked through all of it.
    paths: OnceLock<Vec<String>>,
}

impl DiskFiles {
    /// The files below `root`, which is absolute and without symbolic links. Findings name its files as `place` does.
    pub(super) fn new(root: PathBuf, place: Place) -> Self {
        Self {
            root,
            place,
            directories: Mutex::default(),
            kinds: Mutex::default(),
            texts: Mutex::default(),
            paths: OnceLock::new(),
        }
    }

    /// The directory that the tree does not leave.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Keep in mind what a walk through all files below `directory` met, unless that is a part of the tree, or it left some out.
    pub(super) fn know(&self, directory: &Path, met: &[Entry]) {
        if directory != self.root || met.iter().any(|entry| matches!(entry, Entry::LeftOut(_))) {
            return;
        }
        self.paths.get_or_init(|| {
            let file = |entry: &Entry| match entry {
                Entry::File(path, _) | Entry::Other(path) => Some(self.path_of(path)),
                Entry::Failed(..) | Entry::LeftOut(_) => None,
            };
            let mut paths: Vec<String> = met.iter().filter_map(file).collect();
            paths.sort_unstable();
            paths
        });
    }

    /// The path inside the tree of `path`, which is absolute and without symbolic links.
    pub(super) fn path_of(&self, path: &Path) -> String {
        slashed(path.strip_prefix(&self.root).unwrap_or(path))
    }

    /// Where `path` really stands, and what it is, if that is inside the tree.
    fn locate(&self, path: &str) -> Option<(PathBuf, FileType)> {
        let path = normalize(path)?;
        let (directory, name) = path.rsplit_once('/').unwrap_or(("", &path));
        // One question for most paths, where resolving all of each would be one a component.
        let there = self.directory(directory)?.join(name);
        let kind = there.symlink_metadata().ok()?.file_type();
        if !kind.is_symlink() {
            return Some((there, kind));
        }
        let there = there.canonicalize().ok().filter(|there| there.starts_with(&self.root))?;
        let kind = there.symlink_metadata().ok()?.file_type();
        Some((there, kind))
    }

    /// Where the directory `path` really stands, if that is inside the tree.
    fn directory(&self, path: &str) -> Option<Arc<Path>> {
        let resolved = || self.root.join(path).canonicalize().ok().filter(|there| there.starts_with(&self.root));
        remembered(&self.directories, path, || resolved().map(Arc::from))
    }

    fn ask(&self, path: &str) -> Option<Kind> {
        let (_, kind) = self.locate(path)?;
        if kind.is_dir() { Some(Kind::Directory) } else { kind.is_file().then_some(Kind::File) }
    }

    fn read(&self, path: &str) -> Option<Arc<Source>> {
        let bytes = regular(&self.locate(path)?.0, BESIDE).ok()?;
        Some(Arc::new(Source::from_bytes(self.place.name(&self.root.join(normalize(path)?)), bytes)))
    }
}

impl Files for DiskFiles {
    fn kind(&self, path: &str) -> Option<Kind> {
        remembered(&self.kinds, path, || self.ask(path))
    }

    fn text(&self, path: &str) -> Option<Arc<Source>> {
        remembered(&self.texts, path, || self.read(path))
    }

    fn paths_below(&self, directory: &str) -> Vec<String> {
        if let Some(known) = self.paths.get().filter(|_| directory.is_empty()) {
            return known.clone();
        }
        let there = normalize(directory).map(|directory| self.root.join(directory));
        let Some(there) = there.filter(|there| there.starts_with(&self.root) && there.is_dir()) else {
            return Vec::new();
        };
        let mut paths = walk::paths(&there).iter().map(|path| self.path_of(path)).collect::<Vec<_>>();
        paths.sort_unstable();
        paths
    }
}

impl fmt::Debug for DiskFiles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("DiskFiles").field("root", &self.root).finish_non_exhaustive()
    }
}

/// What `known` says of `path`, or else what is found out now.
fn remembered<T: Clone>(known: &Mutex<HashMap<String, T>>, path: &str, find: impl FnOnce() -> T) -> T {
    if let Some(known) = lock(known).get(path) {
        return known.clone();
    }
    // Found out outside the lock, so that threads don't wait for each other's files; of two that ask for the same one, the
    // first stays.
    let found = find();
    lock(known).entry(path.to_owned()).or_insert(found).clone()
}
