//! `unpublished-image`: nothing that the repository runs publishes an image of the latest code for operators.

mod report;

use super::publishing::{Deed, deeds, default_branches, development, published, report_fault, why_silent};
use crate::finding::Sink;
use crate::model::why_private;
use crate::parse::ImageName;
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnpublishedImage {
    branches: Vec<String>,
    registries: Vec<String>,
}

impl Default for UnpublishedImage {
    fn default() -> Self {
        Self { branches: ["main", "master"].map(str::to_owned).to_vec(), registries: Vec::new() }
    }
}

impl Rule for UnpublishedImage {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let deeds = deeds(repository);
        let mut seen = BTreeSet::new();
        for placed in &deeds {
            let place = placed.deed.target.as_ref().map_or(placed.deed.span, |target| target.span);
            if placed.deed.fault.is_some() && seen.insert((placed.deed.source.path(), place.start)) {
                report_fault(&placed.deed, sink);
            }
        }
        if let Some(why) = why_silent(repository, &deeds) {
            return sink.spare(service.span, || why);
        }
        let latest = published(repository.workflows(), &deeds, &default_branches(&self.branches));
        if !latest.iter().any(|placed| self.is_for_operators(&placed.deed)) {
            report::latest(self, service, repository, &deeds, &latest, sink);
        }
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

impl UnpublishedImage {
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
