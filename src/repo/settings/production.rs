//! Which modules production runs, and in which order: `__init__.py` where a package is laid out as OEP-45 wants it, and
//! elsewhere what takes the base over and is not for developers or tests.

use super::{Module, Package, Role, Settings};

/// Words of modules and classes that never run in production.
pub const DEVELOPMENT: [&str; 12] =
    ["build", "ci", "debug", "dev", "develop", "development", "devstack", "docs", "local", "sandbox", "test", "tests"];

impl Package {
    /// The modules that production may start with; `is_development` tells those that it does not by their names.
    pub fn in_production(&self, is_development: impl Fn(&str) -> bool) -> Vec<&Module> {
        if self.oep45().is_some() {
            return self.module(Role::Init).into_iter().collect();
        }
        let variants = self.modules.iter().filter(|module| module.role == Role::Variant);
        let found: Vec<&Module> = variants.filter(|module| !is_development(&module.name)).collect();
        if found.is_empty() { self.base().into_iter().collect() } else { found }
    }
}

impl Settings {
    /// The modules whose settings `start` of `package` ends up with, in the order in which they are run.
    pub fn loaded<'s>(&'s self, package: &'s Package, start: &'s Module) -> Vec<&'s Module> {
        let mut modules = self.closure(start);
        // `from notes.settings import required` brings them just as well.
        let own = package.oep45().into_iter().flat_map(|(required, defaults)| [required, defaults]);
        modules.splice(0..0, own.filter(|it| !modules.iter().any(|known| known.path == it.path)).collect::<Vec<_>>());
        modules
    }
}
