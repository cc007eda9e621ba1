//! `relative-copy-target`: a COPY to a relative path where no WORKDIR says relative to what.

use super::paths::paths;
use crate::finding::Sink;
use crate::model::{Dockerfile, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RelativeCopyTarget {}

impl Rule for RelativeCopyTarget {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        // By stage: whether it, or one that it is built on, has a WORKDIR. What a stage is built on stands before it.
        let mut settled: Vec<bool> = Vec::with_capacity(file.stages.len());
        for (stage, steps) in file.sections() {
            if let Some(stage) = stage {
                let inherited = stage.parent().is_some_and(|parent| settled[parent]);
                settled.push(inherited || stage.last(Keyword::Workdir).is_some());
                if inherited {
                    continue;
                }
            }
            for step in steps.iter().take_while(|step| !step.is(Keyword::Workdir)) {
                check(step, sink);
            }
        }
    }
}

fn check(step: &Step<'_>, sink: &mut Sink) {
    if !step.is(Keyword::Copy) {
        return;
    }
    let Some((_, target)) = paths(step.instruction).filter(|(_, target)| is_relative(&target.text)) else { return };
    let message = format!("`{}` is relative, and no `WORKDIR` says to what", target.text);
    sink.report(target.span, message).help("Set a `WORKDIR` before it, or copy to an absolute path.");
}

/// Whether a path begins with no slash, no variable and no drive.
fn is_relative(path: &str) -> bool {
    let drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    !path.starts_with(['/', '$', '\\']) && !drive
}
