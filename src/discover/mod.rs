//! Finds the files of a run, and is the only part of the library that reads the file system.

mod context;
mod directories;
mod disk;
mod exclude;
mod names;
mod nearest;
mod pages;
mod place;
mod read;
mod tracked;
mod walk;
mod whole;

pub use context::{Building, Built, directory};
pub use directories::git_root;
pub use disk::DiskFiles;
pub use exclude::{Exclude, WrongGlob};
pub use names::kind_of;
pub use nearest::{ConfigFile, Nearest, Unreadable, beside, inside};
pub use pages::rule_pages;
pub use place::Place;
pub use read::in_words;
pub use walk::LeaveOut;

use crate::text::{FileKind, Source};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walk::Entry;

/// One file to check.
#[derive(Debug)]
pub struct Found {
    /// The path that findings name: relative to the working directory, with `/`.
    pub path: String,
    /// The same file's path inside `tree`.
    pub tree_path: String,
    /// The repository around it, or the checked directory where there is no repository.
    pub tree: Arc<DiskFiles>,
    /// What it is read as. What can't be found counts as a Dockerfile.
    pub kind: FileKind,
    /// Whether it was named, not found in a directory.
    pub named: bool,
    /// Where it stands: absolute, its directory without symbolic links.
    pub place: PathBuf,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// A file that is read when its turn comes.
    Disk(PathBuf),
    /// A text that came from elsewhere.
    Given(Arc<Source>),
    /// What keeps it from being read.
    Failed(String),
}

impl Found {
    /// Whether it is read as a Dockerfile.
    pub fn is_dockerfile(&self) -> bool {
        self.kind == FileKind::Dockerfile
    }

    /// Whether its text came from elsewhere than its place.
    pub fn is_stream(&self) -> bool {
        matches!(self.content, Content::Given(_))
    }

    /// The text of the file.
    ///
    /// # Errors
    /// In words that stand behind the path: no such file, not a regular file, too large, the system refuses.
    pub fn read(&self) -> Result<Arc<Source>, String> {
        match &self.content {
            Content::Disk(disk) => {
                let bytes = read::regular(disk, read::CHECKED).and_then(read::in_lines)?;
                Ok(Arc::new(Source::from_bytes(self.path.as_str(), bytes)))
            }
            Content::Given(source) => Ok(Arc::clone(source)),
            Content::Failed(message) => Err(message.clone()),
        }
    }
}

/// A directory to judge as a repository.
#[derive(Debug)]
pub struct Repository {
    /// The path that notices name: relative to the working directory, with `/`.
    pub path: String,
    /// The same directory's path inside `tree`.
    pub tree_path: String,
    /// The git repository around it, or the directory itself where there is none.
    pub tree: Arc<DiskFiles>,
    /// Where it stands: absolute, without symbolic links.
    pub place: PathBuf,
}

/// What the arguments of a run stand for.
#[derive(Debug)]
pub struct Discovered {
    /// Files, sorted by path.
    pub files: Vec<Found>,
    /// Directories that are whole repositories, sorted by path.
    pub repositories: Vec<Repository>,
    /// The directories that were not entered, sorted by path.
    pub left_out: Vec<String>,
}

/// A file on its way to be a [`Found`].
struct New {
    name: String,
    /// Where it stands.
    real: PathBuf,
    /// The tree's root, where there is no repository.
    boundary: PathBuf,
    kind: FileKind,
    named: bool,
    content: Content,
}

/// Collects the files of a run: each once, however often its path is given.
pub struct Discovery<'p> {
    place: &'p Place,
    leave_out: &'p LeaveOut<'p>,
    left_out: BTreeSet<String>,
    /// By the root.
    trees: HashMap<OsString, Arc<DiskFiles>>,
    // By where the file really stands, so that `Dockerfile`, `./Dockerfile` and `$PWD/Dockerfile` are one.
    found: HashMap<PathBuf, Found>,
    repositories: BTreeMap<PathBuf, Repository>,
}

impl<'p> Discovery<'p> {
    /// Nothing found yet. Directories that `leave_out` names are not entered.
    pub fn new(place: &'p Place, leave_out: &'p LeaveOut<'p>) -> Self {
        Self {
            place,
            leave_out,
            left_out: BTreeSet::new(),
            trees: HashMap::new(),
            found: HashMap::new(),
            repositories: BTreeMap::new(),
        }
    }

    /// Add the file `given`, or the Dockerfiles, Makefiles and workflows below the directory `given`. A named file is a
    /// Dockerfile unless its name says otherwise. What does not exist is added as a file that can't be read.
    pub fn add(&mut self, given: &Path) {
        let path = self.place.directory().join(given);
        // The directory is resolved and the file's own name kept: a link to a file is a file of its own, since its
        // build context is where the link stands.
        let real = if path.is_dir() { path.canonicalize().ok() } else { real_file(&path) };
        // A directory that a link leads to goes by its own name, which the files beside those found have as well.
        let linked = path.is_dir() && real.as_ref().is_some_and(|real| *real != place::plain(&path));
        let real = real.unwrap_or(path);
        let name = if linked { self.place.name(&real) } else { self.place.name_of_argument(given, &real) };
        if !real.is_dir() {
            // Whoever names a Makefile that isn't there is told, whether a rule reads Makefiles or not.
            let kind = if real.exists() { kind_of(&real) } else { None };
            return self.insert_named(name, real.clone(), kind, Content::Disk(real));
        }
        let tree = self.tree(&real, &real);
        let whole = is_whole(&real);
        if whole {
            let path = if name.is_empty() { ".".to_owned() } else { name.clone() };
            let tree = Arc::clone(&tree);
            let repository = Repository { path, tree_path: tree.path_of(&real), tree, place: real.clone() };
            self.repositories.entry(real.clone()).or_insert(repository);
        }
        let met = walk::files(&real, self.leave_out, whole);
        self.look_round(&met);
        if whole {
            tree.know(&real, &met);
        }
        let below = |path: &Path| place::below(&name, &place::slashed(path.strip_prefix(&real).unwrap_or(path)));
        for entry in met {
            let (path, kind, content) = match entry {
                Entry::File(path, kind) => (path.clone(), kind, Content::Disk(path)),
                Entry::Other(_) => continue,
                Entry::Failed(path, message) => (path, FileKind::default(), Content::Failed(message)),
                Entry::LeftOut(path) => {
                    self.left_out.insert(format!("{}/", below(&path)));
                    continue;
                }
            };
            let boundary = real.clone();
            self.insert(New { name: below(&path), real: path, boundary, kind, named: false, content });
        }
    }

    /// Ask the directories of files what says how these are checked: all at once, since each takes a few questions.
    fn look_round(&self, met: &[Entry]) {
        let directory = |entry: &Entry| match entry {
            Entry::File(path, _) => path.parent().map(Path::to_path_buf),
            _ => None,
        };
        let mut directories: Vec<PathBuf> = met.iter().filter_map(directory).collect();
        directories.sort_unstable_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
        directories.dedup();
        self.place.directories().ask(&directories);
    }

    /// Add what `stream` holds as if it stood in the file `name`; `<stdin>` in the working directory without a name.
    pub fn add_stream(&mut self, stream: impl Read, name: Option<&Path>) {
        let given = name.unwrap_or(Path::new("<stdin>"));
        let path = self.place.directory().join(given);
        let real = real_file(&path).unwrap_or(path);
        let name = self.place.name_of_argument(given, &real);
        let content = match read::bounded(stream, read::CHECKED).and_then(read::in_lines) {
            Ok(bytes) => Content::Given(Arc::new(Source::from_bytes(name.as_str(), bytes))),
            Err(message) => Content::Failed(message),
        };
        // It takes the place of the file on disk: an editor sends what is not saved yet.
        self.found.remove(&real);
        let kind = kind_of(&real);
        self.insert_named(name, real, kind, content);
    }

    /// What was found.
    pub fn finish(self) -> Discovered {
        let mut files: Vec<_> = self.found.into_values().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.place.cmp(&b.place)));
        let mut repositories: Vec<_> = self.repositories.into_values().collect();
        repositories.sort_by(|a, b| a.path.cmp(&b.path));
        Discovered { files, repositories, left_out: self.left_out.into_iter().collect() }
    }

    fn insert_named(&mut self, name: String, real: PathBuf, kind: Option<FileKind>, content: Content) {
        let boundary = real.parent().unwrap_or(&real).to_path_buf();
        self.insert(New { name, real, boundary, kind: kind.unwrap_or_default(), named: true, content });
    }

    /// The tree around `directory`, which ends at `boundary` where there is no repository.
    fn tree(&mut self, directory: &Path, boundary: &Path) -> Arc<DiskFiles> {
        let around = self.place.directories().git_root(directory);
        let root = around.as_deref().unwrap_or(boundary);
        if let Some(tree) = self.trees.get(root.as_os_str()) {
            return Arc::clone(tree);
        }
        let tree = Arc::new(DiskFiles::new(root.to_path_buf(), self.place.clone()));
        self.trees.insert(root.as_os_str().to_owned(), Arc::clone(&tree));
        tree
    }

    fn insert(&mut self, new: New) {
        let New { mut name, real, boundary, kind, named, content } = new;
        if name.is_empty() {
            name.push('.');
        }
        let directory = real.parent().unwrap_or(&real);
        let tree = self.tree(directory, &boundary);
        let tree_path = tree.path_of(&real);
        let place = real.clone();
        let found = Found { path: name, tree_path, tree, kind, named, place, content };
        self.found.entry(real).or_insert(found);
    }
}

/// Whether a directory is a whole repository: a clone, an export outside any, or a component of a larger one that says
/// what it is.
fn is_whole(directory: &Path) -> bool {
    git_root(directory).is_none_or(|root| root == directory) || directory.join("catalog-info.yaml").is_file()
}

/// `path` with the links in its directory resolved; `None` where there is no such directory.
fn real_file(path: &Path) -> Option<PathBuf> {
    let directory = path.parent()?.canonicalize().ok()?;
    Some(directory.join(path.file_name()?))
}
