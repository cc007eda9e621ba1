//! `uncommented-file`: too few of a Dockerfile's instructions are explained.

mod counted;

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::{Keyword, Node, NodeKind};
use crate::rules::{Rule, share};
use crate::text::Span;
use counted::{Counted, count};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UncommentedFile {
    /// The share of explained instructions that a file needs.
    #[serde(deserialize_with = "share")]
    #[schemars(range(min = 0.0, max = 1.0))]
    minimum: f64,
    /// The share that is enough where a header says what the file is for.
    #[serde(deserialize_with = "share")]
    #[schemars(range(min = 0.0, max = 1.0))]
    minimum_with_header: f64,
    /// Files with fewer counted instructions are left alone.
    at_least: usize,
    /// Instructions of which each one needs an explanation.
    #[serde(deserialize_with = "keywords")]
    #[schemars(schema_with = "keywords_schema")]
    every: Vec<Keyword>,
}

impl Default for UncommentedFile {
    fn default() -> Self {
        Self { minimum: 0.30, minimum_with_header: 0.05, at_least: 4, every: Vec::new() }
    }
}

fn keywords<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Keyword>, D::Error> {
    let read = |name: String| match Keyword::of(&name) {
        keyword if counted::COUNTED.contains(&keyword) => Ok(keyword),
        _ => Err(D::Error::custom(format!("`{name}` is not counted; these are: {}", counted::names()))),
    };
    Vec::<String>::deserialize(deserializer)?.into_iter().map(read).collect()
}

fn keywords_schema(_: &mut SchemaGenerator) -> Schema {
    let default: Vec<&str> = UncommentedFile::default().every.into_iter().map(Keyword::as_str).collect();
    let names = counted::COUNTED.map(Keyword::as_str);
    json_schema!({ "type": "array", "items": { "enum": names }, "default": default })
}

impl Rule for UncommentedFile {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let counted = count(file);
        let bare: Vec<&Counted<'_>> = counted.iter().filter(|one| !one.explained).collect();
        let owed: Vec<&Counted<'_>> =
            bare.iter().copied().filter(|one| self.every.contains(&one.instruction.keyword)).collect();
        let total = counted.len();
        let explained = total - bare.len();
        if !owed.is_empty() {
            let of = counted.iter().filter(|one| self.every.contains(&one.instruction.keyword)).count();
            let names = named(&self.every);
            let message =
                format!("{} of {of} {names} instructions {} explained by a comment", owed.len(), is_not(owed.len()));
            report(file, &message, &owed, sink);
        } else if let Some(why) = self.spares(file, explained, total) {
            sink.spare(top(file).unwrap_or_default(), || why);
        } else {
            let percent = explained * 100 / total;
            let verb = if explained == 1 { "is" } else { "are" };
            let message = if explained == 0 {
                format!("no comment explains any of the {total} instructions that build and run the image")
            } else {
                format!("only {explained} of {total} instructions ({percent} %) {verb} explained by a comment")
            };
            report(file, &message, &bare, sink);
        }
    }
}

impl UncommentedFile {
    /// Why it is enough that so many of the instructions are explained; `None` if it is not.
    #[allow(clippy::cast_precision_loss, reason = "a file has fewer than 2^52 instructions")]
    fn spares(&self, file: &Dockerfile<'_>, explained: usize, total: usize) -> Option<String> {
        if total < self.at_least {
            return Some(format!("{total} instructions are fewer than {}, `at-least`", self.at_least));
        }
        let share = explained as f64 / total as f64;
        if share >= self.minimum {
            Some(format!("{explained} of {total} instructions are explained, which is not less than `minimum`"))
        } else if share >= self.minimum_with_header && counted::has_purpose(file) {
            Some(format!("the file says what it is for, and {explained} of {total} instructions are explained"))
        } else {
            None
        }
    }
}

fn is_not(count: usize) -> &'static str {
    if count == 1 { "is not" } else { "are not" }
}

fn named(keywords: &[Keyword]) -> String {
    let names: Vec<String> = keywords.iter().map(|keyword| format!("`{}`", keyword.as_str())).collect();
    names.join(", ")
}

/// How many of the instructions are shown.
const SHOWN: usize = 3;

fn report(file: &Dockerfile<'_>, message: &str, bare: &[&Counted<'_>], sink: &mut Sink) {
    let Some(top) = top(file) else { return };
    let finding = sink.report(top, message);
    let mut worst = bare.to_vec();
    worst.sort_by_key(|one| (std::cmp::Reverse(one.weight()), one.instruction.span.start));
    worst.truncate(SHOWN);
    worst.sort_by_key(|one| one.instruction.span.start);
    for one in worst {
        let lines = one.lines(file);
        let size = if lines > 1 { format!("{lines} lines without a word") } else { "what is this for?".to_owned() };
        finding.label(first_line(file, one.instruction.span), size);
    }
    finding.help("Say above each step, or above each group of steps, what it is for and why it is needed.");
}

/// The first line with something on it.
fn top(file: &Dockerfile<'_>) -> Option<Span> {
    let shown = |node: &&Node| !matches!(node.kind, NodeKind::Blank | NodeKind::ByteOrderMark);
    file.tree.nodes.iter().find(shown).map(|first| first_line(file, first.span))
}

/// The part of `span` that stands on its first line.
fn first_line(file: &Dockerfile<'_>, span: Span) -> Span {
    let text = span.of(file.source.text());
    let line = text.lines().next().unwrap_or("").trim_end().trim_end_matches('\\').trim_end();
    Span::new(span.start, span.start + u32::try_from(line.len()).unwrap_or(0))
}
