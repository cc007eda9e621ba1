//! Where a rule puts what it finds, and what it leaves alone.

use super::{Finding, Label, Severity};
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::sync::Arc;

/// Collects what rules say of one file, one rule after the other.
#[derive(Debug)]
pub struct Sink {
    rule: Cow<'static, str>,
    severity: Severity,
    source: Arc<Source>,
    findings: Vec<Finding>,
    spared: Vec<Spared>,
    /// Whether somebody asks what the rule spares.
    asked: bool,
}

/// How far a sink is: what is said later can be taken back.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    findings: usize,
    spared: usize,
}

/// A place that a rule looked at and left alone.
#[derive(Clone, Debug)]
pub struct Spared {
    /// Id of the rule.
    pub rule: Cow<'static, str>,
    /// Where, and why: words that stand behind "leaves this alone: ".
    pub place: Label,
}

impl Sink {
    /// A sink for `rule`, whose findings are of `severity` and in `source` unless they say otherwise.
    pub fn new(rule: impl Into<Cow<'static, str>>, severity: Severity, source: Arc<Source>) -> Self {
        Self { rule: rule.into(), severity, source, findings: Vec::new(), spared: Vec::new(), asked: false }
    }

    /// The same sink, which keeps what the rule spares as well.
    pub fn asked(self) -> Self {
        Self { asked: true, ..self }
    }

    /// Listen to another rule from now on; `asked`: and keep what it spares.
    pub fn turn_to(&mut self, rule: impl Into<Cow<'static, str>>, severity: Severity, asked: bool) {
        self.rule = rule.into();
        self.severity = severity;
        self.asked = asked;
    }

    /// How far it is.
    pub fn mark(&self) -> Mark {
        Mark { findings: self.findings.len(), spared: self.spared.len() }
    }

    /// Forget what was said since.
    pub fn back_to(&mut self, mark: Mark) {
        self.findings.truncate(mark.findings);
        self.spared.truncate(mark.spared);
    }

    /// Of what was reported since, keep the findings for which `wanted` is true.
    pub fn keep(&mut self, mark: Mark, wanted: impl FnMut(&Finding) -> bool) {
        let mut since = self.findings.split_off(mark.findings);
        since.retain(wanted);
        self.findings.append(&mut since);
    }

    /// Whether somebody asks what the rule spares: where telling it takes more than a look.
    pub fn is_asked(&self) -> bool {
        self.asked
    }

    /// A fault at `span`. The result is refined in place: `.label(…)`, `.help(…)`, `.severity(…)`.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let source = Arc::clone(&self.source);
        self.report_in(&source, span, message)
    }

    /// A fault at `span` of another file than the sink's own.
    pub fn report_in(&mut self, source: &Arc<Source>, span: Span, message: impl Into<String>) -> &mut Finding {
        let message = message.into();
        debug_assert!(source.text().get(span.range()).is_some(), "{}: {span:?} is not in the source", self.rule);
        debug_assert!(!message.ends_with('.') && !message.is_empty(), "{}: how messages end: {message}", self.rule);
        self.findings.push(Finding::new(self.rule.clone(), self.severity, source, span, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// What stands at `span` looks like a fault, or could be one, and is none: `why` tells the reason in words that stand
    /// behind "leaves this alone: ", such as "the image is a base for others". It is called only if somebody asks.
    pub fn spare<W: Into<String>>(&mut self, span: Span, why: impl FnOnce() -> W) {
        if self.asked {
            let source = Arc::clone(&self.source);
            self.spare_in(&source, span, why);
        }
    }

    /// [`Sink::spare`] for what stands in another file than the sink's own.
    pub fn spare_in<W: Into<String>>(&mut self, source: &Arc<Source>, span: Span, why: impl FnOnce() -> W) {
        if !self.asked {
            return;
        }
        let why: String = why().into();
        debug_assert!(source.text().get(span.range()).is_some(), "{}: {span:?} is not in the source", self.rule);
        debug_assert!(!why.ends_with('.') && !why.is_empty(), "{}: how reasons end: {why}", self.rule);
        let place = Label { source: Arc::clone(source), span, message: why };
        self.spared.push(Spared { rule: self.rule.clone(), place });
    }

    /// How many findings were reported.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// A finding that was reported before, by its number from 0, to be refined further.
    pub fn finding(&mut self, number: usize) -> Option<&mut Finding> {
        self.findings.get_mut(number)
    }

    /// What was found, in the order of reporting.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// What was found, and what was spared if somebody asked.
    pub fn into_parts(self) -> (Vec<Finding>, Vec<Spared>) {
        (self.findings, self.spared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Applicability, Edit, Fix};

    fn sink() -> Sink {
        Sink::new("rule", Severity::Note, Arc::new(Source::new("Dockerfile", "FROM a\n")))
    }

    #[test]
    fn reasons_are_not_made_unless_somebody_asks() {
        let mut sink = sink();
        sink.spare(Span::new(0, 4), || -> String { unreachable!("nobody asks") });
        assert!(sink.into_parts().1.is_empty());
    }

    #[test]
    fn who_asks_is_told_what_is_spared_and_why() {
        let mut sink = sink().asked();
        sink.spare(Span::new(5, 6), || "it is a base");
        let (findings, spared) = sink.into_parts();
        assert!(findings.is_empty());
        let [Spared { rule, place }] = spared.as_slice() else { panic!("one place: {spared:?}") };
        assert_eq!((rule.as_ref(), place.span, place.message.as_str()), ("rule", Span::new(5, 6), "it is a base"));
    }

    #[test]
    fn no_fix_repeats_what_a_template_tag_reads_as() {
        let source = Arc::new(Source::new("Dockerfile.j2", "FROM {{ x }}"));
        let mut sink = Sink::new("rule", Severity::Error, source);
        for replacement in ["a", "\u{fffc}a"] {
            let edits = vec![Edit { span: Span::new(5, 12), replacement: replacement.to_owned() }];
            let message = "mend it".to_owned();
            sink.report(Span::new(5, 12), "wrong").fix(Fix { message, applicability: Applicability::Safe, edits });
        }
        let fixed: Vec<bool> = sink.into_findings().iter().map(|finding| finding.fix.is_some()).collect();
        assert_eq!(fixed, [true, false]);
    }
}
