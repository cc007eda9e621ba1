//! `unknown-copy-source`: a `COPY --from` that names no stage so far, and no image with a tag.

use crate::finding::Sink;
use crate::model::{Dockerfile, Stage, Step};
use crate::parse::{Keyword, Word};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashMap;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UnknownCopySource {}

impl Rule for UnknownCopySource {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let first = first_by_name(file);
        for (stage, steps) in file.sections() {
            let count = stage.map_or(0, |stage| stage.index + 1);
            for step in steps.iter().filter(|step| step.is(Keyword::Copy)) {
                let Some((name, span)) = source(file, step) else { continue };
                let named = first.get(&name.to_ascii_lowercase()).copied();
                if is_unknown(&name, named, count) {
                    let finding = sink.report(span, format!("`{name}` is no stage so far, and no image with a tag"));
                    match named {
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
    let named = file.image_at(span)?;
    named.value.is_known().then(|| (named.value.text.clone(), span))
}

/// The first stage of each name, in lower case.
fn first_by_name<'m, 't>(file: &'m Dockerfile<'t>) -> HashMap<String, &'m Stage<'t>> {
    let mut first = HashMap::new();
    for stage in &file.stages {
        if let Some(name) = &stage.name {
            first.entry(name.text().to_ascii_lowercase()).or_insert(stage);
        }
    }
    first
}

/// Whether `name`, which is that of the stage `named`, means none of the first `count` stages and no image.
fn is_unknown(name: &str, named: Option<&Stage<'_>>, count: usize) -> bool {
    let number = name.parse::<usize>().is_ok_and(|number| number < count);
    !name.contains(':') && !number && named.is_none_or(|stage| stage.index >= count)
}
