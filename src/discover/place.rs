//! Where a run stands: its working directory, the repository around that, and how paths are named from there.

use super::directories::{Directories, git_root};
use super::read::in_words;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The working directory of a run.
#[derive(Clone, Debug)]
pub struct Place {
    directory: PathBuf,
    root: Option<PathBuf>,
    directories: Arc<Directories>,
}

impl Place {
    /// The working directory of the process.
    ///
    /// # Errors
    /// It was removed, or may not be read; in words.
    #[allow(clippy::disallowed_methods, reason = "the one place that asks for the working directory")]
    pub fn current() -> Result<Self, String> {
        let directory = std::env::current_dir().map_err(|error| in_words(&error))?;
        Self::at(&directory)
    }

    /// `directory` as the working directory.
    ///
    /// # Errors
    /// There is no such directory; in words.
    pub fn at(directory: &Path) -> Result<Self, String> {
        let directory = directory.canonicalize().map_err(|error| in_words(&error))?;
        let root = git_root(&directory).map(Path::to_path_buf);
        Ok(Self { directory, root, directories: Arc::default() })
    }

    /// The directory itself, absolute, without symbolic links.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The root of the repository that the directory stands in.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// What is known of directories.
    pub(super) fn directories(&self) -> &Directories {
        &self.directories
    }

    /// The directory's path inside its repository, with `/`; empty at the root and outside any repository.
    pub fn in_repository(&self) -> String {
        let inside = self.root().and_then(|root| self.directory.strip_prefix(root).ok());
        inside.map(slashed).unwrap_or_default()
    }

    /// The working directory and the root of the repository that all of `given` stand in, both absolute with `/`, where
    /// that is another repository than the working directory's. As they are given: symbolic links are not followed.
    pub fn elsewhere(&self, given: &[PathBuf]) -> Option<(String, String)> {
        let root_of = |path: &PathBuf| git_root(&plain(&self.directory.join(path))).map(Path::to_path_buf);
        let root = given.first().and_then(root_of)?;
        let ours = self.root().is_some_and(|own| root.starts_with(own));
        let shared = given.iter().skip(1).all(|path| root_of(path).is_some_and(|other| other == root));
        (!ours && shared).then(|| (slashed(&self.directory), slashed(&root)))
    }

    /// The name of `path`, which is absolute and without symbolic links: relative to the directory inside the
    /// repository (with `..` where it stands further up), absolute elsewhere.
    pub fn name(&self, path: &Path) -> String {
        let shared = self.root.as_ref().unwrap_or(&self.directory);
        if !path.starts_with(shared) {
            return slashed(path);
        }
        let mut up = String::new();
        let mut base = self.directory.as_path();
        loop {
            if let Ok(rest) = path.strip_prefix(base) {
                return below(&up, &slashed(rest));
            }
            up = below(&up, "..");
            match base.parent() {
                Some(parent) => base = parent,
                None => return slashed(path),
            }
        }
    }

    /// The name of the argument `given`, which stands for `path`: as it was given where that is a plain name, else
    /// as [`Place::name`] has it.
    pub(super) fn name_of_argument(&self, given: &Path, path: &Path) -> String {
        let detours = given.is_absolute() || given.components().any(|part| part == Component::ParentDir);
        if detours && path.starts_with(self.root.as_ref().unwrap_or(&self.directory)) {
            self.name(path)
        } else {
            slashed(given)
        }
    }
}

/// `path` without `.` and `..`, by its names alone.
pub(super) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

/// `path` with `/` between its names, and without `.`. What is not UTF-8 in it reads as U+FFFD.
pub(super) fn slashed(path: &Path) -> String {
    let mut names = Vec::new();
    let mut start = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => start.push('/'),
            Component::Prefix(prefix) => start.push_str(&prefix.as_os_str().to_string_lossy()),
            name => names.push(name.as_os_str().to_string_lossy()),
        }
    }
    start + &names.join("/")
}

/// The name of `rest` below the directory named `base`; either may be empty.
pub(super) fn below(base: &str, rest: &str) -> String {
    let slash = if base.is_empty() || base.ends_with('/') || rest.is_empty() { "" } else { "/" };
    format!("{base}{slash}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place { directory: "/repo/docker".into(), root: Some("/repo".into()), directories: Arc::default() }
    }

    #[test]
    fn a_path_inside_the_repository_is_named_from_the_working_directory() {
        assert_eq!(place().name(Path::new("/repo/docker/lms/Dockerfile")), "lms/Dockerfile");
        assert_eq!(place().name(Path::new("/repo/requirements/base.txt")), "../requirements/base.txt");
        assert_eq!(place().name(Path::new("/repo")), "..");
        assert_eq!(place().name(Path::new("/repo/docker")), "");
    }

    #[test]
    fn a_path_outside_the_repository_stays_absolute() {
        assert_eq!(place().name(Path::new("/repository/Dockerfile")), "/repository/Dockerfile");
        let given = Path::new("/other/Dockerfile");
        assert_eq!(place().name_of_argument(given, given), "/other/Dockerfile");
    }

    #[test]
    fn an_argument_is_named_without_detours() {
        let path = Path::new("/repo/docker/lms/Dockerfile");
        for given in ["./lms/Dockerfile", "lms//Dockerfile", "../docker/lms/Dockerfile", "/repo/docker/lms/Dockerfile"]
        {
            assert_eq!(place().name_of_argument(Path::new(given), path), "lms/Dockerfile", "{given}");
        }
    }

    #[test]
    fn the_working_directory_has_a_path_in_its_repository() {
        assert_eq!(place().in_repository(), "docker");
        let outside = Place { directory: "/repo".into(), root: None, directories: Arc::default() };
        assert_eq!(outside.in_repository(), "");
    }
}
