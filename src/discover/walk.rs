//! Walks a directory for what rules judge, past what git ignores and does not track.

use super::directories::git_root;
use super::names::kind_of;
use super::read::{NOT_REGULAR, in_words};
use super::tracked;
use crate::text::FileKind;
use ignore::{DirEntry, Error, WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// What a walk meets.
pub(super) enum Entry {
    File(PathBuf, FileKind),
    /// Another file, or a link that stands for one.
    Other(PathBuf),
    /// A place where it fails, and why, in words.
    Failed(PathBuf, String),
    /// A directory that it does not enter.
    LeftOut(PathBuf),
}

impl Entry {
    fn path(&self) -> &Path {
        match self {
            Self::File(path, _) | Self::Other(path) | Self::Failed(path, _) | Self::LeftOut(path) => path,
        }
    }
}

/// Which directories a walk does not enter, by their absolute paths.
pub type LeaveOut<'l> = dyn Fn(&Path) -> bool + Sync + 'l;

/// The files below `root` that rules judge, in no particular order, and the others if `all`; `root` is absolute and without
/// symbolic links. Links are passed over, as git and ripgrep do: what they lead to inside the tree is met anyway.
pub(super) fn files(root: &Path, leave_out: &LeaveOut<'_>, all: bool) -> Vec<Entry> {
    let mut met = walked(root, |result| match result {
        Ok(entry) if is_directory(&entry) && entry.depth() > 0 && leave_out(entry.path()) => {
            (Some(Entry::LeftOut(entry.into_path())), WalkState::Skip)
        }
        Ok(entry) => (wanted(entry, all), WalkState::Continue),
        Err(error) => (Some(failed(root, &error)), WalkState::Continue),
    });
    let enters = |path: &Path| {
        let mut directories = path.ancestors().skip(1).take_while(|directory| *directory != root);
        !directories.any(leave_out)
    };
    let tracked = tracked::beside(root, met.iter().map(Entry::path), |path| all || kind_of(path).is_some());
    met.extend(tracked.into_iter().filter(|path| enters(path)).map(|path| match kind_of(&path) {
        Some(kind) => Entry::File(path, kind),
        None => Entry::Other(path),
    }));
    met
}

/// All files below `root`, likewise, and the links that stand for files; what can't be walked is left out.
pub(super) fn paths(root: &Path) -> Vec<PathBuf> {
    let mut met =
        walked(root, |result| (result.ok().filter(stands_for_file).map(DirEntry::into_path), WalkState::Continue));
    met.extend(tracked::beside(root, met.iter().map(PathBuf::as_path), |_| true));
    met
}

/// What `told` makes of each entry below `root`, as it says how to go on.
fn walked<T: Send>(root: &Path, told: impl Fn(Result<DirEntry, Error>) -> (Option<T>, WalkState) + Sync) -> Vec<T> {
    let (sender, entries) = mpsc::channel();
    let told = &told;
    walker(root).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |result| {
            let (entry, state) = told(result);
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

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

fn stands_for_file(entry: &DirEntry) -> bool {
    is_file(entry) || entry.path_is_symlink() && entry.path().is_file()
}

fn is_directory(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// A file that rules judge; or what is called like a Dockerfile and is a pipe, a socket or a device, which nobody wants to have
/// passed over in silence.
fn wanted(entry: DirEntry, all: bool) -> Option<Entry> {
    if is_directory(&entry) {
        return None;
    }
    let file = is_file(&entry);
    match kind_of(entry.path()).filter(|_| !entry.path_is_symlink()) {
        Some(kind) if file => Some(Entry::File(entry.into_path(), kind)),
        Some(FileKind::Dockerfile) => Some(Entry::Failed(entry.into_path(), NOT_REGULAR.to_owned())),
        _ => (all && stands_for_file(&entry)).then(|| Entry::Other(entry.into_path())),
    }
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
