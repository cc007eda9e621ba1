//! `wget-and-curl`: a stage that downloads with two programs.

use crate::finding::Sink;
use crate::model::{Dockerfile, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WgetAndCurl {}

impl Rule for WgetAndCurl {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for (_, steps) in file.sections() {
            // Triggers run in another build than the steps around them.
            for triggers in [false, true] {
                let runs = steps.iter().filter(|step| step.instruction.keyword == Keyword::Run);
                let runs = runs.filter(|step| step.instruction.onbuild.is_some() == triggers);
                check(runs, sink);
            }
        }
    }
}

/// One finding, at the first use of the program that came second.
fn check<'m, 't: 'm>(runs: impl Iterator<Item = &'m Step<'t>>, sink: &mut Sink) {
    let mut first: Option<(&str, Span)> = None;
    for command in runs.flat_map(|step| &step.script.commands) {
        let Some(program) = command.program() else { continue };
        let Some(name @ ("wget" | "curl")) = program.name else { continue };
        match first {
            None => first = Some((name, program.name_word.span)),
            Some((other, span)) if other != name => {
                let finding = sink.report(program.name_word.span, format!("`{name}` beside `{other}`"));
                finding.label(span, format!("`{other}` here"));
                finding.help("Use one of them for all downloads, and install that one alone.");
                return;
            }
            Some(_) => {}
        }
    }
}
