//! `uncommented-command`: a RUN that does several things, and no comment says why.

use crate::finding::Sink;
use crate::model::{Dockerfile, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::Operator;
use crate::text::Span;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UncommentedCommand {
    /// A RUN of as many lines needs a comment.
    lines: u32,
    /// A RUN with as many operators between its commands needs one, too.
    operators: usize,
}

impl Default for UncommentedCommand {
    fn default() -> Self {
        Self { lines: 3, operators: 2 }
    }
}

impl Rule for UncommentedCommand {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let explanations = file.explanations();
        let mut installations = file.installations().iter().peekable();
        for (place, step) in file.steps() {
            let mut listed = false;
            while let Some(installation) = installations.next_if(|it| it.place <= place) {
                listed |= installation.place == place && explanations.list(installation);
            }
            let instruction = step.instruction;
            if instruction.keyword != Keyword::Run
                || listed
                || explanations.of_instruction(file.tree, instruction).is_some()
            {
                continue;
            }
            let (lines, operators) = (lines(file, instruction.span), operators(step));
            if lines >= self.lines || operators >= self.operators {
                let size =
                    if lines >= self.lines { format!("{lines} lines") } else { format!("{} commands", operators + 1) };
                sink.report(instruction.keyword_span, format!("no comment explains this `RUN` of {size}"))
                    .help("Say above it what it is for; where it does several things, say it above each of them.");
            }
        }
    }
}

fn lines(file: &Dockerfile<'_>, span: Span) -> u32 {
    let lines = file.source.lines();
    lines.line(span.end.saturating_sub(1).max(span.start)) - lines.line(span.start) + 1
}

/// What joins its commands, line ends left out.
fn operators(step: &Step<'_>) -> usize {
    let joins = |operator| !matches!(operator, Operator::Start | Operator::Newline);
    step.script.commands.iter().filter(|command| joins(command.operator)).count()
}
