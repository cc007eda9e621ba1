//! `user-by-name`: a USER that is no number, which a cluster can't tell from root.

use crate::finding::Sink;
use crate::model::{DefinitionKind, Dockerfile, Place, ShellKind, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UserByName {}

impl Rule for UserByName {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for (stage, steps) in file.sections() {
            // Windows knows users by name alone.
            let users = steps.iter().enumerate().filter(|(_, it)| it.is(Keyword::User) && it.shell == ShellKind::Posix);
            for (index, step) in users {
                let place = stage.map(|stage| Place { stage: stage.index, step: index });
                let Some(written) = user(file, place, step) else { continue };
                let name = written.split(':').next().unwrap_or("");
                if name.bytes().any(|byte| !byte.is_ascii_digit()) {
                    let message = format!("the user `{name}` is no number");
                    let finding = sink.report(step.instruction.text().span(), message);
                    finding.help(
                        "Write the number that the user has: a cluster can check it without looking into the image.",
                    );
                }
            }
        }
    }
}

/// What USER says; `None` where an ARG leaves it to the build, or where it can't be told.
fn user(file: &Dockerfile<'_>, place: Option<Place>, step: &Step<'_>) -> Option<String> {
    let word = step.instruction.text();
    if let Some(literal) = word.literal() {
        return Some(literal.into_owned());
    }
    let value = file.value(place?, &word);
    let fixed = value.origins.iter().all(|origin| origin.kind == DefinitionKind::Env);
    (value.is_known() && fixed).then_some(value.text)
}
