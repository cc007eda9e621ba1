//! `duplicate-stage-name`: two stages have the same name.

use super::place::report;
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use crate::text::holds_opaque;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashMap;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DuplicateStageName {}

impl Rule for DuplicateStageName {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut first = HashMap::new();
        for (stage, name) in file.stages.iter().filter_map(|stage| Some((stage, stage.name.as_ref()?))) {
            let lower = name.text().to_lowercase();
            // Two template tags may stand for two names.
            if holds_opaque(&lower) {
                continue;
            }
            let Some(&before) = first.get(&lower) else {
                first.insert(lower, name.span());
                continue;
            };
            let message = format!("a stage before this one is called `{lower}` as well");
            report(file, sink, stage.from, name.span(), message)
                .label(before, "first here")
                .help("Give it a name of its own; names of stages have no case.");
        }
    }
}
