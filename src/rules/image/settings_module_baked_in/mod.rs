//! `settings-module-baked-in`: the image decides for which environment the application is configured.
//!
//! ```text
//! ENV DJANGO_SETTINGS_MODULE=notes.settings.production       variable: chosen by a value that containers start with
//! CMD gunicorn --env DJANGO_SETTINGS_MODULE=… notes.wsgi     command: chosen by what they run
//! RUN curl -o notes/settings/devstack.py https://…           module: written into the image
//! ```

mod command;
mod module;
mod variable;

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SettingsModuleBakedIn {
    variables: Vec<String>,
    environments: Vec<String>,
}

impl Default for SettingsModuleBakedIn {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self { variables: owned(VARIABLES), environments: owned(ENVIRONMENTS) }
    }
}

/// Variables that choose settings; a `*` in front stands for any beginning.
const VARIABLES: &[&str] = &[
    "*_SETTINGS",
    "*_SETTINGS_MODULE",
    "DJANGO_CONFIGURATION",
    "RACK_ENV",
    "SETTINGS",
    "SINATRA_ENV",
    "WORKER_CONFIGURATION_MODULE",
];

/// Words of a module's name that tell an environment, and whole names that do.
const ENVIRONMENTS: &[&str] = &[
    "assets",
    "aws",
    "build",
    "ci",
    "dev",
    "develop",
    "development",
    "devstack",
    "docker",
    "k8s",
    "kubernetes",
    "local",
    "prod",
    "production",
    "sandbox",
    "stage",
    "staging",
    "test",
    "testing",
    "tests",
    "universal",
    "yaml_config",
];

impl Rule for SettingsModuleBakedIn {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut written = module::written(self, file);
        variable::check(self, file, &mut written, sink);
        command::check(self, file, sink);
        module::report(&written, sink);
    }
}

impl SettingsModuleBakedIn {
    /// Whether a variable called `name` chooses settings.
    fn chooses(&self, name: &str) -> bool {
        self.variables.iter().any(|entry| match entry.strip_prefix('*') {
            Some(end) => name.len() > end.len() && name.ends_with(end),
            None => name == entry,
        })
    }

    /// The last part of a module's name, where it tells an environment: `production` of `notes.settings.production`.
    fn environment<'v>(&self, module: &'v str) -> Option<&'v str> {
        if module.contains(['/', ' ', '\t', ':']) {
            return None;
        }
        let last = module.rsplit('.').next().unwrap_or(module);
        self.is_environment(last).then_some(last)
    }

    fn is_environment(&self, name: &str) -> bool {
        let listed = |word: &str| self.environments.iter().any(|entry| entry.eq_ignore_ascii_case(word));
        listed(name) || name.split(['_', '-']).any(|word| listed(word.trim_end_matches(|ch: char| ch.is_ascii_digit())))
    }
}

/// What to do, in one sentence for all.
const HELP: &str = "Let the settings package itself be the settings module: it reads the operator's configuration file \
                    and serves every environment.";
