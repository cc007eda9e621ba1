//! `repeated-instruction`: a CMD, ENTRYPOINT or HEALTHCHECK that a later one of its stage overrides.

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::{Dockerfile, Executed};
use crate::parse::{Instruction, Keyword};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RepeatedInstruction {}

impl Rule for RepeatedInstruction {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for stage in &file.stages {
            judge(file, file.executed_in(stage), sink);
        }
        judge(file, file.executed_in_piece(), sink);
    }
}

/// What one stage executes.
fn judge<'t>(file: &Dockerfile<'t>, executed: impl Iterator<Item = Executed<'t>>, sink: &mut Sink) {
    let keywords = [Keyword::Cmd, Keyword::Entrypoint, Keyword::Healthcheck];
    let executed: Vec<_> = executed.filter(|it| keywords.contains(&it.instruction.keyword)).collect();
    for keyword in keywords {
        let mut last: Option<&Executed<'_>> = None;
        for next in executed.iter().filter(|it| it.is(keyword)) {
            if let Some(idle) = last.replace(next) {
                tell(file, idle, next, sink);
            }
        }
    }
}

fn tell(file: &Dockerfile<'_>, idle: &Executed<'_>, next: &Executed<'_>, sink: &mut Sink) {
    let name = idle.instruction.keyword.as_str();
    let message = format!("this `{name}` never counts: a later one of the stage takes its place");
    let finding = sink.report(idle.cause().keyword_span, message);
    if let Some(from) = idle.fired_by {
        let message = format!("the `{name}` that `{}` fires", from.keyword.as_str());
        finding.label(idle.instruction.keyword_span, message);
    }
    finding.label(next.instruction.keyword_span, "this one");
    finding.known_as(match idle.instruction.keyword {
        Keyword::Cmd => &["MultipleInstructionsDisallowed", "DL4003"],
        Keyword::Entrypoint => &["MultipleInstructionsDisallowed", "DL4004"],
        _ => &["MultipleInstructionsDisallowed", "DL3012"],
    });
    finding.help(format!("Keep one `{name}` in a stage."));
    if idle.fired_by.is_none() {
        finding.fix(Fix {
            message: format!("remove this `{name}`"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: lines(file, idle.instruction), replacement: String::new() }],
        });
    }
}

/// All lines of an instruction, with the last one's end.
fn lines(file: &Dockerfile<'_>, instruction: &Instruction<'_>) -> Span {
    let nodes = &file.tree.nodes;
    let node = nodes.partition_point(|node| node.span.end <= instruction.span.start);
    nodes.get(node).map_or(instruction.span, |node| node.span)
}
