//! `unpublished-image`: nothing that the repository runs publishes an image of the latest code, or of releases.

mod action;
mod commands;
mod deed;
mod elsewhere;
mod metadata;
mod report;
mod scripts;
mod stages;

use crate::finding::Sink;
use crate::model::{Audience, why_private};
use crate::parse::ImageName;
use crate::repo::publishing::{Chance, Job, Occasions, RefKind, Reference, Step, Workflow, occasions};
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use deed::{Deed, Push};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnpublishedImage {
    branches: Vec<String>,
    releases: Vec<String>,
    former_releases: Vec<String>,
    registries: Vec<String>,
}

impl Default for UnpublishedImage {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            branches: owned(&["main", "master"]),
            releases: owned(&["release/"]),
            former_releases: owned(&["open-release/"]),
            registries: Vec::new(),
        }
    }
}

/// How the names of versions begin: an image of these is one of a release, whatever that is called.
const VERSIONS: [&str; 3] = ["v", "1", "0"];

/// A deed, and what it takes to come to it.
struct Placed<'r> {
    workflow: &'r Workflow,
    /// The workflow's place among all.
    at: usize,
    job: &'r Job,
    step: Option<&'r Step>,
    deed: Deed,
}

impl Rule for UnpublishedImage {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let deeds = deeds(repository);
        let mut seen = BTreeSet::new();
        for placed in &deeds {
            if seen.insert((placed.deed.source.path(), placed.deed.target.as_ref().map(|target| target.span.start))) {
                stages::check(&placed.deed, repository, sink);
            }
        }
        let pushes = deeds.iter().any(|placed| !matches!(placed.deed.push, Push::No | Push::Off(_)));
        // What has no Dockerfile publishes nothing of its own: another rule's to say.
        if (repository.dockerfiles().is_empty() && !pushes) || elsewhere::may_publish(repository) {
            return;
        }
        self.judge(service, repository, &deeds, sink);
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

/// Everything that the workflows do with images of the repository's own Dockerfiles.
fn deeds<'r>(repository: &'r Repository<'_>) -> Vec<Placed<'r>> {
    let mut found = Vec::new();
    for (at, workflow) in repository.workflows().iter().enumerate() {
        for job in &workflow.jobs {
            let called = action::called(&workflow.source, job);
            found.extend(called.map(|deed| Placed { workflow, at, job, step: None, deed }));
            for step in &job.steps {
                let deeds = of_step(repository, job, step);
                found.extend(deeds.into_iter().map(|deed| Placed { workflow, at, job, step: Some(step), deed }));
            }
        }
    }
    found.retain(|placed| is_own(&placed.deed, repository));
    found
}

fn of_step(repository: &Repository<'_>, job: &Job, step: &Step) -> Vec<Deed> {
    action::deed(job, step).into_iter().chain(scripts::deeds(repository, step)).collect()
}

/// Whether the image is the service's: not one of the software beside it, which has a Dockerfile as well.
fn is_own(deed: &Deed, repository: &Repository<'_>) -> bool {
    let other = |path: &String| !repository.dockerfiles().contains(path) && repository.text(path).is_some();
    !deed.dockerfile.as_ref().is_some_and(other)
}

impl UnpublishedImage {
    fn judge(&self, service: &Service, repository: &Repository<'_>, deeds: &[Placed<'_>], sink: &mut Sink) {
        let workflows = repository.workflows();
        let branches: Vec<Reference<'_>> = self.branches.iter().map(|name| Reference::default_branch(name)).collect();
        let latest = published(workflows, deeds, &branches);
        let open = |placed: &&Placed<'_>| self.is_for_operators(&placed.deed);
        if !latest.iter().any(open) {
            report::latest(self, service, repository, deeds, &latest, sink);
        }
        if latest.is_empty() {
            return;
        }
        let versions = VERSIONS.map(|start| Reference::all(RefKind::Tag, start));
        let today = published(workflows, deeds, &[&of_release(&self.releases)[..], &versions].concat());
        if today.is_empty() {
            let former = published(workflows, deeds, &of_release(&self.former_releases));
            report::releases(self, former.first().copied(), latest[0], sink);
        }
    }

    /// Whether operators can build on what is pushed: it is in a registry that they reach, and made for them.
    fn is_for_operators(&self, deed: &Deed) -> bool {
        !self.is_private(deed) && development(deed).is_none()
    }

    /// Whether all that is pushed goes to registries that are private for sure.
    fn is_private(&self, deed: &Deed) -> bool {
        !deed.images.is_empty() && deed.images.iter().all(|image| self.why_private(&image.value).is_some())
    }

    fn why_private(&self, image: &str) -> Option<&'static str> {
        let host = ImageName::parse(image).map(|name| name.registry.unwrap_or("docker.io")).or_else(|| {
            // `123456789012.dkr.ecr.us-east-1.amazonaws.com/notes:$TAG`
            let (host, _) = image.split_once('/')?;
            host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte)).then_some(host)
        })?;
        let is_named = self.registries.iter().any(|registry| registry.eq_ignore_ascii_case(host));
        why_private(host).filter(|_| !is_named)
    }
}

fn of_release(starts: &[String]) -> Vec<Reference<'_>> {
    let both = |start| [Reference::all(RefKind::Branch, start), Reference::all(RefKind::Tag, start)];
    starts.iter().flat_map(|start| both(start)).collect()
}

/// The deeds that may push for one of `references`.
fn published<'d, 'r>(
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

/// What says that the image is for development: its stage, or all of its names.
fn development(deed: &Deed) -> Option<&crate::repo::Said> {
    let is_for_development = |name: &str| Audience::of(name) == Some(Audience::Development);
    if let Some(target) = deed.target.as_ref().filter(|target| is_for_development(&target.value)) {
        return Some(target);
    }
    let name = |image: &str| {
        let name = image.rsplit('/').next().unwrap_or(image);
        // `notes-dev:latest`; a tag alone, `dev`, says nothing.
        name.split_once(':').map_or("", |(name, _)| name).to_owned()
    };
    let all = !deed.images.is_empty() && deed.images.iter().all(|image| is_for_development(&name(&image.value)));
    deed.images.first().filter(|_| all)
}

#[cfg(test)]
mod tests;
