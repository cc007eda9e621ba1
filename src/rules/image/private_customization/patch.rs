//! Patches of the context that the build applies to the application.

use super::HELP;
use crate::finding::Sink;
use crate::model::{Dockerfile, Stage};
use crate::parse::Keyword;
use crate::shell::{Command, RedirectionOperator, Word};
use crate::text::Span;
use std::collections::BTreeMap;

/// Patches of a file that are looked at: where each comes from takes a walk through the steps.
const MOST: usize = 100;

pub(super) fn check(file: &Dockerfile<'_>, sink: &mut Sink) {
    for (copy, patches) in by_copy(file, sink) {
        let Some(((first, name), others)) = patches.split_first() else { continue };
        let finding = sink.report(*first, format!("the shared image is patched: `{name}`"));
        finding.label(copy, "the patch comes from here");
        for (span, name) in others {
            finding.label(*span, format!("and `{name}` here"));
        }
        finding.help(HELP);
    }
}

/// The patches that the build applies, by what copies them: that is their one cause.
fn by_copy(file: &Dockerfile<'_>, sink: &mut Sink) -> BTreeMap<Span, Vec<(Span, String)>> {
    let mut patches: BTreeMap<Span, Vec<(Span, String)>> = BTreeMap::new();
    let own = file.on_foundation();
    let mut left = MOST;
    for stage in file.stages.iter().filter(|stage| own[stage.index]) {
        for step in stage.steps.iter().filter(|step| step.is(Keyword::Run)) {
            if left == 0 {
                return patches;
            }
            let applied = step.script.commands.iter().filter_map(applied).take(left).find_map(|word| {
                left -= 1;
                let copy = copied(file, stage, &word.text());
                if copy.is_none() {
                    sink.spare(word.span, || "nothing tells that the patch comes from the context");
                }
                Some((word, copy?))
            });
            let Some((word, copy)) = applied else { continue };
            let text = word.text();
            let name = text.rsplit('/').next().unwrap_or(&text);
            patches.entry(copy).or_default().push((word.span, name.to_owned()));
        }
    }
    patches
}

/// The file that a command applies as a patch; `None` for one that it gets through a pipe.
fn applied<'a, 't>(command: &'a Command<'t>) -> Option<&'a Word<'t>> {
    if command.operator.is_pipe() {
        return None;
    }
    let program = command.program()?;
    let read = command.redirections.iter().find(|it| it.operator == RedirectionOperator::Read).map(|it| &it.target);
    let named = || program.args.iter().find(|word| is_patch(&word.text()));
    match program.name? {
        "patch" => read.or_else(named),
        "git" => {
            // Behind options of git itself: `git -C /app apply`.
            let at = program.args.iter().position(|word| word.is("apply") || word.is("am"))?;
            let only_looks = ["--check", "--stat", "--numstat", "--summary"].iter().any(|option| program.has(option));
            // What git is told to apply is a patch, whatever its name.
            let operand = |word: &&Word<'_>| word.literal().is_some_and(|text| !text.starts_with('-'));
            named().or(read).or_else(|| program.args[at + 1..].iter().rfind(operand)).filter(|_| !only_looks)
        }
        _ => None,
    }
}

fn is_patch(text: &str) -> bool {
    [".patch", ".diff"].iter().any(|end| text.trim_end_matches('*').ends_with(end))
}

/// Where the stage, or one it is built on, copies the patch from the context.
fn copied(file: &Dockerfile<'_>, stage: &Stage<'_>, patch: &str) -> Option<Span> {
    let name = patch.rsplit('/').next().unwrap_or(patch);
    let mut next = Some(stage.index);
    // Chains in real files are short; longer ones would cost their square.
    for _ in 0..64 {
        let owner = &file.stages[next?];
        for step in &owner.steps {
            let instruction = step.instruction;
            let local = instruction.flag("from").is_none() && (step.is(Keyword::Copy) || step.is(Keyword::Add));
            if step.is(Keyword::Run) && downloads(&step.script.commands, name) {
                return None;
            }
            let words = if local { instruction.words() } else { Vec::new() };
            for word in words.iter().take(words.len().saturating_sub(1)) {
                let text = word.text();
                let source = text.trim_end_matches('/').rsplit('/').next().unwrap_or("");
                let folder = !source.trim_start_matches('.').contains('.') && !text.contains("://");
                if source == name || source.contains('*') && is_patch(source) || folder {
                    return Some(word.span());
                }
            }
        }
        next = owner.parent();
    }
    None
}

/// Whether a file of this name is downloaded.
fn downloads(commands: &[Command<'_>], name: &str) -> bool {
    commands.iter().any(|command| {
        let fetches = command.program().is_some_and(|program| program.is("curl") || program.is("wget"));
        fetches && command.words.iter().any(|word| word.text().ends_with(name))
    })
}
