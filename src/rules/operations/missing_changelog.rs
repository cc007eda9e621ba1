//! `missing-changelog`: nothing tells operators what a new release changes for them.

use crate::finding::{Severity, Sink};
use crate::repo::{ChangeLog, Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule, and its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MissingChangelog {
    /// Further names or paths of change logs.
    names: Vec<String>,
}

impl Rule for MissingChangelog {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        match ChangeLog::of(repository, &self.names) {
            ChangeLog::Kept => {}
            ChangeLog::Absent => {
                sink.report_in(&service.source, service.span, "this service has no change log").help(
                    "Add a `CHANGELOG.rst` that tells operators of new settings, changed defaults and what an upgrade \
                     needs; releases on GitHub don't travel with the code, so they are none.",
                );
            }
            // Of a service that has just been released, that is all there is to tell.
            ChangeLog::Begun(source, place) => {
                let message = "this change log tells of nothing since the first release";
                sink.report_in(&source, place, message).severity(Severity::Note).help(
                    "Note what changed since then, settings and operations first; before a second release, ignore this.",
                );
            }
            ChangeLog::Empty(source, place) => {
                sink.report_in(&source, place, "this change log has no entry").help(
                    "Note what changed since the last release, settings and operations first; an empty log tells that \
                     nothing ever did.",
                );
            }
            ChangeLog::Dangling(source, place) => {
                let message =
                    format!("the change log that this page includes, `{}`, does not exist", source.slice(place));
                sink.report_in(&source, place, message)
                    .help("Add that file, with an entry for what changed last, or remove the page that shows it.");
            }
        }
    }

    fn wants_repository(&self) -> bool {
        true
    }
}
