//! Runtime stages: those that people run, and the environment that their containers start with.
//!
//! ```text
//! FROM python:3.12 AS base
//! ENV SETTINGS=a             overridden in every runtime stage: no container sees it
//! FROM base AS dev           nothing is built on it or copied from it: it is there to be run
//! ENV SETTINGS=b
//! FROM base                  the default target
//! ENV SETTINGS=c
//! CMD ["serve"]
//! ```

use super::Dockerfile;
use super::scope::{Definition, DefinitionKind};
use super::stage::{Base, Stage};
use crate::parse::Keyword;
use std::collections::HashSet;

/// A definition that containers of a stage start with.
#[derive(Clone, Copy)]
pub struct Inherited<'m, 't> {
    /// The stage.
    pub stage: &'m Stage<'t>,
    /// The stage that it stands in: itself, or one that it is built on.
    pub owner: &'m Stage<'t>,
    /// The definition.
    pub definition: &'m Definition<'t>,
}

/// When so many are found, no further stage is looked at: where each stage inherits what all define, there are their square.
const MOST_INHERITED: usize = 1 << 16;

impl<'t> Dockerfile<'t> {
    /// The stages that people run, in order: those with a command of their own, those that no other stage needs, and the
    /// default target.
    pub fn runtime_stages(&self) -> impl Iterator<Item = &Stage<'t>> {
        let run = self.runtime.get_or_init(|| self.are_run());
        self.stages.iter().filter(|stage| run[stage.index])
    }

    /// By index, whether people run a stage.
    fn are_run(&self) -> Vec<bool> {
        let mut run = vec![true; self.stages.len()];
        for image in &self.images {
            if let Base::Stage(index) = image.target {
                run[index] = false;
            }
        }
        let commanded = |stage: &Stage<'t>| stage.last(Keyword::Cmd).or(stage.last(Keyword::Entrypoint)).is_some();
        for (run, stage) in run.iter_mut().zip(&self.stages) {
            *run |= commanded(stage) || stage.index + 1 == self.stages.len();
        }
        run
    }

    /// The ENV definitions that containers of runtime stages start with, of the names that `wanted` accepts: for each stage
    /// and each name the last one, with the stage that it stands in.
    pub fn environments<'m>(&'m self, wanted: impl Fn(&str) -> bool) -> Vec<Inherited<'m, 't>> {
        let wanted = |it: &&Definition<'t>| it.kind == DefinitionKind::Env && wanted(&it.name);
        let own: Vec<Vec<_>> =
            self.stages.iter().map(|stage| stage.definitions().iter().rev().filter(wanted).collect()).collect();
        let mut found = Vec::new();
        for stage in self.runtime_stages() {
            let mut seen: HashSet<&str> = HashSet::new();
            for owner in self.chain(stage) {
                let new = own[owner.index].iter().filter(|it| seen.insert(&it.name));
                found.extend(new.map(|definition| Inherited { stage, owner, definition }));
            }
            if found.len() > MOST_INHERITED {
                break;
            }
        }
        found
    }

    /// By index, whether a stage's files end up in a runtime stage that is it or is built on it.
    pub fn under_runtime(&self) -> Vec<bool> {
        let mut under = vec![false; self.stages.len()];
        for stage in self.runtime_stages() {
            let mut next = Some(stage.index);
            while let Some(index) = next.filter(|&index| !under[index]) {
                under[index] = true;
                next = self.stages[index].parent();
            }
        }
        under
    }
}
