//! What is wrong with a page's tables: findings in the page's own text, as those of a configuration are in its.

use crate::catalog::nearest;
use crate::finding::{CONFIGURATION, Finding, Severity};
use crate::text::{Source, Span};
use std::ops::Range;
use std::sync::Arc;

/// Collects the mistakes of one page.
pub(super) struct Problems<'p> {
    source: &'p Arc<Source>,
    /// Where the tables begin in the page.
    offset: usize,
    findings: Vec<Finding>,
}

/// Characters of the page that a sentence quotes at most.
const LONGEST: usize = 60;

impl<'p> Problems<'p> {
    pub(super) fn new(source: &'p Arc<Source>, offset: usize) -> Self {
        Self { source, offset, findings: Vec::new() }
    }

    /// The bytes at `range` of the tables are wrong, as `message` says.
    pub(super) fn add(&mut self, range: Range<usize>, message: impl Into<String>) -> &mut Finding {
        let range = self.offset + range.start..self.offset + range.end;
        let span = Span::on_characters(self.source.text(), range);
        self.findings.push(Finding::new(CONFIGURATION, Severity::Error, self.source, span, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// `name` stands where only `known` names may.
    pub(super) fn unknown(&mut self, range: Range<usize>, what: &str, name: &str, known: &[&str]) {
        let help = match nearest(name, known.iter().copied()) {
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

    /// What the page has from the key at `key` to `end`, on one line; of a table with a heading of its own the key alone.
    pub(super) fn text(&self, key: Range<usize>, end: usize) -> String {
        let text = |range: Range<usize>| {
            self.source.text().get(self.offset + range.start..self.offset + range.end).unwrap_or_default()
        };
        let (name, rest) = (text(key.clone()), text(key.end..end.max(key.end)));
        let rest = if rest.starts_with(']') { "" } else { rest };
        let line = format!("{name}{rest}").split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("{}…", &line[..cut]),
            None => line,
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
