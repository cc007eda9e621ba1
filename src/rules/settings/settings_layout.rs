//! `settings-layout`: a settings package isn't divided into what operators have to provide and what has defaults.

use crate::finding::Sink;
use crate::repo::settings::{Package, Role};
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use crate::text::{Source, Span};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SettingsLayout {}

impl Rule for SettingsLayout {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        for package in &repository.settings().packages {
            if package.oep45().is_none() {
                report(package, service.place(&package.path(), repository), sink);
            }
        }
    }
}

fn report(package: &Package, (source, span): (Arc<Source>, Span), sink: &mut Sink) {
    let wanted = [(Role::Required, "required.py"), (Role::Defaults, "defaults.py")];
    let missing: Vec<&str> =
        wanted.iter().filter(|(role, _)| package.module(*role).is_none()).map(|(_, name)| *name).collect();
    let path = package.path();
    let message = match missing.as_slice() {
        [] => format!("`{path}` has no `__init__.py` that brings `required.py` and `defaults.py` together"),
        [one] => format!("`{path}` has no `{one}`"),
        _ => format!("`{path}` is not divided into `required.py` and `defaults.py`"),
    };
    let variable = package.config_variable();
    let finding = sink.report_in(&source, span, message);
    if let Some(base) = package.base()
        && let Some(first) = base.first_definitions().first()
    {
        let source = Arc::clone(&base.source);
        let count = base.first_definitions().len();
        let said = match count {
            1 => "a setting begins here".to_owned(),
            _ => format!("its settings begin here, {count} of them in one module"),
        };
        finding.label_in(source, first.span, said);
    }
    finding.help(format!(
        "Move what every operator has to provide into `required.py` and what has a default fit for production into \
         `defaults.py`. Let `__init__.py` import both, apply the file that `{variable}` names, and refuse to start while a \
         required setting is missing."
    ));
}
