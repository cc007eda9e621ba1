//! `instruction-casing`: an instruction is not in the case in which the file writes most of them.

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InstructionCasing {}

impl Rule for InstructionCasing {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let steps = |index: usize| file.stages[index].steps.iter().map(|step| step.instruction);
        let all = file.stages.iter().flat_map(|stage| std::iter::once(stage.from).chain(steps(stage.index)));
        let known = all.filter(|instruction| instruction.keyword != Keyword::Unknown);
        // In front of a trigger, `ONBUILD` is the instruction.
        let keywords = known.map(|it| it.line().slice(it.onbuild.unwrap_or(it.keyword_span)));
        let keywords: Vec<_> = keywords.map(|keyword| (keyword.span(), keyword.text())).collect();
        let count = |is: fn(&u8) -> bool| keywords.iter().filter(|(_, text)| text.as_bytes().iter().all(is)).count();
        let lower = count(u8::is_ascii_lowercase) > count(u8::is_ascii_uppercase);
        let wanted = if lower { str::to_lowercase } else { str::to_uppercase };
        for (span, written) in &keywords {
            let other = if lower { u8::is_ascii_uppercase } else { u8::is_ascii_lowercase };
            if written.is_ascii() && !written.as_bytes().iter().any(other) {
                continue;
            }
            let right = wanted(written);
            if right == *written {
                continue;
            }
            let mixed = written.to_lowercase() != *written && written.to_uppercase() != *written;
            let message = match (mixed, lower) {
                (true, _) => format!("`{written}` mixes capitals and small letters"),
                (false, true) => format!("`{written}` is in capitals, unlike most instructions of the file"),
                (false, false) => format!("`{written}` is in small letters, unlike other instructions of the file"),
            };
            let finding = sink.report(*span, message);
            finding.help(format!("Write `{right}`."));
            finding.fix(Fix {
                message: format!("write `{right}`"),
                applicability: Applicability::Safe,
                edits: vec![Edit { span: *span, replacement: right }],
            });
        }
    }
}
