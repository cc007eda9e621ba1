//! `legacy-key-value`: `ENV name value`, without `=`.

use super::place::report;
use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use crate::parse::{Instruction, Keyword, Pair, Word, is_blank};
use crate::rules::Rule;
use crate::text::{OPAQUE, Span, holds_opaque};
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LegacyKeyValue {}

impl Rule for LegacyKeyValue {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for executed in file.executed().filter(|it| it.is(Keyword::Env) || it.is(Keyword::Label)) {
            let instruction = executed.instruction;
            let Some(pair) = instruction.first_pair().filter(|pair| pair.legacy) else { continue };
            let Some(value) = &pair.value else { continue };
            let (keyword, text) = (instruction.keyword.as_str(), pair.name.text());
            // A template tag is shown as it is written.
            let name = if holds_opaque(&text) { pair.name.span().of(instruction.source) } else { &*text };
            let message = format!("a blank stands in place of `=` behind `{keyword} {name}`");
            let finding = report(file, sink, executed.cause(), pair.name.span(), message);
            finding.help(format!("Write `{keyword} {name}=…`; that form can take several pairs."));
            if executed.fired_by.is_none()
                && let Some(edits) = rewritten(instruction, &pair, value)
            {
                let message = "write it with `=`".to_owned();
                finding.fix(Fix { message, applicability: Applicability::Safe, edits });
            }
        }
    }
}

/// What means something else between quotes, or may hold a quote.
const QUOTING: [char; 5] = ['"', '\'', '\\', '`', OPAQUE];

/// The edits that put `=` between name and value, and the quotes that the value then needs; `None` where they can't be told.
fn rewritten(instruction: &Instruction<'_>, pair: &Pair<'_>, value: &Word<'_>) -> Option<Vec<Edit>> {
    let between = Span::new(pair.name.span().end, value.span().start);
    // In front of a blank, a quote is part of the name; in front of `=`, it opens a string.
    if between.of(instruction.source).contains('\n') || pair.name.text().contains(QUOTING) {
        return None;
    }
    let text = value.text();
    let mut edits = vec![Edit { span: between, replacement: "=".to_owned() }];
    if !text.bytes().any(is_blank) || is_one_quoted_word(&text) {
        return Some(edits);
    }
    if text.contains(QUOTING) {
        return None;
    }
    edits[0].replacement.push('"');
    edits.push(Edit { span: Span::at(value.span().end), replacement: "\"".to_owned() });
    Some(edits)
}

/// `"a b"`: one pair of quotes, round all of it.
fn is_one_quoted_word(text: &str) -> bool {
    text.len() > 1
        && text.starts_with('"')
        && text.ends_with('"')
        && !text[1..text.len() - 1].contains(['"', '\\', '`'])
}
