//! Which images the workflows of a repository build and publish, and for which branches and tags: what the rules on
//! published images judge.
//!
//! ```text
//!  workflows ──► jobs, steps ──► action                        what an action does
//!                           └──► scripts ──► commands          what a command does, through Makefiles and scripts
//!                                └──► Deed ──► published       for which branch or tag it pushes
//!  elsewhere ──► scripts                                       whether another service than GitHub's pushes one
//! ```

mod action;
mod commands;
mod deed;
mod elsewhere;
mod fault;
mod make;
mod metadata;
mod own;
mod runners;
mod scripts;
mod stages;

use deed::Fault;
pub(super) use deed::{Deed, Push};
pub(super) use fault::report_fault;
pub(super) use own::published_dockerfile;

use crate::model::Audience;
use crate::repo::publishing::{
    Chance, Job, Occasions, Reference, Step, Trigger, Workflow, is_partly_unknown, occasions,
};
use crate::repo::{Repository, Said};
use crate::text::{Source, Span};
use std::sync::Arc;

/// A deed, and what it takes to come to it.
pub(super) struct Placed<'r> {
    /// Where it stands.
    pub(super) workflow: &'r Workflow,
    /// The workflow's place among all.
    at: usize,
    /// The job.
    pub(super) job: &'r Job,
    /// The step; a job that calls a workflow has none.
    pub(super) step: Option<&'r Step>,
    /// The deed itself.
    pub(super) deed: Deed,
    /// Whether nothing fails for sure before its job comes to it.
    pub(super) is_reached: bool,
}

impl Placed<'_> {
    /// Where `trigger`, or the deed itself where there is none, stands.
    pub(super) fn place(&self, trigger: Option<&Trigger>) -> (Arc<Source>, Span) {
        match trigger {
            Some(trigger) => (Arc::clone(&self.workflow.source), trigger.event.span),
            None => (Arc::clone(&self.deed.source), self.deed.span),
        }
    }

    /// The conditions of the job and the step that stand in the workflow itself.
    pub(super) fn own_conditions(&self) -> impl Iterator<Item = &Said> {
        let own = self.step.filter(|step| Arc::ptr_eq(&step.source, &self.workflow.source));
        self.job.condition.iter().chain(own.into_iter().flat_map(|step| &step.conditions))
    }
}

/// Everything that the workflows do with images of the repository's own Dockerfiles.
pub(super) fn deeds<'r>(repository: &'r Repository<'_>) -> Vec<Placed<'r>> {
    let mut found = Vec::new();
    for (at, workflow) in repository.workflows().iter().enumerate() {
        for job in &workflow.jobs {
            let called = action::called(&workflow.source, job);
            found.extend(called.map(|deed| Placed { workflow, at, job, step: None, deed, is_reached: true }));
            for step in &job.steps {
                let placed = |deed| Placed { workflow, at, job, step: Some(step), deed, is_reached: true };
                found.extend(of_step(repository, job, step).into_iter().map(placed));
            }
        }
    }
    let pushing: Vec<&Placed<'_>> = found.iter().filter(|placed| placed.deed.pushes()).collect();
    let own: Vec<bool> = found.iter().map(|placed| own::is_own(placed, &pushing, repository)).collect();
    let mut own = own.into_iter();
    found.retain(|_| own.next() == Some(true));
    let mut known = stages::Known::default();
    for Placed { deed, .. } in &mut found {
        let Some(stages) = deed.dockerfile.as_ref().and_then(|path| known.of(path, repository)) else { continue };
        match &deed.target {
            None if deed.builds => deed.default = stages.default(),
            Some(target) if deed.fault.is_none() && stages.lack(&target.value) => {
                deed.fault = Some(Fault::NoStage(stages, target.clone()));
            }
            _ => {}
        }
    }
    find_reached(&mut found);
    found
}

/// Find out which of `deeds` their jobs come to. What a step does is one: a Makefile's recipes stand there as they are
/// written, not as they run.
fn find_reached(deeds: &mut [Placed<'_>]) {
    let is_one_step = |one: &Placed<'_>, other: &Placed<'_>| match (one.step, other.step) {
        (Some(step), Some(next)) => std::ptr::eq(step, next),
        _ => false,
    };
    let mut failed: Option<&Job> = None;
    for step in deeds.chunk_by_mut(is_one_step) {
        let fails = step.iter().any(|placed| placed.deed.fault.is_some());
        for placed in step {
            if fails {
                failed = Some(placed.job);
            }
            placed.is_reached = !failed.is_some_and(|job| std::ptr::eq(job, placed.job));
        }
    }
}

/// Everything that `step` of `job` does.
pub(super) fn of_step(repository: &Repository<'_>, job: &Job, step: &Step) -> Vec<Deed> {
    action::deed(job, step).into_iter().chain(scripts::deeds(repository, job, step)).collect()
}

/// The deeds that may push for one of `references`.
pub(super) fn published<'d, 'r>(
    workflows: &[Workflow],
    deeds: &'d [Placed<'r>],
    references: &[Reference<'_>],
) -> Vec<&'d Placed<'r>> {
    let occasions: Vec<(Reference<'_>, Vec<Occasions>)> =
        references.iter().map(|&reference| (reference, occasions(workflows, reference))).collect();
    let pushes = |placed: &&Placed<'_>| {
        occasions.iter().any(|(reference, found)| {
            let events = found[placed.at].iter().filter(|(_, chance)| **chance > Chance::Never);
            events.map(|(event, _)| event).any(|event| {
                placed.job.may_run(event, *reference)
                    && placed.step.is_none_or(|step| step.may_run(event, *reference))
                    && placed.deed.may_push(event, *reference)
            })
        })
    };
    deeds.iter().filter(pushes).collect()
}

/// What says that the image is for development, and in which file: its stage, or all of its names.
pub(super) fn development(deed: &Deed) -> Option<(&Arc<Source>, &Said)> {
    let is_for_development = |name: &str| Audience::of(name) == Some(Audience::Development);
    let default = deed.default.as_ref().map(|(source, name)| (source, name));
    let stage = deed.target.as_ref().map(|target| (&deed.source, target)).or(default);
    if let Some(stage) = stage.filter(|(_, name)| is_for_development(&name.value)) {
        return Some(stage);
    }
    let name = |image: &str| {
        let name = image.rsplit('/').next().unwrap_or(image);
        // `notes-dev:latest`; a tag alone, `dev`, says nothing.
        name.split_once(':').map_or("", |(name, _)| name).to_owned()
    };
    let all = !deed.images.is_empty() && deed.images.iter().all(|image| is_for_development(&name(&image.value)));
    deed.images.first().filter(|_| all).map(|image| (&deed.source, image))
}

/// The branches that may be the default one.
pub(super) fn default_branches(names: &[String]) -> Vec<Reference<'_>> {
    names.iter().map(|name| Reference::default_branch(name)).collect()
}

/// Why nothing can be said: there is nothing of the repository's own to publish, or what publishes it can't be seen.
pub(super) fn why_silent(repository: &Repository<'_>, deeds: &[Placed<'_>]) -> Option<&'static str> {
    // What has no Dockerfile publishes nothing of its own: another rule's to say.
    if repository.dockerfiles().is_empty() && !deeds.iter().any(|placed| placed.deed.pushes()) {
        return Some("it has no Dockerfile of its own");
    }
    if is_partly_unknown(repository) {
        return Some("a workflow, or an action that one uses, can't be read, and may publish it");
    }
    elsewhere::may_publish(repository)
        .then_some("another service than GitHub's builds images of it, and may publish them")
}
