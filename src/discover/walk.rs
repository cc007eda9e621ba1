//! Walks a directory for what rules judge, past what git ignores.

use super::names::kind_of;
use super::place::git_root;
use super::read::in_words;
use crate::text::FileKind;
use ignore::{DirEntry, Error, WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// A file, or a place where the walk failed.
pub(super) struct Entry {
    pub(super) path: PathBuf,
    /// What it is, or what kept the walk from finding out.
    pub(super) kind: Result<FileKind, String>,
}

/// The files below `root` that rules judge, in no particular order; `root` is absolute and without symbolic links. Links
/// are not followed, and nothing but regular files is told.
pub(super) fn files(root: &Path) -> Vec<Entry> {
    walked(root, |result| match result {
        Ok(entry) => wanted(&entry).map(|kind| Entry { path: entry.into_path(), kind: Ok(kind) }),
        Err(error) => Some(failed(root, &error)),
    })
}

/// All files below `root`, likewise, and the links that stand for files; what can't be walked is left out.
pub(super) fn paths(root: &Path) -> Vec<PathBuf> {
    let counts = |entry: &DirEntry| is_file(entry) || entry.path_is_symlink() && entry.path().is_file();
    walked(root, |result| result.ok().filter(counts).map(DirEntry::into_path))
}

fn walked<T: Send>(root: &Path, told: impl Fn(Result<DirEntry, Error>) -> Option<T> + Sync) -> Vec<T> {
    let (sender, entries) = mpsc::channel();
    let told = &told;
    walker(root).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |result| {
            // The receiver lives until the walk is over.
            let _ = told(result).map(|entry| sender.send(entry));
            WalkState::Continue
        })
    });
    drop(sender);
    entries.into_iter().collect()
}

fn walker(root: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(root);
    builder
        // `.devcontainer/Dockerfile` is one as well.
        .hidden(false)
        // An export of a repository is checked as its clone would be …
        .require_git(false)
        // … but where there is no repository, a `.gitignore` further up (in a home directory, say) is not about us.
        .parents(git_root(root).is_some())
        .filter_entry(|entry| entry.depth() == 0 || entry.file_name() != ".git");
    builder
}

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

fn wanted(entry: &DirEntry) -> Option<FileKind> {
    is_file(entry).then(|| kind_of(entry.path()))?
}

/// The innermost words of `error`, at the path that it names.
fn failed(root: &Path, error: &Error) -> Entry {
    let mut path = root.to_path_buf();
    let mut inner = error;
    loop {
        match inner {
            Error::WithPath { path: at, err } => {
                path.clone_from(at);
                inner = err;
            }
            Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => inner = err,
            Error::Io(io) => return Entry { path, kind: Err(in_words(io)) },
            other => return Entry { path, kind: Err(other.to_string()) },
        }
    }
}
