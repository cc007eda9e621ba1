//! What is wrong with a page's tables: findings in the page's own text, as those of a configuration are in its.

use crate::finding::{Finding, Label, Severity};
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// The rule that these findings name, the same as for configuration files.
const RULE: &str = "configuration";

/// Collects the mistakes of one page.
pub(super) struct Problems<'p> {
    source: &'p Arc<Source>,
    /// Where the tables begin in the page.
    offset: usize,
    findings: Vec<Finding>,
}

impl<'p> Problems<'p> {
    pub(super) fn new(source: &'p Arc<Source>, offset: usize) -> Self {
        Self { source, offset, findings: Vec::new() }
    }

    /// The bytes at `range` of the tables are wrong, as `message` says.
    pub(super) fn add(&mut self, range: Range<usize>, message: impl Into<String>) -> &mut Finding {
        let text = self.source.text();
        let start = text.floor_char_boundary(self.offset + range.start);
        let end = text.ceil_char_boundary(self.offset + range.end.max(range.start));
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span::new(offset(start), offset(end));
        self.findings.push(Finding {
            rule: Cow::Borrowed(RULE),
            severity: Severity::Error,
            message: message.into(),
            primary: Label { source: Arc::clone(self.source), span, message: String::new() },
            labels: Vec::new(),
            help: Vec::new(),
            fix: None,
            masked: Vec::new(),
            suppressed: None,
            anchor: None,
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// `name` stands where only `known` names may.
    pub(super) fn unknown(&mut self, range: Range<usize>, what: &str, name: &str, known: &[&str]) {
        let help = match nearest(name, known) {
            Some(near) => format!("Did you mean `{near}`?"),
            None if known.is_empty() => "There is none to name here.".to_owned(),
            None => format!("Write one of `{}`.", known.join("`, `")),
        };
        self.add(range, format!("there is no {what} `{name}`")).help(help);
    }

    /// The part of `range` that reads `part`; all of it where that is not written out.
    pub(super) fn narrowed(&self, range: Range<usize>, part: &str) -> Range<usize> {
        let written = self.source.text().get(self.offset + range.start..self.offset + range.end).unwrap_or("");
        match written.find(part) {
            Some(at) => range.start + at..range.start + at + part.len(),
            None => range,
        }
    }

    /// Whether there are any.
    pub(super) fn any(&self) -> bool {
        !self.findings.is_empty()
    }

    /// All mistakes, in source order.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|finding| finding.primary.span);
        self.findings
    }
}

/// The name among `known` that `name` was probably meant to be.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let scored = known.iter().map(|known| (strsim::jaro_winkler(name, known), *known));
    scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}
