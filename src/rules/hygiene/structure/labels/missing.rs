//! `label-missing`: an image without a label that the schema asks for.

use super::{Schema, key};
use crate::finding::Sink;
use crate::model::{Base, Dockerfile, Stage, UseKind};
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule, which holds the schema of all others.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct LabelMissing(Schema);

impl Rule for LabelMissing {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for stage in &file.stages {
            // What others copy from is no image of its own.
            if file.images.iter().any(|it| it.kind == UseKind::Copy && it.target == Base::Stage(stage.index)) {
                continue;
            }
            let lacks = |name: &&str| !file.lineage(stage).any(|stage| sets(stage, name));
            let missing: Vec<&str> = self.0.labels.keys().map(String::as_str).filter(lacks).collect();
            let Some((first, others)) = missing.split_first() else { continue };
            let message = match others {
                [] => format!("the image has no label `{first}`"),
                _ => format!("the image has none of the labels `{}`", missing.join("`, `")),
            };
            sink.report(stage.span(), message).help(format!("Add `LABEL {first}=…` to this stage."));
        }
    }
}

fn sets(stage: &Stage<'_>, name: &str) -> bool {
    let labels = stage.steps.iter().filter(|step| step.is(Keyword::Label));
    labels.flat_map(|step| step.instruction.pairs()).any(|pair| key(&pair) == name)
}
