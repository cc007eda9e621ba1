//! Django settings as a repository writes them down: which packages there are, what each module sets, and how the
//! configuration file of an operator comes in. Nothing is executed or imported.
//!
//! ```text
//! notes/settings/        Package     application `notes`
//! ├── __init__.py        Module      Role::Init: imports the others, reads the file that NOTES_CFG_PATH names
//! ├── required.py        Module      Role::Required
//! └── defaults.py        Module      Role::Defaults
//!        #: Notes of one page.       Documentation::Autodoc
//!        PAGE_SIZE = 20              Definition, with its Value
//! ```

mod class;
mod comment;
mod definition;
mod familiar;
mod known;
mod module;
mod package;
mod production;
#[cfg(feature = "python")]
mod read;
#[cfg(feature = "python")]
mod title;
mod value;

pub use class::{Class, Classes};
pub use comment::Documentation;
pub use definition::{Definition, How};
pub use familiar::{Applications, Familiar, Mentioned};
pub use known::is_known_elsewhere;
pub use module::{Applied, ConfigRead, Import, Imported, Module, Names, RequiredCheck, Role};
pub use package::{FORMER_ENDINGS, Package, Shape};
pub use production::DEVELOPMENT;
pub use value::{Value, ValueKind};

pub(super) use definition::is_setting;

use super::Repository;

/// The settings of a repository.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Its settings packages, by path. Usually there is one; `edx-platform` has two.
    pub packages: Vec<Package>,
}

impl Settings {
    /// The settings of `repository`. Without the feature `python`, there are none.
    pub(super) fn of(repository: &Repository<'_>) -> Self {
        #[cfg(feature = "python")]
        let packages = package::find::packages(repository);
        #[cfg(not(feature = "python"))]
        let packages = {
            let _ = repository;
            Vec::new()
        };
        Self { packages }
    }

    /// All modules.
    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.packages.iter().flat_map(|package| &package.modules)
    }

    /// The module at `path`, in whatever package.
    pub fn module(&self, path: &str) -> Option<&Module> {
        self.modules().find(|module| module.path == path)
    }

    /// Whether everything that brings settings to `package` can be seen: all modules could be read, and import settings
    /// from nowhere else.
    pub fn is_whole(&self, package: &Package) -> bool {
        let outside = |import: &Import| {
            let elsewhere = import.path.as_ref().is_some_and(|path| self.module(path).is_none());
            import.is_foreign() || import.brings_settings() && elsewhere
        };
        package.modules.iter().all(|module| module.problem.is_none() && !module.imports.iter().any(outside))
    }

    /// The modules whose settings `module` ends up with, in the order in which they are run: what it imports with `*`,
    /// then itself.
    pub fn closure<'s>(&'s self, module: &'s Module) -> Vec<&'s Module> {
        // Depth first, and each module once, as Python itself does.
        let mut order: Vec<&Module> = Vec::new();
        let mut open = vec![(module, 0)];
        let mut seen = vec![module.path.as_str()];
        while let Some((module, next)) = open.pop() {
            let imports = module.imports.iter().filter(|import| import.brings_settings());
            let target = imports.clone().nth(next).and_then(|import| self.module(import.path.as_deref()?));
            if next < imports.count() {
                open.push((module, next + 1));
                if let Some(target) = target.filter(|target| !seen.contains(&target.path.as_str())) {
                    seen.push(&target.path);
                    open.push((target, 0));
                }
            } else {
                order.push(module);
            }
        }
        order
    }
}

#[cfg(all(test, feature = "python"))]
mod tests;
