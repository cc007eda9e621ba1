//! Finds the configuration of a run: the nearest one, from the working directory up to the root of the repository.

use super::place::Place;
use super::read::{BESIDE, regular};
use crate::config;
use crate::text::Source;
use std::path::PathBuf;
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

/// A configuration that is there and can't be read.
#[derive(Debug, Error)]
#[error("{path}: {message}")]
pub struct Unreadable {
    /// The file, as findings would name it.
    pub path: String,
    /// Why, in words.
    pub message: String,
}

/// The nearest `oep45.toml`, or `pyproject.toml` with a `[tool.oep45]`; outside a repository, that of the working
/// directory alone. In one directory, `oep45.toml` goes first.
///
/// # Errors
/// An `oep45.toml` that can't be read. A `pyproject.toml` that can't be read is other tools' business.
pub fn config_file(place: &Place) -> Result<Option<ConfigFile>, Unreadable> {
    let last = place.root().unwrap_or(place.directory());
    for directory in place.directory().ancestors().take_while(|directory| directory.starts_with(last)) {
        for kind in [config::FileKind::Own, config::FileKind::Pyproject] {
            let path = directory.join(kind.file_name());
            if !path.exists() {
                continue;
            }
            let name = place.name(&path);
            let bytes = match regular(&path, BESIDE) {
                Ok(bytes) => bytes,
                Err(message) if kind == config::FileKind::Own => return Err(Unreadable { path: name, message }),
                Err(_) => continue,
            };
            let source = Arc::new(Source::from_bytes(name, bytes));
            if kind.concerns(source.text()) {
                return Ok(Some(ConfigFile { source, kind, directory: directory.to_path_buf() }));
            }
        }
    }
    Ok(None)
}
