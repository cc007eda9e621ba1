//! The report for scripts. Its `version` rises when a field is renamed, dropped or changes its meaning; new fields may
//! come at any time.

use super::Report;
use super::columns::AllColumns;
use super::encode::write_json;
use crate::catalog::Catalog;
use crate::finding::{Applicability, Finding, Fix, Label, Severity};
use crate::text::{Source, Span};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};
use std::sync::Arc;

/// Write the findings as one JSON object.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut columns = AllColumns::default();
    let findings = report.findings.iter().map(|finding| JsonFinding::new(finding, report.catalog, &mut columns));
    let document = Document {
        version: 1,
        findings: findings.collect(),
        summary: Summary {
            files: report.files,
            repositories: report.repositories,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
            suppressed: report.suppressed.len(),
            fixed: report.fixed,
            notices: report
                .notices
                .iter()
                .map(|notice| JsonNotice { path: &notice.path, message: &notice.message })
                .collect(),
        },
    };
    write_json(&document, out)
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    findings: Vec<JsonFinding<'a>>,
    summary: Summary<'a>,
}

#[derive(Serialize)]
struct Summary<'a> {
    files: usize,
    repositories: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
    fixed: usize,
    notices: Vec<JsonNotice<'a>>,
}

#[derive(Serialize)]
struct JsonNotice<'a> {
    path: &'a str,
    message: &'a str,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    aliases: &'a [Cow<'static, str>],
    level: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    path: &'a str,
    #[serde(flatten)]
    range: Range,
    labels: Vec<JsonLabel<'a>>,
    help: Option<String>,
    fix: Option<JsonFix<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<JsonSuppression<'a>>,
}

impl<'a> JsonFinding<'a> {
    fn new(finding: &'a Finding, catalog: &'a Catalog, columns: &mut AllColumns<'a>) -> Self {
        Self {
            rule: &finding.rule,
            aliases: match &finding.aliases {
                Some(aliases) => aliases,
                None => catalog.get(&finding.rule).map_or(&[], |page| &*page.aliases),
            },
            level: finding.severity,
            message: &finding.message,
            note: &finding.primary.message,
            path: finding.primary.source.path(),
            range: Range::new(&finding.primary.source, finding.primary.span, columns),
            labels: finding.labels.iter().map(|label| JsonLabel::new(label, columns)).collect(),
            help: (!finding.help.is_empty()).then(|| finding.help.join("\n")),
            fix: finding.fix.as_ref().map(|fix| JsonFix::new(fix, &finding.primary.source, columns)),
            suppressed: finding
                .suppressed
                .as_ref()
                .map(|said| JsonSuppression { by: said.by.as_str(), reason: &said.reason }),
        }
    }
}

#[derive(Serialize)]
struct JsonSuppression<'a> {
    /// `comment`, `configuration` or `amnesty`.
    by: &'static str,
    reason: &'a str,
}

#[derive(Serialize)]
struct JsonLabel<'a> {
    message: &'a str,
    path: &'a str,
    #[serde(flatten)]
    range: Range,
}

impl<'a> JsonLabel<'a> {
    fn new(label: &'a Label, columns: &mut AllColumns<'a>) -> Self {
        let range = Range::new(&label.source, label.span, columns);
        Self { message: &label.message, path: label.source.path(), range }
    }
}

#[derive(Serialize)]
struct JsonFix<'a> {
    message: &'a str,
    applicability: Applicability,
    edits: Vec<JsonEdit<'a>>,
}

impl<'a> JsonFix<'a> {
    fn new(fix: &'a Fix, source: &'a Arc<Source>, columns: &mut AllColumns<'a>) -> Self {
        let edits = fix
            .edits
            .iter()
            .map(|edit| JsonEdit { range: Range::new(source, edit.span, columns), replacement: &edit.replacement });
        Self { message: &fix.message, applicability: fix.applicability, edits: edits.collect() }
    }
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    #[serde(flatten)]
    range: Range,
    replacement: &'a str,
}

/// `start` inclusive, `end` exclusive.
#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

impl Range {
    fn new<'a>(source: &'a Arc<Source>, span: Span, columns: &mut AllColumns<'a>) -> Self {
        let columns = columns.of(source);
        let place = |offset| {
            let position = columns.position(offset);
            Place { line: position.line, column: position.column, offset }
        };
        Self { start: place(span.start), end: place(span.end) }
    }
}

/// Line and column from 1, the column in Unicode scalar values; the offset from 0, in bytes.
#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}
