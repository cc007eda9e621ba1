//! `maintainer-instruction`: MAINTAINER, which a label has replaced.

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MaintainerInstruction {}

/// The label for it, by the OCI's image specification.
const LABEL: &str = "org.opencontainers.image.authors";

impl Rule for MaintainerInstruction {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let all = file.tree.instructions.iter();
        for instruction in all.filter(|it| it.keyword == Keyword::Maintainer && it.onbuild.is_none()) {
            let finding = sink.report(instruction.keyword_span, "`MAINTAINER` is out of use");
            finding.help(format!("Name the people who answer for the image in a label, `{LABEL}`."));
            let who = instruction.rest();
            let text = who.text();
            let quoted = text.len() > 1 && text.starts_with('"') && text.ends_with('"');
            let inside = if quoted { &text[1..text.len() - 1] } else { &text };
            // What a label would read as something else is left to people.
            let lines = who.span().of(instruction.source).contains('\n');
            if lines || inside.is_empty() || inside.contains(['"', '\\', '`', '$', '\n', crate::text::OPAQUE]) {
                continue;
            }
            finding.fix(Fix {
                message: format!("use the label `{LABEL}`"),
                applicability: Applicability::Unsafe,
                edits: vec![Edit {
                    span: instruction.keyword_span.to(who.span()),
                    replacement: format!("LABEL {LABEL}=\"{inside}\""),
                }],
            });
        }
    }
}
