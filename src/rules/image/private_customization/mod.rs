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
use crate::model::{Audience, Dockerfile, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::Word;
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
                let named = |word: &&Word<'_>| self.deployments.iter().any(|name| word.is(name));
                if let Some(word) = command.words.iter().find(named).or_else(|| deployment(&command.words)) {
                    sink.report(word.span, format!("the build does something else for `{}`", word.text())).help(HELP);
                }
            }
        }
    }
}

/// What the name of a deployment, an operator or a customer is compared with: `[ "$TENANT" = acme ]`. An environment is none of
/// these.
fn deployment<'w, 't>(words: &'w [Word<'t>]) -> Option<&'w Word<'t>> {
    let position = words.iter().position(|word| ["=", "==", "!="].iter().any(|sign| word.is(sign)))?;
    let (one, other) = (words.get(position.checked_sub(1)?)?, words.get(position + 1)?);
    let asks = |word: &Word<'_>| word.variables().any(|variable| names_deployment(&variable.name));
    let answer = |word: &Word<'_>| word.literal().is_some_and(|text| !text.is_empty() && !is_general(text));
    [(one, other), (other, one)].into_iter().find(|(asked, said)| asks(asked) && answer(said)).map(|(_, said)| said)
}

fn names_deployment(variable: &str) -> bool {
    let name = variable.to_ascii_uppercase();
    let name = name.strip_suffix("_NAME").unwrap_or(&name);
    ["DEPLOYMENT", "OPERATOR", "TENANT", "CUSTOMER"]
        .iter()
        .any(|word| name.strip_suffix(word).is_some_and(|before| before.is_empty() || before.ends_with('_')))
}

/// Whether everybody may have a deployment that is called so.
fn is_general(name: &str) -> bool {
    const SWITCHES: [&str; 9] = ["0", "1", "default", "docker", "false", "no", "none", "true", "yes"];
    Audience::of(name).is_some() || SWITCHES.contains(&name) || name.starts_with("stag") || name == "main"
}

/// The steps of stages that go back to an operating system or a language: there the shared image is made.
fn own_steps<'m, 't>(file: &'m Dockerfile<'t>) -> impl Iterator<Item = &'m Step<'t>> {
    let own = file.on_foundation();
    file.stages.iter().filter(move |stage| own[stage.index]).flat_map(|stage| &stage.steps)
}

/// What to do, in one sentence for all.
const HELP: &str = "Move it to a Dockerfile of its own that starts `FROM` this image, kept by whoever needs it.";
