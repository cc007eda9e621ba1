//! Through the steps of one stage, keeping the working directory, noting what arrives and what is executed.

use super::super::{Dockerfile, Place, Step};
use super::arrivals::Arrivals;
use super::path::join;
use super::run::Run;
use super::{Provenance, instructions};
use crate::parse::Keyword;
use crate::shell::{BlockKind, Script};
use std::borrow::Cow;

pub(super) struct Walk<'w, 't> {
    file: &'w Dockerfile<'t>,
    stage: usize,
    directory: String,
    arrivals: &'w mut Arrivals,
    found: &'w mut Provenance,
}

impl<'w, 't> Walk<'w, 't> {
    /// The walk through `stage`, which begins in `directory`.
    pub(super) fn new(
        file: &'w Dockerfile<'t>,
        stage: usize,
        directory: String,
        arrivals: &'w mut Arrivals,
        found: &'w mut Provenance,
    ) -> Self {
        Self { file, stage, directory, arrivals, found }
    }

    /// Go to the end of the stage; gives the directory there.
    pub(super) fn finish(mut self) -> String {
        for (step, found) in self.file.stages[self.stage].steps.iter().enumerate() {
            let place = Place { stage: self.stage, step };
            match found.instruction.keyword {
                Keyword::Workdir if found.instruction.onbuild.is_none() => {
                    let text = instructions::text(self.file, place, &found.instruction.text());
                    self.directory = join(&self.directory, &text).unwrap_or_default();
                }
                Keyword::Copy | Keyword::Add => {
                    instructions::copy(self.file, place, found, &self.directory, self.arrivals, self.found);
                }
                Keyword::Run => self.run(place, found),
                _ => {}
            }
        }
        self.directory
    }

    fn run(&mut self, place: Place, step: &'w Step<'t>) {
        instructions::mounts(self.file, place, step, &self.directory, self.arrivals);
        let script = &step.script;
        if script.blocks.len() == 1 {
            return self.in_one_block(place, script);
        }
        let scopes = scopes(script);
        let mut directories: Vec<Option<String>> = vec![None; script.blocks.len()];
        if let Some(first) = directories.first_mut() {
            *first = Some(self.directory.clone());
        }
        let mut run = Run::new(self.file, place, script, self.arrivals, self.found);
        for command in &script.commands {
            let (scope, outer) = scopes[command.block.index()];
            let directory = directories[scope].take().or_else(|| directories[outer].clone()).unwrap_or_default();
            let next = run.command(command, &directory);
            directories[scope] = Some(next.unwrap_or(directory));
        }
    }

    /// [`Walk::run`] through a script of one block, as most are: no `cd` stays inside of anything.
    fn in_one_block(&mut self, place: Place, script: &'w Script<'t>) {
        let mut directory = Cow::Borrowed(self.directory.as_str());
        let mut run = Run::new(self.file, place, script, self.arrivals, self.found);
        for command in &script.commands {
            if let Some(next) = run.command(command, &directory) {
                directory = Cow::Owned(next);
            }
        }
    }
}

/// By block: the block around it whose `cd` stays inside, and the next such block further out.
fn scopes(script: &Script<'_>) -> Vec<(usize, usize)> {
    let mut scopes: Vec<(usize, usize)> = Vec::with_capacity(script.blocks.len());
    for (index, block) in script.blocks.iter().enumerate() {
        let (outer, next) = block.parent.and_then(|parent| scopes.get(parent.index())).copied().unwrap_or((0, 0));
        let own = matches!(
            block.kind,
            BlockKind::Root
                | BlockKind::Subshell
                | BlockKind::Substitution
                | BlockKind::ProcessSubstitution
                | BlockKind::Script
        );
        scopes.push(if own { (index, outer) } else { (outer, next) });
    }
    scopes
}
