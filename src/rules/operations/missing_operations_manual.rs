//! `missing-operations-manual`: nothing tells those who run a service how that is done.

use crate::finding::Sink;
use crate::repo::{Manual, Repository, Service, Topics};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The rule, and its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MissingOperationsManual {
    /// Further pages, or folders of pages, that are the manual.
    paths: Vec<String>,
}

impl Rule for MissingOperationsManual {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        if let Some(manual) = Manual::of(repository, &self.paths) {
            sink.spare(service.span, || format!("its manual begins in `{}`", manual.first.path));
            return;
        }
        let finding = sink.report_in(&service.source, service.span, "this service has no operations manual");
        for (topic, evidence) in Topics::new([]).titled(repository.pages()) {
            let said = format!("this belongs in it: {}", topic.title());
            finding.label_in(Arc::clone(&evidence.page.source), evidence.span, said);
        }
        finding.help(
            "Write one as RST files in `docs/operations`: how to run the service for web traffic and as a worker, how to \
             manage its database schema, what maintenance it needs, which management commands it has.",
        );
    }

    fn wants_repository(&self) -> bool {
        true
    }
}
