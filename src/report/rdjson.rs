//! The report for reviewdog: a `DiagnosticResult` of the Reviewdog Diagnostic Format
//! (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>). Columns count from 1, in bytes of UTF-8; ends are
//! exclusive. Paths stay relative to the working directory: reviewdog itself puts that directory before them.

use super::address::rule_page;
use super::columns::shown;
use super::encode::write_json;
use super::masks::Masks;
use super::{Report, commonmark, sentences};
use crate::catalog::Catalog;
use crate::finding::{Finding, Fix, Label, Notice, Severity};
use crate::text::{Source, Span};
use serde::Serialize;
use std::io::{self, Write};

/// Most bytes between the edits of a fix that is offered: reviewdog knows no fix of several edits, so that what stands
/// between them is repeated.
const MOST_BETWEEN: u32 = 4_096;

/// Write the findings, and before them what could not be checked, as diagnostics.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let masks = report.masks();
    let findings = report.findings.iter().map(|finding| Diagnostic::new(finding, report.catalog, &masks));
    let result = DiagnosticResult {
        source: Tool { name: env!("CARGO_PKG_NAME"), url: env!("CARGO_PKG_REPOSITORY") },
        diagnostics: report.notices.iter().map(Diagnostic::unchecked).chain(findings).collect(),
    };
    write_json(&result, out)
}

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Tool,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'a>>,
}

impl<'a> Diagnostic<'a> {
    fn new(finding: &'a Finding, catalog: &'a Catalog, masks: &Masks) -> Self {
        let source = &finding.primary.source;
        Self {
            message: commonmark::inert(&sentences::text(finding)),
            location: Location::of(&finding.primary),
            severity: match finding.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Note => "INFO",
            },
            code: Some(Code { value: &finding.rule, url: catalog.get(&finding.rule).and_then(rule_page) }),
            suggestions: finding.fix.as_ref().and_then(|fix| Suggestion::new(fix, source, masks)).map(|one| [one]),
            related_locations: finding.labels.iter().map(RelatedLocation::new).collect(),
        }
    }

    fn unchecked(notice: &'a Notice) -> Self {
        Self {
            message: commonmark::inert(&format!("Cannot check this file: {}.", notice.message)),
            location: Location { path: &notice.path, range: None },
            severity: "ERROR",
            code: None,
            suggestions: None,
            related_locations: Vec::new(),
        }
    }
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

impl<'a> Location<'a> {
    fn of(label: &'a Label) -> Self {
        let source = &*label.source;
        Self { path: source.path(), range: Some(Range::new(source, shown(source, label.span))) }
    }
}

#[derive(Serialize)]
struct RelatedLocation<'a> {
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
    location: Location<'a>,
}

impl<'a> RelatedLocation<'a> {
    fn new(label: &'a Label) -> Self {
        Self { message: commonmark::inert(&label.message), location: Location::of(label) }
    }
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

impl Range {
    fn new(source: &Source, span: Span) -> Self {
        Self { start: Position::new(source, span.start), end: Position::new(source, span.end) }
    }
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

impl Position {
    fn new(source: &Source, at: u32) -> Self {
        let lines = source.lines();
        let line = lines.line(at);
        Self { line, column: at - lines.span(line, source.text()).start + 1 }
    }
}

/// A text in place of a range. Several of them would be alternatives, hence one for a whole fix.
#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

impl Suggestion {
    /// `None` for a fix without edits, for one with edits far apart, and where a secret stands between its edits.
    fn new(fix: &Fix, source: &Source, masks: &Masks) -> Option<Self> {
        let (first, last) = (fix.edits.first()?, fix.edits.last()?);
        let mut text = first.replacement.clone();
        let mut between = 0;
        for pair in fix.edits.windows(2) {
            let [before, after] = pair else { continue };
            let kept = Span::new(before.span.end, after.span.start);
            // They stand in order.
            let masks = masks.of_source(source);
            let next = masks.partition_point(|mask| mask.end <= kept.start);
            if masks.get(next).is_some_and(|mask| mask.start < kept.end) {
                return None;
            }
            text.push_str(source.text().get(kept.range())?);
            text.push_str(&after.replacement);
            between += kept.end - kept.start;
        }
        let range = Range::new(source, Span::new(first.span.start, last.span.end));
        (between <= MOST_BETWEEN).then_some(Self { range, text })
    }
}
