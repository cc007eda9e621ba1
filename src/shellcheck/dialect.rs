//! Which shell reads a RUN: the SHELL in force, a comment for hadolint, or `sh`.
//!
//! ```text
//! # hadolint shell=bash                      from here on, or for all stages where it stands above them
//! SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
//!                  ^^^^   ^ errexit, which some remarks depend on
//! ```

use crate::model::{Dockerfile, Place, Stage};
use crate::parse::{Instruction, Keyword, NodeKind};

/// The shells that ShellCheck reads.
const KNOWN: [&str; 5] = ["sh", "bash", "dash", "ash", "ksh"];

/// How many stages, each built on the next, are asked.
const MOST_STAGES: usize = 100;

/// A shell, as the first line of a script names it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Dialect {
    pub(super) shell: &'static str,
    pub(super) errexit: bool,
}

impl Dialect {
    /// The shell that a word names, with a path before it or without.
    fn named(name: &str, errexit: bool) -> Option<Self> {
        let name = name.rsplit('/').next().unwrap_or(name);
        // busybox's shell is ash.
        let name = if name == "busybox" { "ash" } else { name };
        KNOWN.into_iter().find(|known| *known == name).map(|shell| Self { shell, errexit })
    }

    /// The one that a script's first line names: `#!/usr/bin/env bash`.
    pub(super) fn of_shebang(line: &str) -> Option<Self> {
        let mut words = line.trim_start_matches("#!").split_whitespace();
        let program = words.next()?;
        let is_env = program.rsplit('/').next() == Some("env");
        let program = if is_env { words.find(|word| !word.starts_with('-'))? } else { program };
        Self::named(program, words.any(sets_errexit))
    }

    fn of_shell(instruction: &Instruction<'_>) -> Option<Self> {
        let items = instruction.json()?;
        let words: Vec<_> = items.iter().map(|item| item.text.text().into_owned()).collect();
        // `env`, or whatever else runs the shell that it is given: `conda run -n app /bin/bash -c`.
        let named = |(at, name): (usize, &String)| Self::named(name, words[at..].iter().any(|word| sets_errexit(word)));
        words.iter().enumerate().find_map(named)
    }
}

/// Whether an argument is `-e`, alone or among others.
fn sets_errexit(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|letters| !letters.starts_with('-') && letters.contains('e'))
}

/// The shell that reads the step at `place`; `None` for one that ShellCheck doesn't read.
pub(super) fn at(file: &Dockerfile<'_>, place: Place) -> Option<Dialect> {
    let comments = comments(file);
    let mut before = file.stages[place.stage].steps[place.step].instruction.span.start;
    for stage in file.chain(&file.stages[place.stage]).take(MOST_STAGES) {
        let start = stage.from.span.start;
        let said = comments.iter().rfind(|(at, _)| (start..before).contains(at));
        let shell = last_shell(stage, before);
        match (said, shell) {
            (Some((at, name)), shell) if shell.is_none_or(|shell| shell.span.start < *at) => {
                return Dialect::named(name, false);
            }
            (_, Some(shell)) => return Dialect::of_shell(shell),
            _ => before = u32::MAX,
        }
    }
    let first = file.stages.first().map_or(0, |stage| stage.from.span.start);
    let said = comments.iter().rfind(|(at, _)| *at < first);
    Dialect::named(said.map_or("sh", |(_, name)| name), false)
}

/// The last SHELL of a stage before an offset.
fn last_shell<'m>(stage: &'m Stage<'_>, before: u32) -> Option<&'m Instruction<'m>> {
    let steps = stage.steps.iter().rev().filter(|step| step.is(Keyword::Shell));
    steps.map(|step| step.instruction).find(|instruction| instruction.span.start < before)
}

/// The comments that name a shell for hadolint, with their places.
fn comments<'m>(file: &'m Dockerfile<'_>) -> Vec<(u32, &'m str)> {
    let comments = file.tree.nodes.iter().filter(|node| node.kind == NodeKind::Comment);
    let name = |text: &'m str| {
        let said = text.trim().trim_start_matches('#').trim_start().strip_prefix("hadolint")?;
        said.trim_start().strip_prefix("shell=")?.split_whitespace().next()
    };
    comments.filter_map(|node| Some((node.span.start, name(file.tree.text(node))?))).collect()
}
