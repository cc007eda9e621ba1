//! Which names mean something to an application, beside the settings that it has: those that a configuration file may
//! give values to.

use super::{Package, Settings, ValueKind, is_known_elsewhere};
use crate::repo::Repository;
use std::collections::BTreeSet;

/// What the settings of a package may be called.
#[derive(Debug)]
pub struct Familiar<'s> {
    names: BTreeSet<&'s str>,
    applications: BTreeSet<String>,
}

impl<'s> Familiar<'s> {
    /// What those of `package`, one of `settings`, may be called.
    pub fn of(repository: &Repository<'_>, settings: &'s Settings, package: &Package) -> Self {
        let names = settings.packages.iter().flat_map(Package::names).collect();
        Self { names, applications: applications(repository, package) }
    }

    /// Whether `name` is a setting of any package, or one of Django or of a library, or begins as an installed application
    /// of others is called: what the repository's own ones know stands in their code.
    pub fn has(&self, name: &str) -> bool {
        let of_application = || name.match_indices('_').any(|(at, _)| self.applications.contains(&name[..=at]));
        self.names.contains(name) || is_known_elsewhere(name) || of_application()
    }
}

/// The words of the installed applications of others, which the names of their settings begin with.
fn applications(repository: &Repository<'_>, package: &Package) -> BTreeSet<String> {
    let apps = package.modules.iter().flat_map(|module| &module.definitions).filter(|it| it.name.ends_with("_APPS"));
    let values = apps.filter_map(|it| match it.value.as_ref().map(|value| &value.kind) {
        Some(ValueKind::Sequence(items)) => Some(items),
        _ => None,
    });
    let texts = values.flatten().filter_map(|item| item.text());
    texts
        .filter(|text| !holds(repository, text.split('.').next().unwrap_or(text)))
        .flat_map(|text| text.split('.'))
        .map(|part| format!("{}_", part.to_uppercase()))
        .filter(|part| part.len() > 4)
        .collect()
}

/// Whether `repository` has the Python package `name`.
fn holds(repository: &Repository<'_>, name: &str) -> bool {
    let module = format!("{name}/__init__.py");
    let is_it =
        |path: &String| path.strip_suffix(&module).is_some_and(|above| above.is_empty() || above.ends_with('/'));
    repository.paths().iter().any(is_it)
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
