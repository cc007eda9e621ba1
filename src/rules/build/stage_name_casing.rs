//! `stage-name-casing`: a stage's name has capitals.

use super::place::report;
use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::{Base, Dockerfile};
use crate::parse::Word;
use crate::rules::Rule;
use crate::text::holds_opaque;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StageNameCasing {}

impl Rule for StageNameCasing {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        // By stage: the words that name it.
        let mut named: Vec<Vec<&Word<'_>>> = vec![Vec::new(); file.stages.len()];
        for image in &file.images {
            if let Base::Stage(stage) = image.target {
                named[stage].push(&image.word);
            }
        }
        for (stage, named) in file.stages.iter().zip(named) {
            let Some(name) = &stage.name else { continue };
            let (written, lower) = (name.text(), name.text().to_lowercase());
            // Of a template tag in it nobody knows what it will be.
            if written == lower || holds_opaque(&written) {
                continue;
            }
            let finding =
                report(file, sink, stage.from, name.span(), format!("the stage's name `{written}` has capitals"));
            finding.help(format!("Call it `{lower}`: BuildKit keeps the names of stages in lower case."));
            // Wherever the stage is named, it is named anew.
            let named = named.into_iter().filter(|word| {
                word.literal().is_some_and(|text| text.eq_ignore_ascii_case(&written) && word.text() == text)
            });
            let mut places: Vec<_> = named.map(|word| (word.span(), word.text())).collect();
            places.retain(|(_, text)| *text != lower);
            places.push((name.span(), written));
            places.sort_by_key(|(span, _)| span.start);
            places.dedup_by_key(|(span, _)| *span);
            finding.fix(Fix {
                message: format!("call the stage `{lower}`"),
                applicability: Applicability::Safe,
                edits: places.into_iter().map(|(span, _)| Edit { span, replacement: lower.clone() }).collect(),
            });
        }
    }
}
