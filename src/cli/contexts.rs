//! Where Dockerfiles are built, as far as somebody says it: the command line, or else their configuration.

use super::failure::Failure;
use super::rulesets::Judging;
use crate::discover::{Building, Built, Found, Place, directory};
use crate::finding::Notice;
use std::path::{Path, PathBuf};

/// The build contexts of a run.
pub(super) struct Contexts<'p> {
    place: &'p Place,
    /// That of the command line.
    given: Option<PathBuf>,
    building: Building<'p>,
}

impl<'p> Contexts<'p> {
    /// `given`: the directory that `--context` names.
    ///
    /// # Errors
    /// It is no directory.
    pub(super) fn new(given: Option<&Path>, place: &'p Place) -> Result<Self, Failure> {
        let named = |given: &Path| {
            directory(place.directory(), given).map_err(|reason| {
                Failure::Message(format!("--context: `{}` can't be the build context: {reason}", given.display()))
            })
        };
        Ok(Self { place, given: given.map(named).transpose()?, building: Building::new(place) })
    }

    /// Where `found` is built, if somebody says it.
    ///
    /// # Errors
    /// The context is outside the repository of the file.
    pub(super) fn of(&mut self, found: &Found, judging: &Judging) -> Result<Option<Built>, Notice> {
        let said = self.given.as_deref().or_else(|| judging.context(&found.place));
        let Some(context) = said.filter(|_| found.is_dockerfile()) else { return Ok(None) };
        self.building.built_in(found, context).map(Some).map_err(|message| {
            let path = self.place.name(found.tree.root());
            Notice { path: if path.is_empty() { ".".to_owned() } else { path }, message }
        })
    }
}
