//! `undefined-arg-in-from`: FROM uses a variable that no ARG before the first FROM declares.

use super::nearest::{MAX_NAMES, nearest};
use super::place::report;
use crate::finding::Sink;
use crate::model::{Dockerfile, PREDEFINED, Stage, names_in};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UndefinedArgInFrom {}

impl Rule for UndefinedArgInFrom {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        if file.tree.templated {
            return;
        }
        let declared = || file.globals.iter().map(|global| global.name.as_ref());
        // Both hold what there is in the whole file, for a fault that most files don't have.
        let known = LazyCell::new(|| declared().chain(PREDEFINED).collect::<HashSet<&str>>());
        let inside = LazyCell::new(|| {
            let mut inside: HashMap<&str, Span> = HashMap::new();
            for definition in file.stages.iter().flat_map(Stage::definitions) {
                inside.entry(&definition.name).or_insert_with(|| definition.pair.name.span());
            }
            inside
        });
        for stage in &file.stages {
            let platform = stage.from.flag("platform").and_then(|flag| flag.value());
            for word in stage.image.iter().cloned().chain(platform) {
                for (name, span) in names_in(&word) {
                    if known.contains(name.as_ref()) {
                        continue;
                    }
                    let message = format!("no `ARG` before the first `FROM` declares `{name}`");
                    let finding = report(file, sink, stage.from, span, message);
                    if let Some(inside) = inside.get(name.as_ref()) {
                        finding.label(*inside, "declared here for one stage alone");
                    }
                    finding.help(match nearest(&name, declared().take(MAX_NAMES).chain(PREDEFINED)) {
                        Some(near) => format!("Did you mean `{near}`?"),
                        None => format!("Put `ARG {name}=…` before the first `FROM`."),
                    });
                }
            }
        }
    }
}
