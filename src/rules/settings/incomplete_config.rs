//! `incomplete-config`: a configuration file of the repository lacks settings that are required.

use super::names::listed;
use crate::finding::Sink;
use crate::repo::settings::{Definition, ValueKind};
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct IncompleteConfig {
    /// Files that only complete others, by path.
    partial: Vec<String>,
}

/// How many settings a message names.
const NAMED: usize = 8;

impl Rule for IncompleteConfig {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        for package in &repository.settings().packages {
            let Some((required, _)) = package.oep45() else { continue };
            let wanted: Vec<&Definition> =
                required.first_definitions().into_iter().filter(|it| !is_from_environment(it)).collect();
            for file in repository.config_files().iter().filter(|file| file.package == package.directory) {
                let given = file.names();
                let missing: Vec<&Definition> =
                    wanted.iter().copied().filter(|it| !given.contains(it.name.as_str())).collect();
                // A file that sets nothing of the kind completes another one.
                if missing.is_empty() || missing.len() == wanted.len() || self.partial.contains(&file.path) {
                    continue;
                }
                let names = listed(missing.iter().map(|it| it.name.as_str()), NAMED);
                let verb = if missing.len() == 1 { "is" } else { "are" };
                let lacking: BTreeSet<&str> = missing.iter().map(|it| it.name.as_str()).collect();
                let empty = file.entries.iter().find(|it| it.is_null && lacking.contains(it.name.value.as_str()));
                let first = file.entries.first().map_or(Span::at(0), |entry| entry.name.span);
                let place = empty.map_or(first, |entry| entry.name.span);
                let finding = sink.report_in(
                    &file.source,
                    place,
                    format!("`{}` lacks {names}, which {verb} required", file.path),
                );
                for definition in missing.iter().take(NAMED) {
                    finding.label_in(Arc::clone(&required.source), definition.span, "");
                }
                finding.help("Give each a value that fits this environment: the application does not start without.");
            }
        }
    }
}

/// Whether a variable of its own provides the setting.
fn is_from_environment(definition: &Definition) -> bool {
    definition.value.as_ref().is_some_and(|value| matches!(value.kind, ValueKind::Environment { .. }))
}
