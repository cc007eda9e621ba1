//! `copy-into-file`: a COPY of several files to one path that is no directory by its looks.

use super::paths::paths;
use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::{Dockerfile, Stage};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CopyIntoFile {}

impl Rule for CopyIntoFile {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let steps = file.sections().flat_map(|(stage, steps)| steps.iter().map(move |step| (stage, step)));
        for (stage, step) in steps.filter(|(_, step)| step.is(Keyword::Copy)) {
            let Some((sources, target)) = paths(step.instruction) else { continue };
            let on_windows = || stage.is_some_and(Stage::is_for_windows);
            if sources.len() < 2 || target.text.ends_with('/') || target.text.ends_with('\\') && on_windows() {
                continue;
            }
            let message = format!("{} files go to `{}`, which has no `/` at its end", sources.len(), target.text);
            let finding = sink.report(target.span, message);
            finding.help(format!("Write `{}/`: several files can go into a directory alone.", target.text));
            // In quotes the slash belongs in front of the closing one.
            if file.source.slice(target.span) == target.text {
                let edits = vec![Edit { span: Span::at(target.span.end), replacement: "/".to_owned() }];
                finding.fix(Fix { message: "add `/`".to_owned(), applicability: Applicability::Unsafe, edits });
            }
        }
    }
}
