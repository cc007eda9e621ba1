//! `redundant-platform`: FROM asks for the platform that it would get anyway.

use super::place::report;
use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::{Dockerfile, names_in};
use crate::parse::{Operator, Part, Word};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RedundantPlatform {}

impl Rule for RedundantPlatform {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for from in file.stages.iter().map(|stage| stage.from) {
            let Some(flag) = from.flag("platform") else { continue };
            let Some(value) = flag.value().filter(is_target) else { continue };
            let message = format!("`{}` is the platform that `FROM` takes anyway", value.text());
            let finding = report(file, sink, from, flag.span(), message);
            finding.help("Remove the flag.");
            let text = file.source.text();
            let behind = &text[flag.span().end as usize..];
            let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
            let end = flag.span().end + u32::try_from(blanks).unwrap_or(0);
            finding.fix(Fix {
                message: "remove `--platform`".to_owned(),
                applicability: Applicability::Safe,
                edits: vec![Edit { span: Span::new(flag.span().start, end), replacement: String::new() }],
            });
        }
    }
}

/// Whether the word is `$TARGETPLATFORM` and nothing else, perhaps with a default that is never needed.
fn is_target(word: &Word<'_>) -> bool {
    let names = names_in(word);
    let parts = word.parts();
    let [Part::Variable(variable)] = parts.as_slice() else { return false };
    let value = matches!(variable.operator, Operator::None | Operator::Default { .. } | Operator::Required { .. });
    value && names.len() == 1 && variable.name == "TARGETPLATFORM"
}
