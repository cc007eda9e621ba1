//! `pipe-without-pipefail`: a pipe in a RUN under a shell that looks at the last command's success alone.
//!
//! ```text
//! SHELL ["/bin/bash", "-o", "pipefail", "-c"]     all right from here on, in stages built on this one too
//! RUN wget -qO- https://example.com/x | tar -x
//!     ^^^^ without it, its failure is lost
//! ```

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::{Dockerfile, Stage, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::{BlockKind, Command, Script, is_shell};
use crate::text::Span;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PipeWithoutPipefail {}

impl Rule for PipeWithoutPipefail {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for (stage, steps) in file.sections() {
            let mut safe = stage.is_some_and(|stage| starts_safe(file, stage));
            let mut first = true;
            for step in steps {
                if step.is(Keyword::Shell) {
                    safe = is_safe_shell(step);
                } else if step.is(Keyword::Run)
                    && let Some(losing) = losing(&step.script, safe)
                {
                    report(step, losing, first, sink);
                    first = false;
                }
            }
        }
    }
}

/// Whether a stage is built on one of the file that ended with a safe shell.
fn starts_safe(file: &Dockerfile<'_>, stage: &Stage<'_>) -> bool {
    file.chain(stage).skip(1).find_map(|above| above.last(Keyword::Shell)).is_some_and(is_safe_shell)
}

/// Whether SHELL names a shell with `pipefail`, or one that has no such thing.
fn is_safe_shell(step: &Step<'_>) -> bool {
    let items: Vec<String> =
        step.instruction.json().unwrap_or_default().iter().map(|item| item.text.text().into_owned()).collect();
    let name = |item: &String| {
        item.to_lowercase().rsplit(['/', '\\']).next().map(|name| name.trim_end_matches(".exe").to_owned())
    };
    match items.first().and_then(name).as_deref() {
        Some("pwsh" | "powershell" | "cmd") => true,
        Some(shell) if is_shell(shell) || matches!(shell, "busybox" | "env") => {
            has_pipefail(items.iter().map(String::as_str))
        }
        _ => false,
    }
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

/// The first command whose failure is lost in a pipe.
fn losing<'m, 't>(script: &'m Script<'t>, safe: bool) -> Option<&'m Command<'t>> {
    let words = |command: &'m Command<'t>| command.words.iter().filter_map(|word| word.literal());
    // By block: whether its shell looks at all commands of a pipe. Blocks stand behind those around them.
    let mut guarded: Vec<bool> = Vec::with_capacity(script.blocks.len());
    for block in &script.blocks {
        let around = block.parent.and_then(|parent| guarded.get(parent.index())).copied().unwrap_or(safe);
        guarded.push(match block.owner.filter(|_| block.kind == BlockKind::Script) {
            // Text that is handed on: `bash -o pipefail -c "…"`.
            Some(owner) if !script[owner].program().is_some_and(|it| it.is("eval")) => {
                has_pipefail(words(&script[owner]))
            }
            _ => around,
        });
    }
    for (index, command) in script.commands.iter().enumerate() {
        if command.program().is_some_and(|program| program.is("set")) && has_pipefail(words(command)) {
            // It holds for what follows, in blocks inside as well.
            let block = command.block;
            for (id, inner) in script.iter_blocks() {
                let within = std::iter::successors(Some(id), |id| script[*id].parent).any(|around| around == block);
                if within && inner.span.end > command.span.end {
                    guarded[id.index()] = true;
                }
            }
        }
        if command.operator.is_pipe() && !guarded[command.block.index()] {
            let left = script.commands[..index].iter().rev().find(|left| left.block == command.block);
            return left.or(Some(command));
        }
    }
    None
}

fn report(step: &Step<'_>, losing: &Command<'_>, first: bool, sink: &mut Sink) {
    let (what, span) = match losing.program() {
        Some(program) if program.name.is_some() => {
            (format!("`{}`", program.name.unwrap_or_default()), program.name_word.span)
        }
        _ => ("this".to_owned(), losing.span),
    };
    let finding = sink.report(span, format!("{what} may fail, and the build goes on: only the end of a pipe counts"));
    finding.help("Write `SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]` before it; on Alpine, `/bin/ash`.");
    // One SHELL is enough for a stage.
    if first {
        let replacement = "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n".to_owned();
        let edits = vec![Edit { span: Span::at(step.instruction.span.start), replacement }];
        finding.fix(Fix {
            message: "set a shell with pipefail".to_owned(),
            applicability: Applicability::Unsafe,
            edits,
        });
    }
}
