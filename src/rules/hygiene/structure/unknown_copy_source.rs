//! `unknown-copy-source`: a `COPY --from` that names no stage so far, and no image with a tag.

use crate::finding::Sink;
use crate::model::{Dockerfile, Stage, Step};
use crate::parse::{Keyword, Word};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnknownCopySource {}

impl Rule for UnknownCopySource {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for (stage, steps) in file.sections() {
            let known = stage.map_or(&[][..], |stage| &file.stages[..=stage.index]);
            for step in steps.iter().filter(|step| step.is(Keyword::Copy)) {
                if let Some((name, span)) = source(file, step).filter(|(name, _)| is_unknown(name, known)) {
                    let finding = sink.report(span, format!("`{name}` is no stage so far, and no image with a tag"));
                    match file.stages.iter().find(|stage| stage.is_named(&name)) {
                        Some(later) => {
                            finding.label(later.span(), "the stage of that name comes later");
                            finding.help("Move that stage in front of this one.");
                        }
                        None => drop(finding.help("Name an earlier stage, or an image with its tag.")),
                    }
                }
            }
        }
    }
}

/// What `--from` says, where that is known.
fn source(file: &Dockerfile<'_>, step: &Step<'_>) -> Option<(String, Span)> {
    let word: Word<'_> = step.instruction.flag("from")?.value()?;
    let span = word.span();
    if let Some(literal) = word.literal() {
        return Some((literal.into_owned(), span));
    }
    let named = file.images.iter().find(|named| named.word.span() == span)?;
    named.value.is_known().then(|| (named.value.text.clone(), span))
}

fn is_unknown(name: &str, known: &[Stage<'_>]) -> bool {
    let number = name.parse::<usize>().is_ok_and(|number| number < known.len());
    !name.contains(':') && !number && !known.iter().any(|stage| stage.is_named(name))
}
