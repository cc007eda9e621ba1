//! Which names mean something to an application, beside the settings that it has: those that a configuration file may
//! give values to.

use super::{Package, Settings, ValueKind, is_known_elsewhere};
use crate::repo::Repository;
use std::collections::BTreeSet;

/// What the settings of a package may be called.
#[derive(Debug)]
pub struct Familiar<'s> {
    names: BTreeSet<&'s str>,
    applications: Applications,
}

/// The installed applications of others: what the repository's own ones know stands in their code.
#[derive(Debug)]
pub struct Applications {
    /// What the names of their settings begin with.
    prefixes: BTreeSet<String>,
}

impl<'s> Familiar<'s> {
    /// What those of `package`, one of `settings`, may be called.
    pub fn of(repository: &Repository<'_>, settings: &'s Settings, package: &Package) -> Self {
        let names = settings.packages.iter().flat_map(Package::names).collect();
        Self { names, applications: Applications::of(repository, package) }
    }

    /// Whether `name` is a setting of any package, or one of Django or of a library, or begins as an installed application
    /// of others is called.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name) || is_known_elsewhere(name) || self.applications.own(name)
    }
}

impl Applications {
    /// Those that the settings of `package` install.
    pub fn of(repository: &Repository<'_>, package: &Package) -> Self {
        let apps = package.modules.iter().flat_map(|module| &module.definitions);
        let values = apps.filter(|it| it.name.ends_with("_APPS")).filter_map(|it| {
            match it.value.as_ref().map(|value| &value.kind) {
                Some(ValueKind::Sequence(items)) => Some(items),
                _ => None,
            }
        });
        let texts = values.flatten().filter_map(|item| item.text());
        let prefixes = texts
            .filter(|text| !holds(repository, text.split('.').next().unwrap_or(text)))
            .flat_map(|text| text.split('.'))
            .map(|part| format!("{}_", part.to_uppercase()))
            .filter(|part| part.len() > 4);
        Self { prefixes: prefixes.collect() }
    }

    /// Whether `name` begins as one of them is called.
    pub fn own(&self, name: &str) -> bool {
        name.match_indices('_').any(|(at, _)| self.prefixes.contains(&name[..=at]))
    }
}

/// Whether `repository` has the Python package `name`.
fn holds(repository: &Repository<'_>, name: &str) -> bool {
    let folder = format!("{name}/");
    let within = |path: &String| path.match_indices(&folder).any(|(at, _)| at == 0 || path[..at].ends_with('/'));
    repository.paths().iter().any(|path| path.strip_suffix(".py").is_some() && within(path))
}

/// The words in the Python code of a repository that may be names of settings: what any code names, it knows.
#[derive(Debug)]
pub struct Mentioned(BTreeSet<String>);

impl Mentioned {
    /// Those of all code in `repository`.
    pub fn in_code(repository: &Repository<'_>) -> Self {
        let mut words = BTreeSet::new();
        let paths = repository.paths().iter().filter(|path| path.strip_suffix(".py").is_some());
        for source in paths.filter_map(|path| repository.text(path)) {
            let all = source.text().split(|ch: char| !ch.is_ascii_alphanumeric() && ch != '_');
            for word in all.filter(|word| super::is_setting(word)) {
                if !words.contains(word) {
                    words.insert(word.to_owned());
                }
            }
        }
        Self(words)
    }

    /// Whether `name` is among them.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}
