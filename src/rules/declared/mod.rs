//! Rules without code: a page's `[match]` table says what to visit and when it is wrong. It is compiled once, when the rule
//! is selected. It can run like any other rule; all of them together are a [`Battery`].
//!
//! ```text
//!  page ──► compile ──► Matcher { kind, condition, message } ──► Battery ──► visit ──► Judgement ──► Sink
//!           (types,      kind, fields: one table of all that     (filed by  (views    (true, false,
//!            mistakes)   can be visited and read                  kind)      of nodes) unknown)
//! ```

mod battery;
mod compile;
mod condition;
mod fact;
mod fields;
mod keywords;
mod kind;
mod matcher;
mod options;
mod problem;
mod reference;
mod schema;
mod template;
mod test;
mod truth;
mod version;
mod view;
mod visit;

#[cfg(test)]
mod tests;

pub use battery::Battery;
pub use reference::reference;
pub use schema::schema;

use super::Rule;
use crate::catalog::{Page, page};
use crate::finding::{Finding, Sink};
use crate::model::Dockerfile;
use crate::text::Source;
use compile::{Compiler, matchers};
use matcher::Matcher;
use options::Options;
use problem::Problems;
use serde_json::Value;
use std::sync::Arc;
use thiserror::Error;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Why a page's tables make no rule.
#[derive(Debug, Error)]
pub enum Rejected {
    /// The page is wrong: all that is wrong with it, as findings in its text.
    #[error("the rule page is wrong")]
    Page(Vec<Finding>),
    /// The options that an operator sets are wrong; the span is in the configuration's text.
    #[error(transparent)]
    Options(#[from] toml::de::Error),
}

/// A rule that its page declares.
pub struct Declared {
    matchers: Vec<Matcher>,
}

impl Rule for Declared {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for matcher in &self.matchers {
            matcher.check(file, sink);
        }
    }
}

/// The rule that the `[match]` table of `page` declares, under the options of a configuration. `source` is the text of the
/// page, under the name that mistakes are told with.
///
/// # Errors
/// All that is wrong with the page's tables, or the first thing that is wrong with the options.
pub fn compile(page: &Page, source: &Arc<Source>, given: Option<ValueDeserializer<'_>>) -> Result<Declared, Rejected> {
    let Some((offset, text)) = page::metadata(source.text()) else {
        let mut problems = Problems::new(source, 0);
        problems.add(0..0, "the page has no `toml` block");
        return Err(Rejected::Page(problems.finish()));
    };
    let mut problems = Problems::new(source, offset);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let message = error.message().trim().trim_end_matches('.').replace('\n', ", ");
        problems.add(error.span().unwrap_or(0..0), message);
    }
    let mut table = table.into_inner();
    let mut compiler = Compiler { options: &Options::default(), fixes: page.fixes, problems: &mut problems };
    let mut options = match table.remove("options").and_then(|options| compiler.table(options, "options")) {
        Some(table) => Options::declared(table, compiler.problems),
        None => Options::default(),
    };
    if let Some(given) = given {
        options.set(given)?;
    }
    let matchers = if let Some(value) = table.remove("match") {
        matchers(value, &mut Compiler { options: &options, fixes: page.fixes, problems: &mut problems })
    } else {
        problems.add(0..0, "the page has no `[match]` table, and no code is known for it");
        Vec::new()
    };
    match problems.finish() {
        wrong if !wrong.is_empty() => Err(Rejected::Page(wrong)),
        _ => Ok(Declared { matchers }),
    }
}

/// The JSON schema of the options that `page` declares: each of the type that its default has.
pub fn options(page: &Page) -> Value {
    let source = Arc::new(Source::new(page.path.as_ref(), page.markdown.as_ref()));
    let Some((offset, text)) = page::metadata(source.text()) else { return Options::default().schema() };
    let mut problems = Problems::new(&source, offset);
    let table = DeTable::parse_recoverable(text).0.into_inner().remove("options").map(Spanned::into_inner);
    match table {
        // Mistakes are told where the page is compiled.
        Some(DeValue::Table(table)) => Options::declared(table, &mut problems).schema(),
        _ => Options::default().schema(),
    }
}
