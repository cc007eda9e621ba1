//! `label-unknown`: a label that a strict schema does not list.

use super::{Schema, key, labels};
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct LabelUnknown(Schema);

impl Rule for LabelUnknown {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        if !self.0.strict {
            return;
        }
        for label in labels(file) {
            let mut unknown = label.step.labels.iter().filter(|pair| self.0.format(pair).is_none());
            let Some(first) = unknown.next() else { continue };
            let finding = sink.report(first.name.span(), format!("`{}` is no label of the schema", key(first)));
            for other in unknown {
                finding.label(other.name.span(), "nor is this one");
            }
            finding.help("Remove it, or add it to `schema` of `[rules.label-missing]`.");
        }
    }
}
