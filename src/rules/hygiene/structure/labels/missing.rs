//! `label-missing`: an image without a label that the schema asks for.

use super::{Schema, key};
use crate::finding::Sink;
use crate::model::{Base, Dockerfile, ImageUse, Stage, UseKind};
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The rule, which holds the schema of all others.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct LabelMissing(Schema);

impl Rule for LabelMissing {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        // What others copy from is no image of its own.
        let copied: BTreeSet<Option<usize>> =
            file.images.iter().filter(|it| it.kind == UseKind::Copy).map(source).collect();
        let labelled: Vec<(&str, Vec<bool>)> =
            self.0.labels.keys().map(|name| (name.as_str(), file.in_lineage(|stage| sets(stage, name)))).collect();
        for stage in file.stages.iter().filter(|stage| !copied.contains(&Some(stage.index))) {
            let lacked = labelled.iter().filter(|(_, has)| !has[stage.index]);
            let missing: Vec<&str> = lacked.map(|(name, _)| *name).collect();
            let Some((first, others)) = missing.split_first() else { continue };
            let message = match others {
                [] => format!("the image has no label `{first}`"),
                _ => format!("the image has none of the labels `{}`", missing.join("`, `")),
            };
            sink.report(stage.span(), message).help(format!("Add `LABEL {first}=…` to this stage."));
        }
    }
}

/// The stage that is copied from.
fn source(image: &ImageUse<'_>) -> Option<usize> {
    match image.target {
        Base::Stage(index) => Some(index),
        _ => None,
    }
}

fn sets(stage: &Stage<'_>, name: &str) -> bool {
    let labels = stage.steps.iter().filter(|step| step.is(Keyword::Label));
    labels.flat_map(|step| &step.labels).any(|pair| key(pair) == name)
}
