//! `unknown-setting`: a configuration file of the repository sets what nothing knows.

use crate::catalog::nearest;
use crate::finding::Sink;
use crate::repo::settings::{Package, ValueKind, is_known_elsewhere};
use crate::repo::{ConfigFile, Entry, Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnknownSetting {
    /// Settings that something outside the repository knows.
    known: Vec<String>,
}

/// More unknown settings than anybody misspells.
const MOST: usize = 50;

impl Rule for UnknownSetting {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let settings = repository.settings();
        let names: BTreeSet<&str> = settings.packages.iter().flat_map(Package::names).collect();
        let mut suspects: Vec<(&ConfigFile, &Package, &Entry)> = Vec::new();
        for file in repository.config_files() {
            let package = settings.packages.iter().find(|package| package.directory == file.package);
            let Some(package) = package.filter(|package| settings.is_whole(package)) else { continue };
            let known = Known { options: &self.known, names: &names, applications: applications(package) };
            let unknown = file.entries.iter().filter(|entry| !known.has(&entry.name.value));
            suspects.extend(unknown.map(|entry| (file, package, entry)));
        }
        // So many are no slips of the pen: something else knows them.
        if suspects.is_empty() || suspects.len() > MOST {
            return;
        }
        // What any code of the repository names, it knows.
        let paths = repository.paths().iter().filter(|path| path.strip_suffix(".py").is_some());
        for source in paths.filter_map(|path| repository.text(path)) {
            suspects.retain(|(.., entry)| !has_word(source.text(), &entry.name.value));
        }
        for (file, package, entry) in suspects {
            report(file, package, entry, sink);
        }
    }
}

/// What a package's settings may be called.
struct Known<'s> {
    options: &'s [String],
    names: &'s BTreeSet<&'s str>,
    applications: BTreeSet<String>,
}

impl Known<'_> {
    fn has(&self, name: &str) -> bool {
        let of_application = || name.match_indices('_').any(|(at, _)| self.applications.contains(&name[..=at]));
        self.names.contains(name)
            || is_known_elsewhere(name)
            || self.options.iter().any(|known| known == name)
            || of_application()
    }
}

/// The words of the installed applications, which the names of their settings begin with.
fn applications(package: &Package) -> BTreeSet<String> {
    let apps = package.modules.iter().flat_map(|module| &module.definitions).filter(|it| it.name.ends_with("_APPS"));
    let values = apps.filter_map(|it| match it.value.as_ref().map(|value| &value.kind) {
        Some(ValueKind::Sequence(items)) => Some(items),
        _ => None,
    });
    let texts = values.flatten().filter_map(|item| item.text());
    texts
        .flat_map(|text| text.split('.'))
        .map(|part| format!("{}_", part.to_uppercase()))
        .filter(|part| part.len() > 4)
        .collect()
}

/// Whether `text` has `name` as a word.
fn has_word(text: &str, name: &str) -> bool {
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
        None => finding.help("Remove it, or add it to the settings with a comment that says what it is for."),
    };
}
