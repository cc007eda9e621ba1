//! Workflows as what they are: what starts them, and what their jobs do in which order. Which of their steps publish an image
//! is for a rule to say; here is whether a step runs for a branch or a tag.
//!
//! ```text
//! on:                          trigger ──► filter      does a push to `master` start it?
//!   push: {branches: [main]}
//! jobs:
//!   image:
//!     if: github.ref == …      condition               does the job, or the step, run then?
//!     steps:
//!     - uses: ./.github/x      steps                   a composite action's own steps in its place
//!     # - run: make push       commented               steps that somebody switched off
//! ```

mod commented;
mod condition;
mod filter;
mod reference;
mod steps;
mod trigger;
mod value;

pub use condition::holds;
pub use reference::{RefKind, Reference};
pub use steps::{Job, Step};
pub use trigger::{Chance, Trigger};

use super::yaml::Node;
use super::{Repository, Said};
use crate::text::Source;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One file below `.github/workflows`.
#[derive(Clone, Debug)]
pub struct Workflow {
    /// Its text.
    pub source: Arc<Source>,
    /// Its path in the repository.
    pub path: String,
    /// What starts it.
    pub triggers: Vec<Trigger>,
    /// Its jobs, in order.
    pub jobs: Vec<Job>,
    /// Steps that stand in comments.
    pub commented: Vec<Step>,
}

/// For which events something runs, and how likely; never none that doesn't.
pub type Occasions = BTreeMap<String, Chance>;

/// Where workflows stand.
const DIRECTORY: &str = ".github/workflows";

/// How deep workflows may call one another: GitHub's own bound.
const DEEPEST: usize = 10;

impl Workflow {
    /// The workflows of `repository`, by path; one that is no YAML has what can be read of it.
    pub(super) fn all(repository: &Repository<'_>) -> Vec<Self> {
        let below = repository.below(DIRECTORY).filter(|path| is_workflow(path));
        below.filter_map(|path| Self::read(repository, path)).collect()
    }

    fn read(repository: &Repository<'_>, path: &str) -> Option<Self> {
        let (source, yaml) = repository.yaml(path)?;
        let of = |key: &str| yaml.root().and_then(|root| root.get(key));
        Some(Self {
            path: path.to_owned(),
            triggers: of("on").map(trigger::read).unwrap_or_default(),
            jobs: of("jobs").map(|jobs| steps::jobs(jobs, &source, repository)).unwrap_or_default(),
            commented: commented::steps(&source),
            source,
        })
    }
}

/// Whether a workflow of `repository`, or an action of its own that one uses, can't be read: what that does isn't known.
pub fn is_partly_unknown(repository: &Repository<'_>) -> bool {
    // Only what was asked for is known to be wrong.
    repository.workflows();
    let is_action = |path: &str| matches!(path.rsplit('/').next(), Some("action.yml" | "action.yaml"));
    let unparsed = repository.unparsed().into_iter().map(|unparsed| unparsed.path);
    unparsed.chain(repository.unreadable()).any(|path| is_workflow(&path) || is_action(&path))
}

fn is_workflow(path: &str) -> bool {
    let name = path.strip_prefix(DIRECTORY).and_then(|path| path.strip_prefix('/')).unwrap_or("");
    matches!(name.rsplit_once('.'), Some((_, "yml" | "yaml"))) && !name.contains('/')
}

/// The events that run each of `workflows` for `reference`, by its place: its own triggers, and those of the workflows that
/// call it.
pub fn occasions(workflows: &[Workflow], reference: Reference<'_>) -> Vec<Occasions> {
    let calls: Vec<(usize, &Job, usize)> = calls(workflows).collect();
    let own = |(at, workflow): (usize, &Workflow)| {
        // Who calls it is known: nobody else has to be thought of.
        let is_called = calls.iter().any(|(_, _, called)| *called == at);
        let triggers = workflow.triggers.iter().filter(|trigger| !(is_called && trigger.is_call()));
        let chances = triggers.map(|trigger| (trigger.event.value.clone(), trigger.chance(reference)));
        chances.filter(|(_, chance)| *chance > Chance::Never).collect()
    };
    let mut found: Vec<Occasions> = workflows.iter().enumerate().map(own).collect();
    for _ in 0..DEEPEST {
        for (caller, job, called) in &calls {
            for (event, chance) in found[*caller].clone() {
                if job.may_run(&event, reference) {
                    let best = found[*called].entry(event).or_insert(chance);
                    *best = chance.max(*best);
                }
            }
        }
    }
    found
}

/// Who calls whom: the place of the calling workflow, its job, and the place of the one that is called.
fn calls(workflows: &[Workflow]) -> impl Iterator<Item = (usize, &Job, usize)> {
    let jobs = workflows.iter().enumerate().flat_map(|(at, caller)| caller.jobs.iter().map(move |job| (at, job)));
    jobs.filter_map(|(at, job)| {
        let path = job.calls()?;
        let called = workflows.iter().position(|other| other.path == path)?;
        workflows[called].triggers.iter().any(Trigger::is_call).then_some((at, job, called))
    })
}

/// A scalar, and where it stands.
fn said(node: Node<'_>) -> Option<Said> {
    Some(Said { value: node.scalar()?.to_owned(), span: node.span() })
}

#[cfg(test)]
mod tests;
