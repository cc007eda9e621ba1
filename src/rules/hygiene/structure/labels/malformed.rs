//! `label-not-url` and its kin: a label whose value is not of the form that the schema asks for.

use super::format::Format;
use super::{Schema, key, labels, value};
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::Word;
use crate::rules::Rule;

/// The rule of one form.
#[derive(Debug)]
pub(super) struct Malformed {
    pub(super) schema: Schema,
    pub(super) format: Format,
}

impl Rule for Malformed {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for label in labels(file) {
            for pair in &label.step.labels {
                if self.schema.format(pair) != Some(self.format) {
                    continue;
                }
                let Some(value) = value(file, label.place, pair).filter(|value| !self.format.fits(value)) else {
                    continue;
                };
                let span = pair.value.as_ref().map(Word::span).filter(|span| !span.is_empty());
                let message = format!("`{}` is not {}", key(pair), self.format.described());
                let finding = sink.report(span.unwrap_or(pair.span), message);
                if pair.value.as_ref().is_some_and(|word| word.literal().is_none()) {
                    finding.note(format!("reads `{value}`"));
                }
                finding.help(format!("Write one like `{}`.", self.format.example()));
            }
        }
    }
}
