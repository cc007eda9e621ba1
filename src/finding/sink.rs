//! Where a rule puts what it finds.

use super::{Finding, Severity};
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::sync::Arc;

/// Collects the findings of one rule in one file.
#[derive(Debug)]
pub struct Sink {
    rule: Cow<'static, str>,
    severity: Severity,
    source: Arc<Source>,
    findings: Vec<Finding>,
}

impl Sink {
    /// A sink for `rule`, whose findings are of `severity` and in `source` unless they say otherwise.
    pub fn new(rule: impl Into<Cow<'static, str>>, severity: Severity, source: Arc<Source>) -> Self {
        Self { rule: rule.into(), severity, source, findings: Vec::new() }
    }

    /// A fault at `span`. The result is refined in place: `.label(…)`, `.help(…)`, `.severity(…)`.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let message = message.into();
        debug_assert!(self.source.text().get(span.range()).is_some(), "{}: {span:?} is not in the source", self.rule);
        debug_assert!(!message.ends_with('.') && !message.is_empty(), "{}: how messages end: {message}", self.rule);
        self.findings.push(Finding::new(self.rule.clone(), self.severity, &self.source, span, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// The finding that was reported last, to be refined further.
    pub fn last(&mut self) -> Option<&mut Finding> {
        self.findings.last_mut()
    }

    /// What was found, in the order of reporting.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
