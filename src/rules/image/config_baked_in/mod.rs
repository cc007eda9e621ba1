//! `config-baked-in`: what only a deployment can know stands in the image.
//!
//! ```text
//! COPY notes.yml /edx/etc/notes.yml       copied
//! RUN echo "host: mysql" > $NOTES_CFG     written
//! ENV NOTES_CFG=minimal.yml               variable: a file that the image brings
//! ENV MYSQL_HOST=mysql                    service: a note
//! ```

mod content;
mod copied;
mod place;
mod service;
mod variable;
mod written;

use crate::finding::{Severity, Sink};
use crate::model::Dockerfile;
use crate::rules::Rule;
use crate::text::Span;
use place::Places;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConfigBakedIn {
    folders: Vec<String>,
    services: Vec<String>,
}

impl Default for ConfigBakedIn {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self { folders: owned(&["/edx/etc"]), services: owned(SERVICES) }
    }
}

/// Words in names of variables that tell of another service.
const SERVICES: &[&str] = &[
    "AMQP",
    "BROKER",
    "CELERY",
    "CMS",
    "DATABASE",
    "DB",
    "ELASTICSEARCH",
    "KAFKA",
    "LMS",
    "MEMCACHE",
    "MEMCACHED",
    "MONGO",
    "MONGODB",
    "MONGOHQ",
    "MYSQL",
    "OPENSEARCH",
    "POSTGRES",
    "POSTGRESQL",
    "RABBITMQ",
    "REDIS",
    "SEARCH",
    "SMTP",
];

/// A configuration file in the image.
struct Baked {
    /// What brings it.
    span: Span,
    message: String,
    /// Where it lies in the image, if that is known.
    path: Option<String>,
}

impl Rule for ConfigBakedIn {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let places = Places::of(self, file);
        let mut baked = copied::files(file, &places, sink);
        baked.extend(written::files(file, &places, sink));
        let brought: BTreeSet<&str> = baked.iter().filter_map(|it| it.path.as_deref()).collect();
        let pointed = variable::files(file, &places, &brought, sink);
        for found in baked.iter().chain(&pointed) {
            let finding = sink.report(found.span, &*found.message);
            let before = file.stages.partition_point(|stage| stage.from.span.start <= found.span.start);
            let stage = before.saturating_sub(1);
            if let Some(span) = found.path.as_deref().and_then(|path| places.variable(file, stage, path)) {
                finding.label(span, "the application reads it because of this");
            }
            finding.help(
                "Leave the file out and let the operator mount one there; keep defaults that suit everybody in the \
                 settings package.",
            );
        }
        self.check_services(file, sink);
    }
}

impl ConfigBakedIn {
    fn check_services(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for addresses in service::addresses(self, file, sink) {
            let Some((first, others)) = addresses.split_first() else { continue };
            let message = format!("`{}` says in the image where another service is", first.pair.name.text());
            let finding = sink.report(first.pair.name.span(), message);
            finding.severity(Severity::Note);
            for other in others {
                finding.label(other.pair.name.span(), "and so does this");
            }
            finding.help("Leave it to the operator's configuration file, which knows the deployment's hosts.");
        }
    }
}
