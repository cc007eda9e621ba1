//! From an argument to the settings of one application.

use super::super::failure::Failure;
use super::super::pages;
use crate::discover::{self, Place};
use crate::operators::Inventory;
use crate::repo::Repository;
use crate::repo::settings::Package;
use crate::text::Files;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files that hold settings, and what they are called in messages.
pub(super) struct Checkout {
    pub(super) name: String,
    pub(super) files: Arc<dyn Files>,
    /// The directory in them that is the repository.
    pub(super) root: String,
    /// The git repository that they come from.
    pub(super) git: Option<PathBuf>,
}

impl Checkout {
    /// The directory `given`, or the repository around the working directory.
    ///
    /// # Errors
    /// There is no such directory.
    pub(super) fn open(given: Option<&Path>) -> Result<Self, Failure> {
        let place = pages::place()?;
        let directory = given.unwrap_or_else(|| place.root().unwrap_or(place.directory()));
        Self::at(&place, directory)
    }

    /// The directory `given`.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn at(place: &Place, given: &Path) -> Result<Self, Failure> {
        let cannot = |error| Failure::Message(format!("cannot read {}: {error}", given.display()));
        let found = discover::Repository::at(place, given).map_err(cannot)?;
        let git = discover::git_root(&found.place).map(Path::to_path_buf);
        let name = if found.path.is_empty() { ".".to_owned() } else { found.path };
        Ok(Self { name, files: found.tree, root: found.tree_path, git })
    }

    /// What is known of it.
    pub(super) fn repository(&self) -> Repository<'_> {
        Repository::new(self.files.as_ref(), &self.root, |_| false)
    }

    /// The settings package `wanted` of `repository`, or the only one.
    ///
    /// # Errors
    /// There is none, or there are several.
    pub(super) fn package<'r>(
        &self,
        repository: &'r Repository<'_>,
        wanted: Option<&str>,
    ) -> Result<&'r Package, Failure> {
        let packages = &repository.settings().packages;
        let paths = || packages.iter().map(Package::path).collect::<Vec<_>>().join(", ");
        let is_wanted = |package: &&Package| {
            wanted.is_none_or(|wanted| package.path() == wanted.trim_end_matches('/') || package.application == wanted)
        };
        let found: Vec<&Package> = packages.iter().filter(is_wanted).collect();
        let name = &self.name;
        let message = match (found.as_slice(), wanted) {
            ([package], _) => return Ok(package),
            _ if cfg!(not(feature = "python")) => {
                "settings are read with the feature `python`, and this oep45 was built without it".to_owned()
            }
            _ if packages.is_empty() => format!("{name} holds no settings of a Django service"),
            ([], Some(wanted)) => format!("{name} has no settings package `{wanted}`; it has {}", paths()),
            _ => format!("{name} has several settings packages: choose one with --package: {}", paths()),
        };
        Err(Failure::Message(message))
    }

    /// The inventory of the settings package `wanted`, or of the only one.
    ///
    /// # Errors
    /// There is none, or there are several.
    pub(super) fn inventory(&self, wanted: Option<&str>) -> Result<Inventory, Failure> {
        let repository = self.repository();
        let package = self.package(&repository, wanted)?;
        Ok(Inventory::of(repository.settings(), package))
    }
}
