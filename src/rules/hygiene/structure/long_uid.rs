//! `long-uid`: a `useradd` whose large user number makes the login records enormous.

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::{Program, Word};
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LongUid {}

impl Rule for LongUid {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let runs = file.sections().flat_map(|(_, steps)| steps);
        let runs = runs.filter(|step| step.instruction.keyword == Keyword::Run);
        for command in runs.flat_map(|step| &step.script.commands) {
            let Some(program) = command.program().filter(|program| program.is("useradd")) else { continue };
            if program.args.iter().any(skips_log) {
                continue;
            }
            let Some((number, span)) = uid(&program).filter(|(number, _)| number.len() > LONGEST) else { continue };
            let message = format!("the user number `{number}` makes `/var/log/faillog` and `lastlog` huge");
            let finding = sink.report(span, message);
            finding.help("Add `--no-log-init`: the records have a place for each number up to the largest.");
            let at = Span::at(program.name_word.span.end);
            let edits = vec![Edit { span: at, replacement: " --no-log-init".to_owned() }];
            finding.fix(Fix { message: "add --no-log-init".to_owned(), applicability: Applicability::Safe, edits });
        }
    }
}

/// Digits of the numbers up to which the records stay small.
const LONGEST: usize = 5;

fn skips_log(word: &Word<'_>) -> bool {
    let text = word.prefix();
    text == "--no-log-init" || text.starts_with('-') && !text.starts_with("--") && letters(text).contains('l')
}

/// The letters of a cluster up to the one that takes a value.
fn letters(cluster: &str) -> &str {
    let valued = |letter: char| "bcdefgGkKpRPsuZ".contains(letter);
    cluster.find(valued).map_or(cluster, |at| &cluster[..=at])
}

/// The number that `-u` gives, in the next word or in the same.
fn uid<'a>(program: &Program<'a, '_>) -> Option<(&'a str, Span)> {
    let mut args = program.args.iter();
    while let Some(word) = args.next() {
        let text = word.prefix();
        let joined = match text.strip_prefix("--uid") {
            Some(rest) => rest.strip_prefix('=').or(rest.is_empty().then_some("")),
            None if text.starts_with("--") => None,
            None if text.starts_with('-') && letters(text).ends_with('u') => text.get(letters(text).len()..),
            None => None,
        };
        let found = match joined {
            Some("") => args.next().and_then(|value| Some((value.literal()?, value.span))),
            Some(value) => word.literal().map(|_| (value, word.span)),
            None => continue,
        };
        return found.filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    }
    None
}
