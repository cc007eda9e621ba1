//! `unpublished-release`: images of the latest code are published, and none of a named release.

use super::publishing::{Placed, deeds, default_branches, development, published, why_silent};
use crate::finding::Sink;
use crate::repo::publishing::{RefKind, Reference, Trigger};
use crate::repo::{Repository, Said, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnpublishedRelease {
    branches: Vec<String>,
    releases: Vec<String>,
    former_releases: Vec<String>,
}

impl Default for UnpublishedRelease {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            branches: owned(&["main", "master"]),
            releases: owned(&["release/"]),
            former_releases: owned(&["open-release/"]),
        }
    }
}

/// How the names of versions begin: an image of these is one of a release, whatever that is called.
const VERSIONS: [&str; 3] = ["v", "1", "0"];

impl Rule for UnpublishedRelease {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let deeds = deeds(repository);
        if let Some(why) = why_silent(repository, &deeds) {
            return sink.spare(service.span, || why);
        }
        let workflows = repository.workflows();
        let latest = published(workflows, &deeds, &default_branches(&self.branches));
        // Where nothing is published for operators at all, that is one fault, and `unpublished-image`'s to report.
        let mut latest = latest.iter().filter(|placed| placed.is_reached && development(&placed.deed).is_none());
        let Some(latest) = latest.next() else { return };
        let versions = VERSIONS.map(|start| Reference::all(RefKind::Tag, start));
        let today = [&of_release(&self.releases)[..], &versions].concat();
        if published(workflows, &deeds, &today).is_empty() {
            let former = published(workflows, &deeds, &of_release(&self.former_releases));
            self.report(former.first().copied(), latest, sink);
        }
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

fn of_release(starts: &[String]) -> Vec<Reference<'_>> {
    let both = |start| [Reference::all(RefKind::Branch, start), Reference::all(RefKind::Tag, start)];
    starts.iter().flat_map(|start| both(start)).collect()
}

impl UnpublishedRelease {
    /// `former`, if any, is published for what releases were called before; `latest` for the default branch.
    fn report(&self, former: Option<&Placed<'_>>, latest: &Placed<'_>, sink: &mut Sink) {
        let today = self.releases.first().map_or("", String::as_str);
        if let Some(placed) = former {
            let of_former =
                |said: &&Said| self.former_releases.iter().any(|start| said.value.starts_with(start.as_str()));
            let patterns =
                placed.workflow.triggers.iter().flat_map(|trigger| trigger.branches.iter().chain(&trigger.tags));
            if let Some(pattern) = patterns.flatten().find(of_former) {
                let message =
                    format!("releases are known here as `{}` alone, and are called `{today}*` today", pattern.value);
                let finding = sink.report_in(&placed.workflow.source, pattern.span, message);
                finding.help(format!(
                    "Add `{today}**`: since Teak, a release's branch is `release/teak`, and its tag `release/teak.1`."
                ));
                return;
            }
        }
        let starts = |trigger: &&Trigger| trigger.branches.is_some() || trigger.event.value == "push";
        let trigger = latest.workflow.triggers.iter().find(starts);
        let (source, span) = latest.place(trigger);
        let finding = sink.report_in(&source, span, "no image of a named release is published");
        if let Some(condition) = latest.own_conditions().find(|condition| condition.value.contains("github.ref")) {
            finding.label_in(Arc::clone(&latest.workflow.source), condition.span, "it decides as well");
        }
        finding.help(format!(
            "Add `{today}**` to the branches that start the workflow, and name the image's tag after the release."
        ));
    }
}
