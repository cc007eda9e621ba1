//! Walks a directory for what rules judge, past what git ignores.

use super::names::kind_of;
use super::place::git_root;
use super::read::in_words;
use crate::text::FileKind;
use ignore::{DirEntry, Error, WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// What a walk meets.
pub(super) enum Entry {
    File(PathBuf, FileKind),
    /// A place where it fails, and why, in words.
    Failed(PathBuf, String),
    /// A directory that it does not enter.
    LeftOut(PathBuf),
}

/// Which directories a walk does not enter, by their absolute paths.
pub type LeaveOut<'l> = dyn Fn(&Path) -> bool + Sync + 'l;

/// The files below `root`, which is absolute and without symbolic links, in no particular order. Links are not
/// followed, and nothing but regular files is told.
pub(super) fn files(root: &Path, leave_out: &LeaveOut<'_>) -> Vec<Entry> {
    let (sender, entries) = mpsc::channel();
    walker(root).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |result| {
            let entry = match result {
                Ok(entry) if is_directory(&entry) && entry.depth() > 0 && leave_out(entry.path()) => {
                    Some(Entry::LeftOut(entry.into_path()))
                }
                Ok(entry) => wanted(&entry).map(|kind| Entry::File(entry.into_path(), kind)),
                Err(error) => Some(failed(root, &error)),
            };
            let state = match entry {
                Some(Entry::LeftOut(_)) => WalkState::Skip,
                _ => WalkState::Continue,
            };
            // The receiver lives until the walk is over.
            let _ = entry.map(|entry| sender.send(entry));
            state
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

fn is_directory(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn wanted(entry: &DirEntry) -> Option<FileKind> {
    entry.file_type().filter(std::fs::FileType::is_file).and_then(|_| kind_of(entry.path()))
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
            Error::Io(io) => return Entry::Failed(path, in_words(io)),
            other => return Entry::Failed(path, other.to_string()),
        }
    }
}
