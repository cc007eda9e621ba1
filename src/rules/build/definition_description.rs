//! `definition-description`: the comment above an ARG or a stage doesn't begin with its name.

use super::place::report;
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::{Instruction, Keyword};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DefinitionDescription {}

impl Rule for DefinitionDescription {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let described =
            |it: &&Instruction<'_>| matches!(it.keyword, Keyword::Arg | Keyword::From) && it.onbuild.is_none();
        for instruction in file.tree.instructions.iter().filter(described) {
            let Some((comment, span)) = last_comment(file, instruction) else { continue };
            let names: Vec<(String, Span)> = if instruction.keyword == Keyword::Arg {
                let pairs = instruction.pairs().into_iter();
                pairs.map(|pair| (pair.name.text().into_owned(), pair.name.span())).collect()
            } else {
                let words = instruction.words();
                let name = (words.len() == 3).then(|| &words[2]);
                name.map(|name| (name.text().to_lowercase(), name.span())).into_iter().collect()
            };
            let Some((name, at)) = names.first() else { continue };
            let first = comment.split(' ').next().unwrap_or("");
            if names.iter().any(|(name, _)| name == first) {
                continue;
            }
            let message = format!("the comment above `{name}` doesn't begin with that name");
            report(file, sink, instruction, *at, message)
                .label(span, "this one")
                .help(format!("Begin it with `{name}`, or put an empty comment, `#`, below it."));
        }
    }
}

/// The last of the comments that BuildKit takes for the instruction's description: none if that one is empty.
fn last_comment<'f>(file: &'f Dockerfile<'_>, instruction: &Instruction<'_>) -> Option<(&'f str, Span)> {
    let node = file.tree.comments_above(instruction).last()?;
    let line = file.source.slice(node.span);
    // An indented one keeps its `#`.
    let text = line.strip_prefix('#').unwrap_or(line).trim();
    let blanks = u32::try_from(line.len() - line.trim_start().len()).unwrap_or(0);
    let end = node.span.start + u32::try_from(line.trim_end().len()).unwrap_or(0);
    (!text.is_empty()).then_some((text, Span::new(node.span.start + blanks, end)))
}
