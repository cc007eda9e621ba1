//! `missing-dockerfile`: a service that nobody can build an image of, from what it holds.

use super::publishing::published_dockerfile;
use crate::finding::Sink;
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MissingDockerfile {}

impl Rule for MissingDockerfile {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        if let Some(path) = repository.dockerfiles().first().cloned().or_else(|| published_dockerfile(repository)) {
            sink.spare(service.span, || format!("`{path}` builds it"));
            return;
        }
        let finding =
            sink.report_in(&service.source, service.span, "the repository of this service holds no `Dockerfile`");
        finding.help(
            "Add a `Dockerfile` that builds the service; if its image is built elsewhere, as many are in \
             `edx/public-dockerfiles` or by a plugin of Tutor, bring that file home, or link it and ignore this rule.",
        );
    }

    fn wants_repository(&self) -> bool {
        true
    }
}
