//! `swallowed-instruction`: the line above ends with a backslash, so that an instruction is an argument.
//!
//! ```text
//! RUN apt-get install --yes \
//!     gettext \
//!             ^ joins the next line, and Docker passes over the blank one between
//!
//! RUN pip install notes
//! ^^^ a package for apt-get
//! ```

use crate::finding::Sink;
use crate::model::{Dockerfile, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::Command;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SwallowedInstruction {}

impl Rule for SwallowedInstruction {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for (_, step) in file.steps() {
            let mut found = None;
            for (word, escape) in step.instruction.restarts() {
                if is_argument(step, word) {
                    found.get_or_insert_with(|| (word, escape, Vec::new())).2.push(word);
                } else {
                    sink.spare(word, || "it stands in quotes, or is printed");
                }
            }
            let Some((word, escape, all)) = found else { continue };
            let (name, above) = (file.source.slice(word), step.instruction.keyword.as_str());
            let finding = sink.report(word, format!("this `{name}` is an argument of the `{above}` above it"));
            finding.label(escape, "joins the lines");
            for other in all.into_iter().skip(1) {
                finding.label(other, "and so is this");
            }
            finding.help(format!("Take the backslash off the line above, so that `{name}` begins an instruction."));
        }
    }
}

/// Whether the keyword at `span` is a word of its own in the step, which nobody means to be shown or stored.
fn is_argument(step: &Step<'_>, span: Span) -> bool {
    if matches!(step.instruction.keyword, Keyword::Copy | Keyword::Add) {
        return step.instruction.words().iter().any(|word| word.span() == span);
    }
    let prints = |command: &Command<'_>| matches!(command.name(), Some("echo" | "printf"));
    let mut commands = step.script.commands.iter().filter(|command| !prints(command));
    commands.any(|command| command.words.iter().any(|word| word.span == span && !word.quoted))
}
