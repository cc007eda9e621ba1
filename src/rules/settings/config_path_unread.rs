//! `config-path-unread`: the operator's configuration file is read only where it happens to be there, or not at all.

use super::names::{has_word, owned};
use crate::finding::Sink;
use crate::repo::settings::{ConfigRead, DEVELOPMENT, Module, Package, Settings};
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ConfigPathUnread {}

impl Rule for ConfigPathUnread {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let settings = repository.settings();
        let development = owned(&DEVELOPMENT);
        for package in &settings.packages {
            // What tests read, no operator writes.
            let reads: Vec<(&Module, &ConfigRead)> =
                package.reads().filter(|(module, _)| !has_word(&module.name, &development)).collect();
            let always = reads.iter().any(|(_, read)| read.condition.is_none());
            if let Some((module, read)) = reads.first().filter(|_| !always) {
                report_condition(package, module, read, sink);
            } else if reads.is_empty() && reads_nothing(package, settings) {
                let variable = package.config_variable();
                let message = format!("`{}` reads no configuration file of the operator's", package.path());
                let (source, span) = service.place(&package.path(), repository);
                sink.report_in(&source, span, message).help(format!(
                    "Read the YAML file that `{variable}` names, apply every setting in it, and refuse to start where there is \
                     none."
                ));
            }
        }
    }
}

fn report_condition(package: &Package, module: &Module, read: &ConfigRead, sink: &mut Sink) {
    let Some(condition) = read.condition else { return };
    let message = match &read.variable {
        Some(variable) => format!("without `{}` the application starts, and without its configuration", variable.value),
        None => "without its configuration file the application starts all the same".to_owned(),
    };
    let path = match &read.variable {
        Some(variable) => variable.value.clone(),
        None => package.config_variable(),
    };
    sink.report_in(&module.source, condition, message)
        .label(read.span, "the configuration file is read here")
        .help(format!(
            "Raise `ImproperlyConfigured` where `{path}` is not set, so that a wrong deployment ends at once and not when a \
             request needs the setting."
        ));
}

/// Whether nothing in the package hints at a file that is read in a way that can't be seen.
fn reads_nothing(package: &Package, settings: &Settings) -> bool {
    let hints = ["_CFG", "safe_load", "yaml.load(", "json.load(", "tomllib.load("];
    let silent =
        |module: &Module| module.applied.is_empty() && !hints.iter().any(|hint| module.source.text().contains(hint));
    settings.is_whole(package) && package.modules.iter().all(silent)
}
