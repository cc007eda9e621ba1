//! `private-customization`: what one operator needs, in the Dockerfile that all share.
//!
//! ```text
//! RUN pip install -r requirements/private.txt     requirements
//! RUN git apply /tmp/our.patch                    patch
//! RUN pip install newrelic                        agent
//! RUN if [ "$SITE" = edx.org ]; then …            deployment
//! ```

mod agent;
mod patch;
mod requirements;

use crate::finding::Sink;
use crate::model::{Dockerfile, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PrivateCustomization {
    packages: Vec<String>,
    deployments: Vec<String>,
}

impl Default for PrivateCustomization {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self { packages: owned(PACKAGES), deployments: owned(&["2u", "edge.edx.org", "edx.org"]) }
    }
}

/// Agents of vendors, and packages of one operator; a `*` behind stands for any end.
const PACKAGES: &[&str] =
    &["datadog", "datadog-agent", "ddtrace", "edx-arch-experiments", "edx-internal-*", "newrelic", "newrelic-*"];

impl Rule for PrivateCustomization {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let own = file.on_foundation();
        for stage in file.stages.iter().filter(|stage| !own[stage.index]) {
            sink.spare(
                stage.span(),
                || "nothing tells that it is built on an operating system or a language alone, as a shared image is",
            );
        }
        agent::check(self, file, sink);
        requirements::check(file, sink);
        patch::check(file, sink);
        self.check_conditions(file, sink);
    }
}

impl PrivateCustomization {
    /// Conditions on the name of one deployment.
    fn check_conditions(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for step in own_steps(file).filter(|step| step.is(Keyword::Run)) {
            for command in &step.script.commands {
                if !matches!(command.name(), Some("[" | "[[" | "test")) {
                    continue;
                }
                let named = |word: &&crate::shell::Word<'_>| self.deployments.iter().any(|name| word.is(name));
                if let Some(word) = command.words.iter().find(named) {
                    sink.report(word.span, format!("the build does something else for `{}`", word.text())).help(HELP);
                }
            }
        }
    }
}

/// The steps of stages that go back to an operating system or a language: there the shared image is made.
fn own_steps<'m, 't>(file: &'m Dockerfile<'t>) -> impl Iterator<Item = &'m Step<'t>> {
    let own = file.on_foundation();
    file.stages.iter().filter(move |stage| own[stage.index]).flat_map(|stage| &stage.steps)
}

/// What to do, in one sentence for all.
const HELP: &str = "Move it to a Dockerfile of its own that starts `FROM` this image, kept by whoever needs it.";
