//! The amnesty files of a run: found, read, and handed to triage.

use super::failure::Failure;
use crate::config::{self, Layered, Layers, Mistakes};
use crate::discover::{ConfigFile, Place, beside, inside};
use crate::text::{Span, normalize};
use crate::triage::amnesty::{Amnesty, AmnestyFile};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of an amnesty file where none is configured.
pub(super) const AMNESTY: &str = "oep45-amnesty.json";

/// Where the amnesty of `layers`, which are `files`, is: where one of them says so, or else beside each.
///
/// # Errors
/// That is outside the repository.
pub(super) fn places(layers: &Layers<'_>, files: &[ConfigFile]) -> Result<Vec<PathBuf>, Mistakes> {
    let place = |file: &ConfigFile, name: &str, span: Span| {
        let refused = |message| format!("`{name}` can't be the amnesty: it {message}");
        inside(&file.directory, name).map_err(|message| config::wrong(&file.source, span, refused(message)))
    };
    match layers.amnesty() {
        Some(Layered { layer, value }) => Ok(vec![place(&files[layer], &value.value, value.span)?]),
        None => files.iter().map(|file| place(file, AMNESTY, Span::at(0))).collect(),
    }
}

/// An amnesty file, and where it stands.
pub(super) struct Stored {
    pub(super) path: PathBuf,
    pub(super) file: AmnestyFile,
}

/// Read the files of `paths` that are there.
///
/// # Errors
/// What is wrong with the first one that can't be read.
pub(super) fn read(paths: &[PathBuf], place: &Place) -> Result<Vec<Stored>, Failure> {
    let mut seen = BTreeSet::new();
    let mut stored = Vec::new();
    for path in paths.iter().filter(|path| path.exists() && seen.insert(path.canonicalize().unwrap_or_default())) {
        let source = beside(place, path)
            .map_err(|message| Failure::Message(format!("cannot read the amnesty {}: {message}", path.display())))?;
        stored.push(Stored { path: path.clone(), file: AmnestyFile::parse(&Arc::new(source))? });
    }
    Ok(stored)
}

/// The amnesty that `stored` files make together, with paths as findings have them.
pub(super) fn together(stored: &[Stored], place: &Place) -> Amnesty {
    let mut amnesty = Amnesty::default();
    for Stored { path, file } in stored {
        let directory = directory(path, place);
        amnesty.add(file, |entry| place.name(&absolute(&directory, entry)));
    }
    amnesty
}

/// The path of a finding as an amnesty file in `directory` has it; `None` for a file that is not below.
pub(super) fn from_directory(directory: &Path, path: &str, place: &Place) -> Option<String> {
    let absolute = absolute(place.directory(), path);
    let inside = absolute.strip_prefix(directory).ok()?;
    Some(inside.to_string_lossy().replace('\\', "/"))
}

/// The directory of the amnesty file at `path`, absolute.
pub(super) fn directory(path: &Path, place: &Place) -> PathBuf {
    let absolute = place.directory().join(path);
    let parent = absolute.parent().unwrap_or(place.directory());
    parent.canonicalize().unwrap_or_else(|_| parent.to_path_buf())
}

/// `path` below `directory`, without `..`.
pub(super) fn absolute(directory: &Path, path: &str) -> PathBuf {
    let joined = directory.join(path);
    match joined.to_str().and_then(normalize) {
        Some(plain) => Path::new("/").join(plain),
        None => joined,
    }
}
