//! `missing-copy-source`: COPY or ADD names a file that isn't in the build context, while other files of it are.

use super::place::report;
use crate::finding::Sink;
use crate::model::{ContextSource, Dockerfile};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MissingCopySource {
    generated: Vec<String>,
}

impl Rule for MissingCopySource {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut sources = file.context_sources();
        sources.retain(ContextSource::names_one);
        let directory = file.context_directory(&sources);
        let there = |path: &str| file.context.holds(directory, path);
        // Only where the context is known does the absence of a file say anything.
        if !file.context.is_told() && !sources.iter().any(|source| there(&source.path)) {
            return;
        }
        for source in &sources {
            let path = source.path.trim_start_matches('/');
            let generated = self.generated.iter().any(|name| path.split('/').any(|part| part == name));
            if generated || there(path) || file.context.find(path).next().is_some() {
                continue;
            }
            let message = format!("`{path}` is not in the build context");
            report(file, sink, source.executed.cause(), source.span, message)
                .help("Correct the path; if the file is made before the build, name it in the option `generated`.");
        }
    }
}
