//! `unknown-setting`: a configuration file of the repository sets what nothing knows.

use crate::catalog::nearest;
use crate::finding::Sink;
use crate::repo::settings::{Familiar, Mentioned, Package};
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

/// More unknown settings than anybody misspells.
const MOST: usize = 50;

impl Rule for UnknownSetting {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let settings = repository.settings();
        let mut suspects: Vec<(&ConfigFile, &Package, &Entry)> = Vec::new();
        for file in repository.config_files() {
            let package = settings.packages.iter().find(|package| package.directory == file.package);
            let Some(package) = package.filter(|package| settings.is_whole(package)) else { continue };
            let familiar = Familiar::of(repository, settings, package);
            let is_unknown = |name: &String| !familiar.has(name) && !self.known.contains(name);
            let unknown = file.entries.iter().filter(|entry| is_unknown(&entry.name.value));
            suspects.extend(unknown.map(|entry| (file, package, entry)));
        }
        // So many are no slips of the pen: something else knows them.
        if suspects.is_empty() || suspects.len() > MOST {
            return;
        }
        let mentioned = Mentioned::in_code(repository);
        suspects.retain(|(.., entry)| !mentioned.has(&entry.name.value));
        for (file, package, entry) in suspects {
            report(file, package, entry, sink);
        }
    }
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
