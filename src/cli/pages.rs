//! From `--rules DIR` to a catalog: the built-in pages, and an operator's own.

use super::failure::Failure;
use crate::catalog::Catalog;
use crate::config::Mistakes;
use crate::discover::{Place, rule_pages};
use crate::text::Source;
use std::path::PathBuf;
use std::sync::Arc;

/// The catalog with the pages in `directories`.
///
/// # Errors
/// All that is wrong with the directories, else all that is wrong with the pages.
pub(super) fn catalog(directories: &[PathBuf], place: &Place) -> Result<Catalog, Failure> {
    with_pages(&read(directories, place)?)
}

/// The texts of the pages in `directories`.
///
/// # Errors
/// All that is wrong with the directories.
pub(super) fn read(directories: &[PathBuf], place: &Place) -> Result<Vec<Arc<Source>>, Failure> {
    let mut sources = Vec::new();
    let mut wrong = Vec::new();
    for directory in directories {
        match rule_pages(place, directory) {
            Ok(pages) => sources.extend(pages),
            Err(messages) => wrong.extend(messages),
        }
    }
    if wrong.is_empty() { Ok(sources) } else { Err(Failure::Pages(wrong)) }
}

/// The built-in pages and those of `sources`.
///
/// # Errors
/// All that is wrong with the pages.
pub(super) fn with_pages(sources: &[Arc<Source>]) -> Result<Catalog, Failure> {
    let builtin = Catalog::builtin();
    if sources.is_empty() {
        return Ok(builtin);
    }
    builtin.with_pages(sources).map_err(|findings| Failure::from(Mistakes(findings)))
}

/// The directory that paths are relative to.
///
/// # Errors
/// It is gone, or may not be entered.
pub(super) fn place() -> Result<Place, Failure> {
    Place::current().map_err(|error| Failure::Message(format!("cannot find the working directory: {error}")))
}
