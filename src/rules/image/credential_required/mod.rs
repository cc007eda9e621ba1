//! `credential-required`: a build that nobody can finish without a secret.

mod arguments;
mod files;
mod mounts;

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CredentialRequired {
    optional: Vec<String>,
}

/// What every finding says to do.
const HELP: &str =
    "Build from public sources by default; keep what needs a credential for a Dockerfile built on top of this image.";

impl Rule for CredentialRequired {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        mounts::check(self, file, sink);
        arguments::check(self, file, sink);
        files::check(self, file, sink);
    }
}

impl CredentialRequired {
    /// Whether the project says that the build works without it.
    fn is_optional(&self, name: &str) -> bool {
        self.optional.iter().any(|optional| optional == name)
    }
}
