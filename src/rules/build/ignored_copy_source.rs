//! `ignored-copy-source`: COPY or ADD names a file that the ignore file keeps out of the build context.

use super::place::report;
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IgnoredCopySource {}

/// How often a source is compared with a pattern: each is with each.
const MOST_COMPARISONS: usize = 1 << 20;

impl Rule for IgnoredCopySource {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let sources = file.context_sources();
        if sources.is_empty() {
            return;
        }
        let Some(ignores) = file.context_ignores(file.context_directory(&sources)) else { return };
        // Where a pattern brings something back in, what is copied may be a part of it.
        if ignores.patterns.is_empty() || ignores.patterns.negates() {
            return;
        }
        let most = (MOST_COMPARISONS / ignores.patterns.len().max(1)).max(1);
        for source in sources.into_iter().take(most) {
            if matches!(source.path.as_str(), "." | "/") && !ignores.patterns.has_catch_all() {
                continue;
            }
            let Some((start, end)) = ignores.patterns.excluding(&source.path) else { continue };
            let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
            let message = format!("`{}` is not in the build context: the ignore file leaves it out", source.path);
            report(file, sink, source.executed.cause(), source.span, message)
                .label_in(Arc::clone(&ignores.source), Span::new(offset(start), offset(end)), "left out here")
                .help("Take the pattern out of the ignore file, or don't copy what it names.");
        }
    }
}
