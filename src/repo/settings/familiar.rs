//! Whether anything knows a name that a configuration file gives a value to.

use super::{Package, Settings, ValueKind, is_known_elsewhere};
use crate::repo::Repository;

impl Settings {
    /// Whether something of `repository` knows `name`, or a library that `package` installs may: a module of settings, an
    /// installed application by whose name it begins, or any code that has it as a word.
    pub fn knows(&self, repository: &Repository<'_>, package: &Package, name: &str) -> bool {
        if is_known_elsewhere(name)
            || self.modules().any(|module| module.defines(name))
            || applications(package).any(|app| name.starts_with(&app))
        {
            return true;
        }
        let paths = repository.paths().iter().filter(|path| path.strip_suffix(".py").is_some());
        paths.filter_map(|path| repository.text(path)).any(|source| names(source.text(), name))
    }
}

/// The words of the installed applications, which the names of their settings begin with.
fn applications(package: &Package) -> impl Iterator<Item = String> {
    let apps = package.modules.iter().flat_map(|module| &module.definitions).filter(|it| it.name.ends_with("_APPS"));
    let values = apps.filter_map(|it| match it.value.as_ref().map(|value| &value.kind) {
        Some(ValueKind::Sequence(items)) => Some(items),
        _ => None,
    });
    let texts = values.flatten().filter_map(|item| item.text());
    texts.flat_map(|text| text.split('.')).map(|part| format!("{}_", part.to_uppercase())).filter(|part| part.len() > 4)
}

/// Whether `text` has `name` as a word.
fn names(text: &str, name: &str) -> bool {
    let part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}
