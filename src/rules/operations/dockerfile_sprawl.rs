//! `dockerfile-sprawl`: several Dockerfiles of one application, told apart by their names.
//!
//! ```text
//! Dockerfile              the application
//! Dockerfile-38           the same, for another version of Python
//! docker/Dockerfile.dev   the same, for another environment
//! Dockerfile-node         another one
//! ```

use crate::finding::Sink;
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rule, and its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DockerfileSprawl {
    /// Parts of names that tell apart images of one application; versions are known by their digits.
    variants: Vec<String>,
}

impl Default for DockerfileSprawl {
    fn default() -> Self {
        let words = [
            "alpine",
            "bionic",
            "bookworm",
            "bullseye",
            "buster",
            "debug",
            "dev",
            "devel",
            "development",
            "devstack",
            "focal",
            "jammy",
            "local",
            "noble",
            "prod",
            "production",
            "sandbox",
            "slim",
            "stage",
            "staging",
            "test",
            "testing",
            "tests",
            "trixie",
            "xenial",
        ];
        Self { variants: words.map(str::to_owned).to_vec() }
    }
}

impl Rule for DockerfileSprawl {
    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        // By application; in each, what bears no mark of a variant comes first.
        let mut applications: BTreeMap<Vec<&str>, BTreeSet<(usize, &str)>> = BTreeMap::new();
        for path in repository.dockerfiles() {
            let (application, marks) = self.application(path);
            applications.entry(application).or_default().insert((marks, path));
        }
        for paths in applications.into_values() {
            let sources: Vec<_> = paths.into_iter().filter_map(|(_, path)| repository.text(path)).collect();
            let [first, second, others @ ..] = sources.as_slice() else { continue };
            let message = format!("`{}` and `{}` build one application", first.path(), second.path());
            let finding = sink.report_in(second, second.first_line(), message);
            finding.label_in(Arc::clone(first), first.first_line(), "the first of them");
            for other in others {
                finding.label_in(Arc::clone(other), other.first_line(), "another one");
            }
            finding.help(
                "Make one Dockerfile of them: an `ARG` with a default chooses a version, a stage holds what only tests \
                 need, and environments differ by their configuration.",
            );
        }
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

impl DockerfileSprawl {
    /// What the Dockerfile at `path` builds, by its folders and the parts of its name that are no variant's; and how many
    /// parts are.
    fn application<'p>(&self, path: &'p str) -> (Vec<&'p str>, usize) {
        let silent = ["", "docker", "dockerfile", "containerfile"];
        let parts =
            path.split(['/', '.', '-', '_']).filter(|part| !silent.iter().any(|word| part.eq_ignore_ascii_case(word)));
        let (variants, own): (Vec<&str>, Vec<&str>) = parts.partition(|part| self.is_variant(part));
        (own, variants.len())
    }

    fn is_variant(&self, part: &str) -> bool {
        let version = part.strip_prefix("python").or(part.strip_prefix("py")).unwrap_or(part);
        version.bytes().all(|byte| byte.is_ascii_digit())
            || self.variants.iter().any(|word| word.eq_ignore_ascii_case(part))
    }
}
