//! Finds the RUNs that call package managers.

use super::calls::{Argument, Call, PackageRun};
use super::pins::is_pip_install;
use super::settings;
use crate::model::mounts;
use crate::model::stage::Place;
use crate::model::{Dockerfile, ShellValues, Step};
use crate::parse::Keyword;
use crate::shell::{BlockId, BlockKind, CommandId, Script, Word};

/// The RUNs of the file that call package managers, in order.
pub(in crate::model) fn runs(file: &Dockerfile<'_>) -> Vec<PackageRun> {
    let configuring = settings::configuring_apt(file);
    let steps = file.sections().flat_map(|(stage, steps)| {
        let place = move |step| stage.map(|stage| Place { stage: stage.index, step });
        steps.iter().enumerate().map(move |(step, found)| (place(step), found))
    });
    steps
        .filter_map(|(place, step)| {
            let mut run = run(file, place, step)?;
            run.recommended_left_out = place.is_some_and(|place| settings::is_configured(file, place, &configuring));
            run.pip_cache_off = run.calls.iter().any(is_pip_install) && settings::pip_cache_off(file, &run);
            Some(run)
        })
        .collect()
}

fn run<'t>(file: &Dockerfile<'t>, place: Option<Place>, step: &Step<'t>) -> Option<PackageRun> {
    let instruction = step.instruction;
    if instruction.keyword != Keyword::Run {
        return None;
    }
    let editable = step.is_editable();
    let mut values = None;
    let mut calls = Vec::new();
    for (id, command) in step.script.iter() {
        let Some(program) = command.program() else { continue };
        // A variable may hold the whole command.
        if !program.name.map_or(program.name_word.variables().next().is_some(), is_wanted) {
            continue;
        }
        let values = values.get_or_insert_with(|| ShellValues::new(file, place, &step.script));
        let name = program.name.map(str::to_owned);
        let mut words = arguments(values, std::slice::from_ref(program.name_word)).into_iter();
        let Some(first) = words.next() else { continue };
        let program_name = name.unwrap_or_else(|| base_name(&first.text).to_owned());
        if !is_wanted(&program_name) {
            continue;
        }
        calls.push(Call {
            program: program_name,
            arguments: words.chain(arguments(values, program.args)).collect(),
            answered: is_answered(&step.script, id),
            deferred: is_deferred(&step.script, command.block),
            editable: editable && step.script.takes_words(id),
            end: end(&step.script, id).filter(|_| program.wrappers.is_empty()),
        });
    }
    if calls.is_empty() {
        return None;
    }
    let onbuild = instruction.onbuild.is_some();
    Some(PackageRun {
        span: instruction.span,
        onbuild,
        place,
        calls,
        cached: mounts::cached(instruction),
        recommended_left_out: false,
        pip_cache_off: false,
    })
}

fn base_name(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}

/// Package managers, and what removes what they leave.
fn is_wanted(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "apk", "apt", "apt-get", "aptitude", "dnf", "find", "gem", "go", "microdnf", "npm", "rm", "yarn", "yum",
        "zypper",
    ];
    NAMES.contains(&name) || name.starts_with("pip") || name.starts_with("python")
}

/// The words as the shell hands them over: what an unquoted variable holds is split again.
fn arguments<'t>(values: &ShellValues<'_, 't>, words: &[Word<'t>]) -> Vec<Argument> {
    let mut found = Vec::with_capacity(words.len());
    for word in words {
        if let Some(text) = word.literal() {
            found.push(Argument { text: text.to_owned(), span: word.span, literal: true });
            continue;
        }
        let text = values.text(word);
        let one = |text: &str| Argument { text: text.to_owned(), span: word.span, literal: false };
        // What nothing defines may hold blanks in its default: `${V:-a b}`.
        if word.quoted || text.contains("${") {
            found.push(one(&text));
        } else {
            found.extend(text.split_whitespace().map(one));
        }
    }
    found
}

/// How many commands are looked at for those of one pipe.
const LONGEST_PIPE: usize = 64;

/// Whether a command of its pipe says yes for it: `yes | apt-get install curl`.
fn is_answered(script: &Script<'_>, id: CommandId) -> bool {
    let command = &script[id];
    command.operator.is_pipe()
        && script.commands[..id.index()].iter().rev().take(LONGEST_PIPE).any(|before| {
            let answers = matches!(before.name(), Some("yes" | "echo" | "printf"));
            answers && before.pipeline == command.pipeline && before.block == command.block
        })
}

fn is_deferred(script: &Script<'_>, block: BlockId) -> bool {
    std::iter::successors(Some(block), |block| script[*block].parent)
        .any(|block| script[block].kind == BlockKind::Function)
}

/// The end of the command's pipe, where the script comes to it once, and waits for it.
fn end(script: &Script<'_>, id: CommandId) -> Option<u32> {
    let command = &script[id];
    let once = matches!(script[command.block].kind, BlockKind::Root | BlockKind::Script);
    if !once || command.background || command.negated {
        return None;
    }
    // What stands inside the words of the pipe's commands is in blocks of its own.
    let behind = script.commands[id.index() + 1..].iter().take(LONGEST_PIPE);
    let pipe: Vec<_> = behind.take_while(|it| it.block != command.block || it.pipeline == command.pipeline).collect();
    let last = pipe.iter().rfind(|it| it.block == command.block).map_or(command.span.end, |it| it.span.end);
    (pipe.len() < LONGEST_PIPE).then_some(last)
}
