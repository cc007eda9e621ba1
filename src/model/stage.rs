//! Stages and their steps.

use super::scope::{self, Definition, Scope};
use super::value::{GapKind, Value, resolve};
use crate::parse::{Command, Instruction, Keyword, Pair, Word};
use crate::shell::{self, Script};
use crate::text::Span;
use std::collections::HashMap;

/// A build stage: a FROM and what follows it.
pub struct Stage<'t> {
    /// Position in the file, from 0.
    pub index: usize,
    /// Its FROM.
    pub from: &'t Instruction<'t>,
    /// The image as written; `None` for a FROM without words.
    pub image: Option<Word<'t>>,
    /// The image, resolved.
    pub image_value: Value,
    /// The name behind AS, as written.
    pub name: Option<Word<'t>>,
    /// What it is built on.
    pub base: Base,
    /// Its instructions, in order, without the FROM.
    pub steps: Vec<Step<'t>>,
    /// Whether the default target is, or needs, this stage.
    pub reached: bool,
    /// Whether another stage is built on it.
    pub is_base: bool,
    /// Whether another stage is built on it or takes files from it.
    pub is_needed: bool,
    pub(super) scope: Scope<'t>,
    /// By the number of a keyword: the indices of its steps, triggers left out.
    by_keyword: [Vec<usize>; Keyword::ALL.len() + 1],
    /// Its triggers, by index in its steps.
    onbuild: Vec<usize>,
    /// What the triggers define that its parent's ONBUILDs left.
    pub(super) triggered: Scope<'t>,
}

/// Stages, each built on the one before, that are looked back through. Real files have five at most; what stands further
/// back counts as not known, since looking at all of a chain for each of its stages costs its square.
pub(super) const LONGEST_CHAIN: usize = 64;

/// Triggers of a stage that are taken up in each stage that is built on it. Real images have a handful.
const MOST_TRIGGERS: usize = 64;

/// What a stage is built on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// An earlier stage of the file, by index.
    Stage(usize),
    /// An image from a registry.
    Image,
    /// `scratch`: nothing.
    Scratch,
    /// Not known: a template tag, or no image at all.
    Unknown,
}

/// A step of a stage, named by two indices.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// Index in [`super::Dockerfile::stages`].
    pub stage: usize,
    /// Index in [`Stage::steps`].
    pub step: usize,
}

/// An instruction of a stage.
pub struct Step<'t> {
    /// The instruction.
    pub instruction: &'t Instruction<'t>,
    /// What runs its shell form.
    pub shell: ShellKind,
    /// What RUN, CMD, ENTRYPOINT or HEALTHCHECK runs; empty for other instructions and for shells that aren't POSIX.
    pub script: Script<'t>,
    /// The keys and values of a LABEL; empty for other instructions.
    pub labels: Vec<Pair<'t>>,
}

/// What reads the shell form of RUN, CMD and ENTRYPOINT.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShellKind {
    /// `sh` or one that reads its language.
    Posix,
    /// PowerShell, `cmd` or another that doesn't.
    Other,
}

/// Stages by name, which has no case; of several the last.
#[derive(Default)]
pub(super) struct Names {
    stages: HashMap<String, usize>,
}

impl Names {
    pub(super) fn add(&mut self, stage: &Stage<'_>) {
        if let Some(name) = &stage.name {
            self.stages.insert(name.text().to_ascii_lowercase(), stage.index);
        }
    }

    /// Index of the stage called `name`.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.stages.get(&name.to_ascii_lowercase()).copied()
    }
}

impl<'t> Stage<'t> {
    /// The stage that `from` begins; `earlier` are the names of those before it.
    pub(super) fn new(index: usize, from: &'t Instruction<'t>, globals: &Scope<'t>, earlier: &Names) -> Self {
        let mut words = from.words().into_iter();
        let image = words.next();
        let name = words.next().filter(|word| word.text().eq_ignore_ascii_case("as")).and_then(|_| words.next());
        let image_value = image.as_ref().map(|word| resolve(word, &|name| globals.global(name))).unwrap_or_default();
        let opaque = image_value.gaps.iter().any(|gap| gap.kind == GapKind::Opaque);
        let base = match earlier.find(&image_value.text) {
            _ if opaque || image_value.text.is_empty() => Base::Unknown,
            Some(parent) => Base::Stage(parent),
            None if image_value.text == "scratch" => Base::Scratch,
            None => Base::Image,
        };
        Self {
            index,
            from,
            image,
            image_value,
            name,
            base,
            steps: Vec::new(),
            reached: false,
            is_base: false,
            is_needed: false,
            scope: Scope::new(globals.longest),
            by_keyword: Default::default(),
            onbuild: Vec::new(),
            triggered: Scope::new(globals.longest),
        }
    }

    /// Whether `name` is its name; names of stages have no case.
    pub fn is_named(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|word| word.text().eq_ignore_ascii_case(name))
    }

    /// Its name as written, or its number: how a message calls it.
    pub fn title(&self) -> String {
        self.name.as_ref().map_or_else(|| self.index.to_string(), |word| word.text().into_owned())
    }

    /// Where a message points at it: its name, or else its image, or else the FROM.
    pub fn span(&self) -> Span {
        self.name.as_ref().or(self.image.as_ref()).map_or(self.from.keyword_span, Word::span)
    }

    /// Index of the stage that it is built on.
    pub fn parent(&self) -> Option<usize> {
        match self.base {
            Base::Stage(parent) => Some(parent),
            _ => None,
        }
    }

    /// Its ARGs and ENVs, in order.
    pub fn definitions(&self) -> &[Definition<'t>] {
        self.scope.definitions()
    }

    /// What it leaves to the stages that are built on it, in order.
    pub fn triggers(&self) -> impl Iterator<Item = &'t Instruction<'t>> {
        self.onbuild.iter().map(|&step| self.steps[step].instruction)
    }

    /// The last step with this keyword, triggers of ONBUILD left out.
    pub fn last(&self, keyword: Keyword) -> Option<&Step<'t>> {
        Some(&self.steps[self.last_before(keyword, usize::MAX)?])
    }

    /// The index of the last such step in front of step `before`.
    pub fn last_before(&self, keyword: Keyword, before: usize) -> Option<usize> {
        let all = &self.by_keyword[keyword as usize];
        Some(all[all.partition_point(|&step| step < before).checked_sub(1)?])
    }
}

impl<'t> Step<'t> {
    /// The step of `instruction` behind `before`; `first` tells the shell where nothing stands before.
    pub(super) fn following(
        before: Option<&Self>,
        first: impl FnOnce() -> ShellKind,
        instruction: &'t Instruction<'t>,
    ) -> Self {
        let shell = match before {
            Some(step) if step.is(Keyword::Shell) => named_shell(step.instruction),
            Some(step) => step.shell,
            None => first(),
        };
        let labels = if instruction.keyword == Keyword::Label { instruction.pairs() } else { Vec::new() };
        Self { instruction, shell, script: read_script(instruction, shell), labels }
    }

    /// Whether it is this instruction, and no trigger of ONBUILD.
    pub fn is(&self, keyword: Keyword) -> bool {
        self.instruction.keyword == keyword && self.instruction.onbuild.is_none()
    }
}

/// Add an instruction to the last of `stages`.
pub(super) fn push<'t>(stages: &mut [Stage<'t>], instruction: &'t Instruction<'t>, globals: &Scope<'t>) {
    let Some((stage, earlier)) = stages.split_last_mut() else { return };
    let step = stage.steps.len();
    let new = Step::following(stage.steps.last(), || first_shell(stage, earlier), instruction);
    stage.steps.push(new);
    if instruction.onbuild.is_none() {
        stage.by_keyword[instruction.keyword as usize].push(step);
    } else if stage.onbuild.len() < MOST_TRIGGERS {
        stage.onbuild.push(step);
    }
    if matches!(instruction.keyword, Keyword::Arg | Keyword::Env) && instruction.onbuild.is_none() {
        scope::define(stages, instruction, step, globals);
    }
}

/// The shell that SHELL names.
fn named_shell(instruction: &Instruction<'_>) -> ShellKind {
    let items = instruction.json().unwrap_or_default();
    let mut names = items.iter().map(|item| shell::program_name(&item.text.text()));
    let Some(first) = names.next() else { return ShellKind::Posix };
    // `env`, or whatever else runs the shell that it is given: `conda run -n app /bin/bash -c`.
    let posix = matches!(first.as_str(), "busybox" | "env")
        || first.rsplit_once('.').is_some_and(|(_, ending)| ending == "sh")
        || shell::is_shell(&first)
        || names.any(|name| shell::is_shell(&name));
    if posix { ShellKind::Posix } else { ShellKind::Other }
}

/// The shell that a stage starts with.
fn first_shell(stage: &Stage<'_>, earlier: &[Stage<'_>]) -> ShellKind {
    if let Some(last) = stage.parent().and_then(|parent| earlier.get(parent)).and_then(|parent| parent.steps.last()) {
        return if last.is(Keyword::Shell) { named_shell(last.instruction) } else { last.shell };
    }
    // A Windows image runs `cmd`.
    if stage.is_for_windows() { ShellKind::Other } else { ShellKind::Posix }
}

fn read_script<'t>(instruction: &'t Instruction<'t>, kind: ShellKind) -> Script<'t> {
    let runs = matches!(instruction.keyword, Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck);
    if !runs {
        return Script::default();
    }
    match instruction.command() {
        Command::Exec(items) => {
            let texts: Vec<_> = items.into_iter().map(|item| item.text).collect();
            shell::exec(&texts)
        }
        Command::Shell(_) if kind == ShellKind::Other => Script::default(),
        Command::Shell(text) => match instruction.sole_heredoc() {
            // The body itself is the script, unless its first line names another interpreter.
            Some(body) if is_shell_script(&body.text()) => shell::parse(&body),
            Some(_) => Script::default(),
            None => shell::parse(&text),
        },
    }
}

/// Whether a script is for a shell: its first line names one, or nothing.
pub fn is_shell_script(text: &str) -> bool {
    let Some(line) = text.lines().next().and_then(|line| line.trim_start().strip_prefix("#!")) else { return true };
    line.split_whitespace().any(|word| word.rsplit('/').next().is_some_and(shell::is_shell))
}
