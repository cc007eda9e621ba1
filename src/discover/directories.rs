//! Directories, each asked once a run what in it says how its files are checked.
//!
//! ```text
//! repo/.git             the root of a repository
//! repo/oep45.toml       a configuration, as is a pyproject.toml
//! repo/lms/Dockerfile   nothing of that kind in repo/lms
//! ```

use crate::config::FileKind;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What stands in a directory.
#[derive(Clone, Copy, Debug)]
struct Marks {
    git: bool,
    own: bool,
    pyproject: bool,
}

/// What is known of directories, which are absolute and without symbolic links.
#[derive(Debug, Default)]
pub(super) struct Directories {
    marks: Mutex<HashMap<OsString, Marks>>,
    /// The repository around each.
    roots: Mutex<HashMap<OsString, Option<Arc<Path>>>>,
}

impl Marks {
    fn of(directory: &Path) -> Self {
        let holds = |name: &str| directory.join(name).exists();
        Self {
            git: is_git_root(directory),
            own: holds(FileKind::Own.file_name()),
            pyproject: holds(FileKind::Pyproject.file_name()),
        }
    }
}

impl Directories {
    /// Ask many directories at once.
    pub(super) fn ask(&self, directories: &[PathBuf]) {
        let asked: Vec<_> = directories.par_iter().map(|it| (it.clone().into_os_string(), Marks::of(it))).collect();
        lock(&self.marks).extend(asked);
    }

    /// Whether a configuration of this kind stands in `directory`.
    pub(super) fn configures(&self, directory: &Path, kind: FileKind) -> bool {
        let marks = self.marks(directory);
        match kind {
            FileKind::Own => marks.own,
            FileKind::Pyproject => marks.pyproject,
        }
    }

    /// [`git_root`] of `directory`.
    pub(super) fn git_root(&self, directory: &Path) -> Option<Arc<Path>> {
        let mut roots = lock(&self.roots);
        let mut passed = Vec::new();
        let mut root = None;
        for directory in directory.ancestors() {
            if let Some(known) = roots.get(directory.as_os_str()) {
                root.clone_from(known);
                break;
            }
            passed.push(directory);
            if self.marks(directory).git {
                root = Some(Arc::from(directory));
                break;
            }
        }
        for directory in passed {
            roots.insert(directory.as_os_str().to_owned(), root.clone());
        }
        root
    }

    fn marks(&self, directory: &Path) -> Marks {
        if let Some(known) = lock(&self.marks).get(directory.as_os_str()) {
            return *known;
        }
        let marks = Marks::of(directory);
        lock(&self.marks).insert(directory.as_os_str().to_owned(), marks);
        marks
    }
}

/// A map is whole at any time, so that a panic elsewhere does not spoil it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The root of the git repository that `path` stands in: the nearest directory above it that holds `.git`, which is a
/// directory in a clone and a file in a submodule.
pub fn git_root(path: &Path) -> Option<&Path> {
    path.ancestors().find(|directory| is_git_root(directory))
}

fn is_git_root(directory: &Path) -> bool {
    directory.join(".git").exists()
}
