//! `pipe-without-pipefail`: a pipe in a RUN under a shell that looks at the last command's success alone.
//!
//! ```text
//! SHELL ["/bin/bash", "-o", "pipefail", "-c"]     all right from here on, in stages built on this one too
//! RUN wget -qO- https://example.com/x | tar -x
//!     ^^^^ without it, its failure is lost
//! ```

use crate::finding::{Applicability, Edit, Finding, Fix, Severity, Sink};
use crate::model::{Dockerfile, Stage, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::{BlockKind, Command, Program, Redirection, RedirectionOperator, Script, program_name};
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PipeWithoutPipefail {}

impl Rule for PipeWithoutPipefail {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        // By stage: whether it ends with a safe shell. What a stage is built on stands before it.
        let mut ends_safe: Vec<bool> = Vec::with_capacity(file.stages.len());
        for (stage, steps) in file.sections() {
            let mut safe = stage.and_then(Stage::parent).is_some_and(|parent| ends_safe[parent]);
            let mut offered = false;
            for step in steps {
                if step.is(Keyword::Shell) {
                    safe = is_safe_shell(step);
                } else if step.is(Keyword::Run)
                    && let Some(losing) = losing(&step.script, safe)
                {
                    let shell = shell_for(stage);
                    let finding = report(&losing, shell, sink);
                    // One SHELL is enough for a stage; none stands before the first FROM.
                    if losing.by_shell && stage.is_some() && !std::mem::replace(&mut offered, true) {
                        let at = Span::at(file.tree.start_with_comments(step.instruction));
                        finding.fix(Fix {
                            message: "set a shell with pipefail".to_owned(),
                            applicability: Applicability::Unsafe,
                            edits: vec![Edit { span: at, replacement: format!("{shell}\n") }],
                        });
                    }
                }
            }
            if stage.is_some() {
                ends_safe.push(safe);
            }
        }
    }
}

/// The SHELL that helps.
fn shell_for(stage: Option<&Stage<'_>>) -> &'static str {
    if stage.is_some_and(|stage| stage.image_value.text.contains("alpine")) {
        "SHELL [\"/bin/ash\", \"-o\", \"pipefail\", \"-c\"]"
    } else {
        "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]"
    }
}

/// Whether SHELL names a shell with `pipefail`, or one that has no such thing.
fn is_safe_shell(step: &Step<'_>) -> bool {
    let items: Vec<String> =
        step.instruction.json().unwrap_or_default().iter().map(|item| item.text.text().into_owned()).collect();
    let first = items.first().map(|item| program_name(item));
    let no_such_thing = matches!(first.as_deref(), Some("pwsh" | "powershell" | "cmd"));
    no_such_thing || has_pipefail(items.iter().map(String::as_str))
}

/// Whether arguments hold `-o pipefail`, also as `-euo pipefail`.
fn has_pipefail<'a>(mut arguments: impl Iterator<Item = &'a str>) -> bool {
    let mut takes = false;
    arguments.any(|text| {
        let found = takes && text == "pipefail";
        takes = text.starts_with('-') && !text.starts_with("--") && text.contains('o');
        found
    })
}

/// A command whose failure is lost in a pipe.
struct Losing<'m, 't> {
    command: &'m Command<'t>,
    /// Whether the shell of the RUN loses it, not one that it starts.
    by_shell: bool,
    /// Whether it hardly ever fails.
    hardly: bool,
}

/// The first such command that may well fail, or else the first one.
fn losing<'m, 't>(script: &'m Script<'t>, safe: bool) -> Option<Losing<'m, 't>> {
    let words = |command: &'m Command<'t>| command.words.iter().filter_map(|word| word.literal());
    // By block: whether its shell looks at all commands of a pipe. Blocks are reached in their order.
    let mut harmless = None;
    let mut guarded: Vec<bool> = Vec::with_capacity(script.blocks.len());
    // By block: its last command so far.
    let mut last: Vec<Option<&Command<'t>>> = vec![None; script.blocks.len()];
    for command in &script.commands {
        let at = command.block.index();
        while let Some(block) = script.blocks.get(guarded.len()).filter(|_| guarded.len() <= at) {
            let around = block.parent.and_then(|parent| guarded.get(parent.index())).copied().unwrap_or(safe);
            // Text that is handed on: `bash -o pipefail -c "…"`.
            let owner = block.owner.filter(|_| block.kind == BlockKind::Script).map(|owner| &script[owner]);
            let other = owner.filter(|owner| owner.program().is_none_or(|program| !program.is("eval")));
            guarded.push(other.map_or(around, |shell| has_pipefail(words(shell))));
        }
        let before = last[at].replace(command);
        guarded[at] |= command.program().is_some_and(|program| program.is("set")) && has_pipefail(words(command));
        if !command.operator.is_pipe() || guarded[at] {
            continue;
        }
        let left = before.unwrap_or(command);
        let hardly = hardly_fails(left);
        if !hardly || harmless.is_none() {
            let losing = Losing { command: left, by_shell: !script.is_handed_on(command.block), hardly };
            if !hardly {
                return Some(losing);
            }
            harmless = Some(losing);
        }
    }
    harmless
}

/// Whether a command only hands on what is written there.
fn hardly_fails(command: &Command<'_>) -> bool {
    let Some(Program { name: Some(name), args, .. }) = command.program() else { return false };
    let in_place = |it: &Redirection<'_>| it.heredoc.is_some() || it.operator == RedirectionOperator::HereString;
    matches!(name, "echo" | "printf" | "true" | ":")
        || name == "cat" && args.is_empty() && command.redirections.iter().any(in_place)
}

fn report<'s>(losing: &Losing<'_, '_>, shell: &str, sink: &'s mut Sink) -> &'s mut Finding {
    let (what, span) = match losing.command.program() {
        Some(Program { name: Some(name), name_word, .. }) => (format!("`{name}`"), name_word.span),
        _ => ("this".to_owned(), losing.command.span),
    };
    let often = if losing.hardly { "hardly fails, but might" } else { "may fail" };
    let finding = sink.report(span, format!("{what} {often}, and the build goes on: only the end of a pipe counts"));
    if losing.hardly {
        finding.severity(Severity::Note);
    }
    finding.help(format!("Write `{shell}` before it."));
    finding
}
