//! `unchecked-required-setting`: the application starts without a setting that it requires.

use super::names::listed;
use crate::finding::Sink;
use crate::repo::settings::{Definition, Names, Package, ValueKind};
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UncheckedRequiredSetting {}

/// How many settings a message names.
const NAMED: usize = 5;

impl Rule for UncheckedRequiredSetting {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        for package in &repository.settings().packages {
            let Some((required, _)) = package.oep45() else { continue };
            // What can't be read may check.
            if package.modules.iter().any(|module| module.problem.is_some()) {
                continue;
            }
            let unchecked: Vec<&Definition> = unchecked(package);
            if let Some((first, rest)) = unchecked.split_first()
                && !is_checked_elsewhere(package, repository)
            {
                let names = listed(unchecked.iter().map(|it| it.name.as_str()), NAMED);
                let verb = if rest.is_empty() { "is" } else { "are" };
                let finding = sink.report_in(
                    &required.source,
                    first.span,
                    format!("the application starts without {names}, which {verb} required"),
                );
                for other in rest.iter().take(NAMED - 1) {
                    finding.label(other.span, "");
                }
                if let Some(init) = package.modules.iter().find(|it| it.path.ends_with("__init__.py")) {
                    finding.label_in(
                        Arc::clone(&init.source),
                        init.first_line(),
                        "nothing here looks whether it is set",
                    );
                }
                finding.help(
                    "Once the configuration file is applied, collect the settings of `required.py` that are still unset, and \
                     raise `ImproperlyConfigured` with the names of all of them.",
                );
            }
        }
    }
}

/// The settings of `required.py` that stand there without a value, and that no check looks at.
fn unchecked(package: &Package) -> Vec<&Definition> {
    let Some((required, _)) = package.oep45() else { return Vec::new() };
    let checks = || package.modules.iter().flat_map(|module| &module.checks);
    if checks().any(|check| check.names == Names::All) {
        return Vec::new();
    }
    let is_checked =
        |name: &str| checks().any(|check| matches!(&check.names, Names::Listed(names) if names.contains(name)));
    let definitions = required.first_definitions().into_iter();
    definitions.filter(|it| is_plain(it) && !is_checked(&it.name)).collect()
}

/// Whether the setting's own value does not fail by itself: `environ["X"]` does, and a call may.
fn is_plain(definition: &Definition) -> bool {
    definition.value.as_ref().is_none_or(|value| match &value.kind {
        ValueKind::Environment { fails, .. } => !fails,
        ValueKind::Configured { .. } | ValueKind::Computed(_) => false,
        _ => true,
    })
}

/// Whether Python code outside the package looks at `required.py`, as a check of Django's own framework does.
fn is_checked_elsewhere(package: &Package, repository: &Repository<'_>) -> bool {
    let inside = format!("{}/", package.directory);
    let outside =
        repository.paths().iter().filter(|path| path.strip_suffix(".py").is_some() && !path.starts_with(&inside));
    let looks = |text: &str| text.contains("settings.required") || text.contains("settings import required");
    outside.into_iter().any(|path| repository.text(path).is_some_and(|source| looks(source.text())))
}
