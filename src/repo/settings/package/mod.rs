//! A settings package, which configures one application.

#[cfg(feature = "python")]
pub(super) mod find;
#[cfg(feature = "python")]
mod role;

use super::{ConfigRead, Module, Role};
use std::collections::BTreeSet;

/// How variables end that name the configuration file, or its folder, where a service is older than OEP-45: `NOTES_CFG`.
pub const FORMER_ENDINGS: [&str; 2] = ["_CFG", "_CONFIG_ROOT"];

/// The settings of one application.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its directory, `notes/settings`; with [`Shape::Module`], the one that `settings.py` stands in.
    pub directory: String,
    /// The application's name: `notes`.
    pub application: String,
    /// How it is laid out.
    pub shape: Shape,
    /// Its modules, by path.
    pub modules: Vec<Module>,
}

/// How settings are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A directory of modules: `notes/settings/`, `lms/envs/`.
    Directory,
    /// `settings.py`, with modules beside it that take its settings over.
    Module,
}

impl Package {
    /// The first module in `role`.
    pub fn module(&self, role: Role) -> Option<&Module> {
        self.modules.iter().find(|module| module.role == role)
    }

    /// `required.py` and `defaults.py`, where it is laid out as OEP-45 wants it.
    pub fn oep45(&self) -> Option<(&Module, &Module)> {
        self.module(Role::Init)?;
        Some((self.module(Role::Required)?, self.module(Role::Defaults)?))
    }

    /// Where the application's settings begin: what the others take over. Never absent in a package with modules.
    pub fn base(&self) -> Option<&Module> {
        let roles = [Role::Defaults, Role::Base, Role::Init];
        let settings = |module: &&Module| !module.definitions.is_empty();
        roles.iter().find_map(|&role| self.module(role).filter(settings)).or_else(|| self.modules.iter().find(settings))
    }

    /// The settings that its modules give a value, or change.
    pub fn names(&self) -> BTreeSet<&str> {
        self.modules.iter().flat_map(|module| &module.definitions).map(|it| it.name.as_str()).collect()
    }

    /// What it is called: `notes/settings`, or `notes/settings.py`.
    pub fn path(&self) -> String {
        match self.shape {
            Shape::Directory => self.directory.clone(),
            Shape::Module if self.directory.is_empty() => "settings.py".to_owned(),
            Shape::Module => format!("{}/settings.py", self.directory),
        }
    }

    /// The environment variable that OEP-45 wants to name the configuration file: `NOTES_CFG_PATH`. Operators know the
    /// application by the name in the variable that is read today, `NOTES_CFG`, which need not be the package's.
    pub fn config_variable(&self) -> String {
        let read = self.reads().filter_map(|(_, read)| read.variable.as_ref());
        let known = read.filter_map(|variable| {
            let mut endings = std::iter::once("_CFG_PATH").chain(FORMER_ENDINGS);
            endings.find_map(|ending| variable.value.strip_suffix(ending)).filter(|name| !name.is_empty())
        });
        let own = || self.application.to_uppercase().replace('-', "_");
        format!("{}_CFG_PATH", known.map(str::to_owned).next().unwrap_or_else(own))
    }

    /// The configuration files that its modules read, each with the module.
    pub fn reads(&self) -> impl Iterator<Item = (&Module, &ConfigRead)> {
        self.modules.iter().flat_map(|module| module.reads.iter().map(move |read| (module, read)))
    }
}
