//! `empty-continuation`: a blank line stands inside a continued instruction.

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use crate::parse::NodeKind;
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EmptyContinuation {}

impl Rule for EmptyContinuation {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let lines = file.source.lines();
        for node in &file.tree.nodes {
            let NodeKind::Instruction(index) = node.kind else { continue };
            let instruction = &file.tree.instructions[index as usize];
            let Some(first) = instruction.blanks.first() else { continue };
            // A heredoc's body stands behind the continued text.
            let end = if instruction.heredocs.is_empty() { node.span.end } else { instruction.rest().span().end };
            let last = lines.span(lines.line(end.saturating_sub(1)), file.source.text());
            let name = instruction.onbuild.unwrap_or(instruction.keyword_span);
            let message = format!("a blank line stands inside this `{}`", file.source.slice(name));
            let finding = sink.report(trimmed(file.source.text(), last), message);
            finding.label(Span::at(first.start), "blank");
            // What follows may be meant as an instruction: without the blank line, nobody would see that it is none.
            if instruction.restarts().next().is_some() {
                finding.help("Take the backslash off the line above it, where the instruction was to end.");
                continue;
            }
            finding.help("Remove it, or put a `#` there: a later Docker may end the instruction at it.");
            finding.fix(Fix {
                message: "remove the blank lines".to_owned(),
                applicability: Applicability::Safe,
                edits: instruction.blanks.iter().map(|&span| Edit { span, replacement: String::new() }).collect(),
            });
        }
    }
}

/// The line without blanks around; an empty one where it holds nothing else.
fn trimmed(text: &str, line: Span) -> Span {
    let shown = line.of(text);
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(0);
    let start = line.start + length(shown) - length(shown.trim_start());
    if shown.trim().is_empty() { Span::at(line.start) } else { Span::new(start, start + length(shown.trim())) }
}
