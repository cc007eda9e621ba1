//! `settings-overlap`: `required.py` and `defaults.py` both set a setting.

use crate::finding::Sink;
use crate::repo::settings::Definition;
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SettingsOverlap {}

impl Rule for SettingsOverlap {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        for (required, defaults) in repository.settings().packages.iter().filter_map(|package| package.oep45()) {
            let mut both: BTreeMap<&str, (&Definition, &Definition)> = BTreeMap::new();
            let mut first: BTreeMap<&str, &Definition> = BTreeMap::new();
            for definition in &required.definitions {
                first.entry(&definition.name).or_insert(definition);
            }
            for default in &defaults.definitions {
                if let Some(other) = first.get(default.name.as_str()).copied() {
                    both.entry(&default.name).or_insert((default, other));
                }
            }
            for (name, (default, other)) in both {
                let message = format!("`{name}` is required and has a default as well");
                sink.report_in(&defaults.source, default.span, message)
                    .note("`defaults.py` gives it a value")
                    .label_in(Arc::clone(&required.source), other.span, "`required.py` says that operators have to")
                    .help(format!(
                        "Leave `{name}` in `required.py` alone if no value suits most operators, and in `defaults.py` alone \
                         if one does."
                    ));
            }
        }
    }
}
