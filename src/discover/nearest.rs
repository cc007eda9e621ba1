//! Finds the configuration of a file: the nearest one, from its directory up to the root of the repository.

use super::directories::git_root;
use super::place::{Place, plain};
use super::read::{BESIDE, in_words, regular};
use crate::config;
use crate::text::Source;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

/// A configuration, still text.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// The text, under the path that problems name.
    pub source: Arc<Source>,
    /// Whether it is an `oep45.toml` or a section of a `pyproject.toml`.
    pub kind: config::FileKind,
    /// Its directory, absolute: its globs are relative to it.
    pub directory: PathBuf,
}

/// The path of what is called `given` in a file in `directory`; it may still be missing.
///
/// # Errors
/// In words that stand behind the name: it is outside the repository, or a link that leads there. Who writes a repository is
/// not who checks it, and what can't be read is shown.
pub fn inside(directory: &Path, given: &str) -> Result<PathBuf, String> {
    let path = directory.join(given);
    let real = path.canonicalize().unwrap_or_else(|_| plain(&path));
    let root = git_root(directory).unwrap_or(directory);
    if real.starts_with(root) { Ok(path) } else { Err("is outside the repository".to_owned()) }
}

/// A configuration that is there and can't be read.
#[derive(Debug, Error)]
#[error("{path}: {message}")]
pub struct Unreadable {
    /// The file, as findings would name it.
    pub path: String,
    /// Why, in words.
    pub message: String,
}

/// Finds the configuration nearest to a directory; each directory is looked into once.
#[derive(Debug)]
pub struct Nearest<'p> {
    place: &'p Place,
    /// By the directory.
    known: HashMap<OsString, Option<Arc<ConfigFile>>>,
}

impl<'p> Nearest<'p> {
    /// Nothing looked into yet.
    pub fn new(place: &'p Place) -> Self {
        Self { place, known: HashMap::new() }
    }

    /// The nearest `oep45.toml`, or `pyproject.toml` with a `[tool.oep45]`, from `directory` (absolute, without symbolic
    /// links) up to the root of its repository. Outside any repository, up to the working directory, or else in
    /// `directory` alone. In one directory, `oep45.toml` goes first.
    ///
    /// # Errors
    /// An `oep45.toml` that can't be read. A `pyproject.toml` that can't be read is other tools' business.
    pub fn of(&mut self, directory: &Path) -> Result<Option<Arc<ConfigFile>>, Unreadable> {
        if let Some(known) = self.known.get(directory.as_os_str()) {
            return Ok(known.clone());
        }
        let working = Some(self.place.directory()).filter(|working| directory.starts_with(working));
        let root = self.place.directories().git_root(directory);
        let last = root.as_deref().or(working).unwrap_or(directory);
        let mut found = None;
        let mut passed = Vec::new();
        for directory in directory.ancestors().take_while(|directory| directory.starts_with(last)) {
            if let Some(known) = self.known.get(directory.as_os_str()) {
                found.clone_from(known);
                break;
            }
            passed.push(directory);
            if let Some(file) = self.in_directory(directory)? {
                found = Some(Arc::new(file));
                break;
            }
        }
        for directory in passed {
            self.known.insert(directory.as_os_str().to_owned(), found.clone());
        }
        Ok(found)
    }

    /// The configuration at `path`, relative to the working directory.
    ///
    /// # Errors
    /// It can't be read, or is a `pyproject.toml` without our section.
    pub fn at(&self, path: &Path) -> Result<ConfigFile, Unreadable> {
        let given = self.place.directory().join(path);
        let real = given.canonicalize().unwrap_or(given);
        let name = self.place.name_of_argument(path, &real);
        let file = self.read(&real, kind_of(&real), name)?;
        if file.kind.concerns(file.source.text()) {
            return Ok(file);
        }
        let message = "has no section `[tool.oep45]`".to_owned();
        Err(Unreadable { path: file.source.path().to_owned(), message })
    }

    /// The configuration that `file` extends by the name `given`, relative to its own directory.
    ///
    /// # Errors
    /// In words that stand behind the name: it can't be read, or stands outside the repository.
    pub fn extended(&self, file: &ConfigFile, given: &str) -> Result<ConfigFile, String> {
        let path = inside(&file.directory, given)?.canonicalize().map_err(|error| in_words(&error))?;
        let name = self.place.name(&path);
        let extended = self.read(&path, kind_of(&path), name).map_err(|unreadable| unreadable.message)?;
        if extended.kind.concerns(extended.source.text()) {
            return Ok(extended);
        }
        Err("has no section `[tool.oep45]`".to_owned())
    }

    fn in_directory(&self, directory: &Path) -> Result<Option<ConfigFile>, Unreadable> {
        for kind in [config::FileKind::Own, config::FileKind::Pyproject] {
            if !self.place.directories().configures(directory, kind) {
                continue;
            }
            let path = directory.join(kind.file_name());
            let name = self.place.name(&path);
            let read = match inside(directory, kind.file_name()) {
                Ok(_) => self.read(&path, kind, name),
                Err(message) => Err(Unreadable { path: name, message }),
            };
            match read {
                Ok(file) if kind.concerns(file.source.text()) => return Ok(Some(file)),
                Err(unreadable) if kind == config::FileKind::Own => return Err(unreadable),
                _ => {}
            }
        }
        Ok(None)
    }

    fn read(&self, path: &Path, kind: config::FileKind, name: String) -> Result<ConfigFile, Unreadable> {
        let directory = path.parent().unwrap_or(self.place.directory()).to_path_buf();
        match regular(path, BESIDE) {
            Ok(bytes) => Ok(ConfigFile { source: Arc::new(Source::from_bytes(name, bytes)), kind, directory }),
            Err(message) => Err(Unreadable { path: name, message }),
        }
    }
}

/// The text of a file that stands beside a configuration, at `path`.
///
/// # Errors
/// In words that stand behind the path.
pub fn beside(place: &Place, path: &Path) -> Result<Source, String> {
    let path = place.directory().join(path);
    let real = path.canonicalize().map_err(|error| in_words(&error))?;
    Ok(Source::from_bytes(place.name(&real), regular(&real, BESIDE)?))
}

/// Any other name than `pyproject.toml` is a file of our own.
fn kind_of(path: &Path) -> config::FileKind {
    let pyproject = path.file_name().is_some_and(|name| name == config::FileKind::Pyproject.file_name());
    if pyproject { config::FileKind::Pyproject } else { config::FileKind::Own }
}
