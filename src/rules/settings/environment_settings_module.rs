//! `environment-settings-module`: a settings package has a module for each environment.

use super::names::{has_word, listed, owned};
use crate::finding::{Severity, Sink};
use crate::repo::settings::{Module, Package, Role};
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct EnvironmentSettingsModule {
    /// Words of a module's name that tell an environment.
    environments: Vec<String>,
    /// Words that tell a module for production: its values are defaults.
    production: Vec<String>,
    /// Modules that are left alone, by name.
    allowed: Vec<String>,
}

impl Default for EnvironmentSettingsModule {
    fn default() -> Self {
        let production = ["aws", "docker", "k8s", "kubernetes", "openstack", "prod", "production", "yaml_config"];
        let others =
            ["ci", "dev", "develop", "development", "devstack", "local", "sandbox", "stage", "staging", "test"];
        let environments = owned(&others).into_iter().chain(owned(&production)).collect();
        Self { environments, production: owned(&production), allowed: Vec::new() }
    }
}

/// How many modules a message names.
const NAMED: usize = 8;

impl Rule for EnvironmentSettingsModule {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        for package in &repository.settings().packages {
            let others = package.modules.iter().filter(|module| self.is_other(module));
            let (environments, helpers): (Vec<&Module>, Vec<&Module>) = others.partition(|it| self.is_environment(it));
            if let Some((first, rest)) = environments.split_first() {
                self.report(package, first, rest, sink);
            } else if package.oep45().is_some()
                && let Some((first, rest)) = helpers.split_first()
            {
                report_helpers(package, first, rest, sink);
            }
        }
    }
}

impl EnvironmentSettingsModule {
    /// Whether OEP-45 has no place for `module`.
    fn is_other(&self, module: &Module) -> bool {
        let own = matches!(module.role, Role::Init | Role::Required | Role::Defaults | Role::Base);
        !own && !module.name.ends_with("__init__") && !self.allowed.contains(&module.name)
    }

    fn is_environment(&self, module: &Module) -> bool {
        match module.role {
            Role::Variant => true,
            Role::Part => has_word(&module.name, &self.environments),
            // Data that a module for tests uses is none, `test` itself is one.
            _ => self.environments.contains(&module.name) && !module.definitions.is_empty(),
        }
    }

    fn report(&self, package: &Package, first: &Module, rest: &[&Module], sink: &mut Sink) {
        let all = || std::iter::once(first).chain(rest.iter().copied());
        let message = if rest.is_empty() {
            format!("`{}` is a settings module for one environment", first.path)
        } else {
            let names = listed(all().map(|module| module.name.as_str()), NAMED);
            format!("{} has modules for {} environments: {names}", folder(package), rest.len() + 1)
        };
        let finding = sink.report_in(&first.source, first.first_line(), message);
        finding.note(self.advice(first));
        for module in rest {
            finding.label_in(Arc::clone(&module.source), module.first_line(), self.advice(module));
        }
        finding.help(format!(
            "Keep what differs between environments in YAML files beside the settings, and let `{}` name the one that \
             counts: then all environments run the same code.",
            package.config_variable()
        ));
    }

    fn advice(&self, module: &Module) -> String {
        let name = module.name.replace('.', "_");
        if has_word(&module.name, &self.production) {
            "these values are defaults, or the operator's".to_owned()
        } else if !has_word(&module.name, &self.environments) {
            "takes the settings over and changes them".to_owned()
        } else {
            format!("these values belong in `{name}.yml`")
        }
    }
}

/// Where the modules stand: a `settings.py` has none itself, they are beside it.
fn folder(package: &Package) -> String {
    match package.directory.as_str() {
        "" => "the root".to_owned(),
        directory => format!("`{directory}`"),
    }
}

/// What is left when the environments are gone is worth a look, no more.
fn report_helpers(package: &Package, first: &Module, rest: &[&Module], sink: &mut Sink) {
    let names = listed(std::iter::once(first).chain(rest.iter().copied()).map(|module| module.name.as_str()), NAMED);
    let message = format!("`{}` holds more than `__init__`, `required` and `defaults`: {names}", package.path());
    let finding = sink.report_in(&first.source, first.first_line(), message);
    for module in rest {
        finding.label_in(Arc::clone(&module.source), module.first_line(), "");
    }
    finding.severity(Severity::Note).help("Keep code that settings only call elsewhere in the application.");
}
