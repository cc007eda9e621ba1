//! `consecutive-runs`: RUNs of one command each, side by side, that could be one.

use crate::finding::Sink;
use crate::model::{Dockerfile, ShellKind, Step};
use crate::parse::{Command, Flag, Keyword};
use crate::rules::Rule;
use crate::shell::CommandKind;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsecutiveRuns {}

impl Rule for ConsecutiveRuns {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for (_, steps) in file.sections() {
            let mut before: Option<&Step<'_>> = None;
            for step in steps {
                if !step.is(Keyword::Run) {
                    before = None;
                    continue;
                }
                match before.filter(|before| could_join(before, step)) {
                    Some(first) => {
                        let finding =
                            sink.report(step.instruction.keyword_span, "this `RUN` could be one with that before");
                        finding.label(first.instruction.keyword_span, "with this one");
                        finding.help("Join them with `&&` or a heredoc: each `RUN` is a layer.");
                    }
                    None => before = Some(step),
                }
            }
        }
    }
}

fn could_join(one: &Step<'_>, other: &Step<'_>) -> bool {
    flags(one) == flags(other) && is_short(one) && is_short(other)
}

/// The flags by what they mean: the options of a mount have no order, and several names.
fn flags(step: &Step<'_>) -> BTreeSet<(String, BTreeMap<String, String>)> {
    let options = |flag: &Flag<'_>| match flag.name().as_ref() {
        "mount" => flag.mount_options(),
        _ => flag.value().map(|it| (String::new(), it.text().into_owned())).into_iter().collect(),
    };
    step.instruction.flags().map(|flag| (flag.name().into_owned(), options(&flag))).collect()
}

/// Whether it runs one command at most; of another shell's scripts nobody knows here.
fn is_short(step: &Step<'_>) -> bool {
    let unread = step.shell == ShellKind::Other && matches!(step.instruction.command(), Command::Shell(_));
    let commands = step.script.commands.iter();
    let own = commands.filter(|command| command.kind == CommandKind::Simple && command.name().is_some());
    !unread && own.filter(|command| !step.script.is_handed_on(command.block)).count() <= 1
}
