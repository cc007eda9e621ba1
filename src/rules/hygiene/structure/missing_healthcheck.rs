//! `missing-healthcheck`: a stage from whose image nobody can tell whether the service answers.

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MissingHealthcheck {}

impl Rule for MissingHealthcheck {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let checked = file.in_lineage(|stage| stage.last(Keyword::Healthcheck).is_some());
        for (stage, checked) in file.stages.iter().zip(checked) {
            if !checked {
                let finding = sink.report(stage.span(), "this stage has no `HEALTHCHECK`");
                finding.help("Say how to ask the service for a sign of life, or `HEALTHCHECK NONE` that nobody asks.");
            }
        }
    }
}
