//! `undefined-arg-in-from`: FROM uses a variable that no ARG before the first FROM declares.

use super::nearest::nearest;
use super::place::report;
use crate::finding::Sink;
use crate::model::{Dockerfile, PREDEFINED, Stage, names_in};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UndefinedArgInFrom {}

impl Rule for UndefinedArgInFrom {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        if file.tree.templated {
            return;
        }
        let declared = file.globals.iter().map(|global| global.name.as_ref());
        let known: Vec<&str> = declared.chain(PREDEFINED).collect();
        for stage in &file.stages {
            let platform = stage.from.flag("platform").and_then(|flag| flag.value());
            for word in stage.image.iter().cloned().chain(platform) {
                for (name, span) in names_in(&word) {
                    if known.contains(&name.as_ref()) {
                        continue;
                    }
                    let message = format!("no `ARG` before the first `FROM` declares `{name}`");
                    let finding = report(file, sink, stage.from, span, message);
                    let inside = file.stages.iter().flat_map(Stage::definitions);
                    if let Some(inside) = inside.into_iter().find(|definition| definition.name == name) {
                        finding.label(inside.pair.name.span(), "declared here for one stage alone");
                    }
                    finding.help(match nearest(&name, known.iter().copied()) {
                        Some(near) => format!("Did you mean `{near}`?"),
                        None => format!("Put `ARG {name}=…` before the first `FROM`."),
                    });
                }
            }
        }
    }
}
