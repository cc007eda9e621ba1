//! `lost-arg-default`: a blank stands where an ARG needs `=`, so that its default is lost.

use crate::finding::Sink;
use crate::model::{Dockerfile, Stage, lost_default};
use crate::rules::Rule;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LostArgDefault {}

impl Rule for LostArgDefault {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let all = file.globals.iter().chain(file.stages.iter().flat_map(Stage::definitions));
        for definition in all {
            let Some(value) = lost_default(file, definition) else { continue };
            // The words behind are definitions of their own, and no names.
            let name = &definition.name;
            let text = file.source.slice(value);
            let quoted = text.starts_with(['"', '\'']) || !text.contains(char::is_whitespace);
            let shown = if quoted { format!("{name}={text}") } else { format!("{name}=\"{text}\"") };
            let finding =
                sink.report(value, format!("`{name}` gets no default: there is a blank where the `=` should be"));
            finding.note("declares another name");
            finding.label(definition.pair.name.span(), "has no default");
            finding.help(format!("Write `ARG {shown}`."));
        }
    }
}
