//! `unknown-setting`: a configuration file of the repository sets what nothing knows.

use crate::catalog::nearest;
use crate::finding::Sink;
use crate::repo::settings::{Package, Settings, is_known_elsewhere};
use crate::repo::{ConfigFile, Entry, Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnknownSetting {
    /// Settings that something outside the repository knows.
    known: Vec<String>,
}

impl Rule for UnknownSetting {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let settings = repository.settings();
        let mut suspects: Vec<(&ConfigFile, &Package, &Entry)> = Vec::new();
        for file in repository.config_files() {
            let package = settings.packages.iter().find(|package| package.directory == file.package);
            let Some(package) = package.filter(|package| is_all_known(package, settings)) else { continue };
            let unknown = file.entries.iter().filter(|entry| !self.knows(settings, package, &entry.name.value));
            suspects.extend(unknown.map(|entry| (file, package, entry)));
        }
        if suspects.is_empty() {
            return;
        }
        // What any code of the repository names, it knows.
        let paths = repository.paths().iter().filter(|path| path.ends_with(".py"));
        for source in paths.filter_map(|path| repository.text(path)) {
            suspects.retain(|(.., entry)| !names(source.text(), &entry.name.value));
        }
        for (file, package, entry) in suspects {
            report(file, package, entry, sink);
        }
    }
}

impl UnknownSetting {
    fn knows(&self, settings: &Settings, package: &Package, name: &str) -> bool {
        self.known.iter().any(|known| known == name)
            || is_known_elsewhere(name)
            || settings.modules().any(|module| module.defines(name))
            || applications(package).any(|app| name.starts_with(&app))
    }
}

/// The words of the installed applications, which the names of their settings begin with.
fn applications(package: &Package) -> impl Iterator<Item = String> {
    let apps = package.modules.iter().flat_map(|module| &module.definitions).filter(|it| it.name.ends_with("_APPS"));
    let values = apps.filter_map(|it| match it.value.as_ref().map(|value| &value.kind) {
        Some(crate::repo::settings::ValueKind::Sequence(items)) => Some(items),
        _ => None,
    });
    let texts = values.flatten().filter_map(|item| item.text());
    texts.flat_map(|text| text.split('.')).map(|part| format!("{}_", part.to_uppercase())).filter(|part| part.len() > 4)
}

/// Whether every module that brings settings can be seen.
fn is_all_known(package: &Package, settings: &Settings) -> bool {
    package.modules.iter().all(|module| {
        let mut stars = module.imports.iter().filter(|import| import.brings_settings());
        module.problem.is_none() && stars.all(|it| it.path.as_ref().is_some_and(|path| settings.module(path).is_some()))
    })
}

/// Whether `text` has `name` as a word.
fn names(text: &str, name: &str) -> bool {
    let part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}

fn report(file: &ConfigFile, package: &Package, entry: &Entry, sink: &mut Sink) {
    let name = &entry.name.value;
    let known = package.modules.iter().flat_map(|module| &module.definitions).map(|it| it.name.as_str());
    let meant = nearest(name, known);
    let finding =
        sink.report_in(&file.source, entry.name.span, format!("nothing in the repository knows the setting `{name}`"));
    match meant {
        Some(meant) => finding.help(format!("Did you mean `{meant}`?")),
        None => finding.help("Remove it, or add it to `defaults.py` with a comment that says what it is for."),
    };
}
