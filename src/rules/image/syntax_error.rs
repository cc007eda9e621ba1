//! `syntax-error`: what BuildKit would refuse to parse or build for sure.

use crate::finding::{Severity, Sink};
use crate::model::Dockerfile;
use crate::parse::{Problem, Refusal};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SyntaxError {}

impl Rule for SyntaxError {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for problem in file.tree.problems.iter().chain(&file.problems) {
            report(problem, sink);
        }
        // BuildKit reads such bytes, but nothing else that shows the file does: a note, once.
        if let Some(&span) = file.source.invalid().first() {
            let places = file.source.invalid().len();
            let finding = sink.report(span, "bytes that are not UTF-8").severity(Severity::Note);
            finding.help("Save the file as UTF-8; the bytes were probably written in an older encoding.");
            if places > 1 {
                finding.note(format!("and in {} more places", places - 1));
            }
        }
    }
}

fn report(problem: &Problem, sink: &mut Sink) {
    let finding = sink.report(problem.span, &problem.message);
    if let Some((span, message)) = &problem.label {
        finding.label(*span, message);
    }
    if let Some(help) = &problem.help {
        finding.help(help);
    }
    if problem.refusal == Refusal::Accepted {
        finding.severity(Severity::Note);
    }
}
