//! From arguments to files: `discover` finds them, the pipeline takes them.

use super::failure::Failure;
use super::rulesets::Judging;
use crate::discover::{Built, Discovered, Discovery, Found, LeaveOut, Place, Repository};
use crate::pipeline::{Checkout, Input};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The argument that stands for standard input.
const STDIN: &str = "-";

/// The files and repositories that `paths` stand for: `.` where there are none, standard input where it has a name and
/// nothing else is given. With them the directories that `leave_out` kept the walk from.
///
/// # Errors
/// Standard input has a name and is not among them.
pub(super) fn find(
    mut paths: Vec<PathBuf>,
    stdin_name: Option<&Path>,
    place: &Place,
    leave_out: &LeaveOut<'_>,
) -> Result<Discovered, Failure> {
    if paths.is_empty() {
        paths.push(PathBuf::from(if stdin_name.is_some() { STDIN } else { "." }));
    }
    if stdin_name.is_some() && !paths.iter().any(|path| is_stdin(path)) {
        let message = "--stdin-filename names what is read from standard input; add the path `-`";
        return Err(Failure::Message(message.to_owned()));
    }
    let mut discovery = Discovery::new(place, leave_out);
    // First, and once: a second reading of it would find it empty.
    if paths.iter().any(|path| is_stdin(path)) {
        discovery.add_stream(io::stdin().lock(), stdin_name);
    }
    for path in paths.iter().filter(|path| !is_stdin(path)) {
        discovery.add(path);
    }
    Ok(discovery.finish())
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Where a file comes from, and may be written to.
#[derive(Clone)]
pub(super) enum Origin {
    /// Standard input.
    Stream,
    /// A file.
    Disk {
        /// Where it stands, perhaps as a link.
        place: PathBuf,
        /// The directory that nothing outside of is touched.
        root: PathBuf,
    },
}

impl Origin {
    pub(super) fn of(found: &Found) -> Self {
        if found.is_stream() {
            return Self::Stream;
        }
        Self::Disk { place: found.place.clone(), root: found.tree.root().to_path_buf() }
    }
}

/// `found` as the pipeline takes it, to be judged as `judging` says; `built`: where somebody says that it is built.
pub(super) fn of(found: Found, built: Option<Built>, judging: &Judging) -> Input {
    let (tree, tree_path, context) = match built {
        Some(Built { tree, tree_path, context }) => (tree, tree_path, Some(context)),
        None => (Arc::clone(&found.tree), found.tree_path.clone(), None),
    };
    Input {
        path: found.path.clone(),
        tree_path,
        files: tree,
        context,
        kind: found.kind,
        rules: Arc::clone(&judging.rules),
        exempt: judging.exemptions(&found.place),
        read: Box::new(move || found.read()),
    }
}

/// `found` as the pipeline takes it, to be judged as `judging` says.
pub(super) fn checkout(found: Repository, judging: &Arc<Judging>) -> Checkout {
    let Repository { path, tree_path, tree, .. } = found;
    let place = |judging: &Arc<Judging>| (Arc::clone(judging), tree.root().to_path_buf());
    let ((left_out, root), (exempt, other_root)) = (place(judging), place(judging));
    Checkout {
        path,
        tree_path,
        rules: Arc::clone(&judging.rules),
        leaves_out: Box::new(move |path| left_out.excludes(&root.join(path))),
        exempt: Box::new(move |path| exempt.exemptions(&other_root.join(path))),
        files: tree,
    }
}
