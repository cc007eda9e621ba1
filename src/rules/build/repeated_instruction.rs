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
            for keyword in [Keyword::Cmd, Keyword::Entrypoint, Keyword::Healthcheck] {
                let all: Vec<Executed<'_>> = file.executed_in(stage).filter(|it| it.is(keyword)).collect();
                for pair in all.windows(2) {
                    let (idle, next) = (pair[0], pair[1]);
                    let name = keyword.as_str();
                    let message = format!("this `{name}` never counts: a later one of the stage takes its place");
                    let finding = sink.report(idle.cause().keyword_span, message);
                    if let Some(from) = idle.fired_by {
                        finding.label(
                            idle.instruction.keyword_span,
                            format!("the `{name}` that `{}` fires", from.keyword.as_str()),
                        );
                    }
                    finding.label(next.instruction.keyword_span, "this one");
                    finding.help(format!("Keep one `{name}` in a stage."));
                    if idle.fired_by.is_none() {
                        finding.fix(Fix {
                            message: format!("remove this `{name}`"),
                            applicability: Applicability::Unsafe,
                            edits: vec![Edit { span: lines(file, idle.instruction), replacement: String::new() }],
                        });
                    }
                }
            }
        }
    }
}

/// All lines of an instruction, with the last one's end.
fn lines(file: &Dockerfile<'_>, instruction: &Instruction<'_>) -> Span {
    let nodes = &file.tree.nodes;
    let node = nodes.partition_point(|node| node.span.end <= instruction.span.start);
    nodes.get(node).map_or(instruction.span, |node| node.span)
}
