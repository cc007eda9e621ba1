//! `from-as-casing`: FROM and AS are not written alike.

use super::place::report;
use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FromAsCasing {}

impl Rule for FromAsCasing {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for from in file.stages.iter().map(|stage| stage.from) {
            let words = from.words();
            let [_, word, _, ..] = words.as_slice() else { continue };
            let keyword = from.keyword_text();
            let (from_text, written) = (keyword.as_ref(), word.text());
            let right = match () {
                () if !written.eq_ignore_ascii_case("as") => continue,
                () if from_text == "from" => "as",
                () if from_text == "FROM" => "AS",
                () => continue,
            };
            if written == right {
                continue;
            }
            let message = format!("`{written}` is not in the case of `{from_text}`");
            let finding = report(file, sink, from, word.span(), message);
            finding.help(format!("Write `{right}`."));
            finding.fix(Fix {
                message: format!("write `{right}`"),
                applicability: Applicability::Safe,
                edits: vec![Edit { span: word.span(), replacement: right.to_owned() }],
            });
        }
    }
}
