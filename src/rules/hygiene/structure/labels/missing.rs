//! `label-missing`: an image without a label that the schema asks for.

use super::{Schema, key};
use crate::finding::Sink;
use crate::model::{Base, Dockerfile, Stage, UseKind};
use crate::parse::{Keyword, Word};
use crate::rules::Rule;
use serde::Deserialize;

/// The rule, which holds the schema of all others.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct LabelMissing(Schema);

impl Rule for LabelMissing {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for stage in &file.stages {
            let missing: Vec<&str> =
                self.0.labels.keys().map(String::as_str).filter(|name| lacks(file, stage, name)).collect();
            let Some((first, others)) = missing.split_first() else { continue };
            let span = stage.name.as_ref().or(stage.image.as_ref()).map_or(stage.from.keyword_span, Word::span);
            let message = match others {
                [] => format!("the image has no label `{first}`"),
                _ => format!("the image has none of the labels `{}`", missing.join("`, `")),
            };
            sink.report(span, message).help(format!("Add `LABEL {first}=…` to this stage."));
        }
    }
}

/// Whether an image made of `stage` goes without the label.
fn lacks(file: &Dockerfile<'_>, stage: &Stage<'_>, name: &str) -> bool {
    let labelled = |stage: &Stage<'_>| file.chain(stage).any(|stage| sets(stage, name));
    // What others copy from is no image of its own, nor is what a labelled one is built on.
    let copied = || file.images.iter().any(|it| it.kind == UseKind::Copy && it.target == Base::Stage(stage.index));
    let continued = |later: &Stage<'_>| labelled(later) && file.chain(later).any(|it| it.index == stage.index);
    !labelled(stage) && !copied() && !file.stages[stage.index + 1..].iter().any(continued)
}

fn sets(stage: &Stage<'_>, name: &str) -> bool {
    let labels = stage.steps.iter().filter(|step| step.is(Keyword::Label));
    labels.flat_map(|step| step.instruction.pairs()).any(|pair| key(&pair) == name)
}
