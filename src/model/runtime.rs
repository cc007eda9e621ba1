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

impl<'t> Dockerfile<'t> {
    /// The stages that people run, in order: those with a command of their own, those that no other stage needs, and the
    /// default target.
    pub fn runtime_stages(&self) -> Vec<&Stage<'t>> {
        let needed: HashSet<usize> = self
            .images
            .iter()
            .filter_map(|image| match image.target {
                Base::Stage(index) => Some(index),
                _ => None,
            })
            .collect();
        let commanded = |stage: &Stage<'t>| stage.last(Keyword::Cmd).or(stage.last(Keyword::Entrypoint)).is_some();
        let last = self.stages.len().saturating_sub(1);
        let runs = |stage: &&Stage<'t>| stage.index == last || !needed.contains(&stage.index) || commanded(stage);
        self.stages.iter().filter(runs).collect()
    }

    /// The ENV definitions that a container of `stage` starts with, of the names that `wanted` accepts: of each name the
    /// last one, with the stage that it stands in.
    pub fn environment<'m>(
        &'m self,
        stage: &'m Stage<'t>,
        wanted: impl Fn(&str) -> bool,
    ) -> Vec<(&'m Stage<'t>, &'m Definition<'t>)> {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut found = Vec::new();
        for owner in self.chain(stage) {
            for definition in owner.definitions().iter().rev() {
                if definition.kind == DefinitionKind::Env && wanted(&definition.name) && seen.insert(&definition.name) {
                    found.push((owner, definition));
                }
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
