//! `label-empty`: a label of the schema without a value.

use super::{Schema, key, labels, value};
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct LabelEmpty(Schema);

impl Rule for LabelEmpty {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for label in labels(file) {
            for pair in &label.step.labels {
                let known = self.0.format(pair).is_some();
                if known && value(file, label.place, pair).is_some_and(|value| value.is_empty()) {
                    let finding = sink.report(pair.span, format!("the label `{}` is empty", key(pair)));
                    finding.help("Give it a value, or leave the label out where it has none.");
                }
            }
        }
    }
}
