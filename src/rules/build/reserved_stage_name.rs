//! `reserved-stage-name`: a stage is called `scratch` or `context`.

use super::place::report;
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReservedStageName {}

impl Rule for ReservedStageName {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for stage in &file.stages {
            let Some(name) = &stage.name else { continue };
            let text = name.text();
            if ["context", "scratch"].iter().any(|reserved| text.eq_ignore_ascii_case(reserved)) {
                let message = "this name of a stage means something else to BuildKit";
                report(file, sink, stage.from, name.span(), message).help("Call the stage something else.");
            }
        }
    }
}
