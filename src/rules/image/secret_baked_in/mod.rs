//! `secret-baked-in`: a credential in the Dockerfile, so in the image. What is found is masked in every report.
//!
//! ```text
//! ENV API_KEY=forumapikey                     variable: its name says what the value is
//! RUN echo "app:hunter2" | chpasswd           command: written into the image
//! RUN git clone https://me:hunter2@host/x     token: known by its form, wherever it stands
//! COPY id_rsa /root/.ssh/                     file: a key that the repository holds
//! ```

mod command;
mod file;
mod text;
mod token;
mod value;
mod variable;

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SecretBakedIn {
    allowed_names: Vec<String>,
    allowed_values: Vec<String>,
}

/// Tells in what others read a secret that stands at an offset: in the image, or only in the file.
type Holder<'h> = dyn Fn(u32) -> &'static str + 'h;

/// A secret that was found.
struct Secret {
    /// The secret itself.
    span: Span,
    message: String,
    labels: Vec<(Span, String)>,
    help: &'static str,
}

impl Rule for SecretBakedIn {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let under = LazyCell::new(|| file.under_runtime());
        let holder = |at: u32| {
            let stage = file.stages.partition_point(|stage| stage.from.span.start <= at).checked_sub(1);
            // No image that anybody gets keeps what stands in a stage that is only copied from.
            if stage.is_none_or(|stage| under[stage]) { "image" } else { "file" }
        };
        let mut found = variable::secrets(self, file, &holder, sink);
        found.extend(token::secrets(file, &holder));
        found.extend(command::secrets(self, file, sink));
        // What several of them see is one secret; the first one knows most of it.
        let mut kept: BTreeMap<u32, Secret> = BTreeMap::new();
        for secret in found {
            let before = kept.range(..secret.span.end).next_back();
            if before.is_none_or(|(_, other)| other.span.end <= secret.span.start) {
                kept.insert(secret.span.start, secret);
            }
        }
        for secret in kept.into_values() {
            let finding = sink.report(secret.span, secret.message);
            finding.mask(secret.span);
            for (span, message) in secret.labels {
                finding.label(span, message);
            }
            finding.help(secret.help);
        }
        file::check(file, sink);
    }
}

impl SecretBakedIn {
    /// Whether a variable or key called `name` with this value is a literal credential.
    fn is_secret(&self, name: &str, value: &str) -> bool {
        crate::model::names_credential(name) && self.spares(name, value).is_none()
    }

    /// Why the value of something that is named like a credential is none.
    fn spares(&self, name: &str, value: &str) -> Option<&'static str> {
        // `Section__0__Key` is a path into a configuration, and its last word no name of a credential.
        if name.contains("__") && name.to_ascii_lowercase().ends_with("__key") {
            Some("its name is a path into a configuration")
        } else if !value::is_literal_secret(value) {
            Some("its value is empty, a place, a switch or not known to the letter")
        } else if self.allowed_names.iter().any(|allowed| allowed.eq_ignore_ascii_case(name)) {
            Some("the option `allowed-names` names it")
        } else if self.allowed_values.iter().any(|allowed| allowed == value) {
            Some("the option `allowed-values` names its value")
        } else {
            None
        }
    }
}

/// Help for values that containers read.
const AT_RUN_TIME: &str = "Leave it out: whoever runs the container provides it, in the configuration file or as a \
                           secret. Change it where it is in use.";

/// Help for values that the build reads.
const AT_BUILD_TIME: &str = "Give it to the one command that needs it with `RUN --mount=type=secret`, which leaves \
                             nothing in the image. Change it where it is in use.";
