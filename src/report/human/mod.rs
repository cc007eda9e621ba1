//! The report for people: an excerpt of the file under each message, then what to do, and one line that sums it up.
//!
//! ```text
//! error[some-rule]: `x` is not allowed here      finding.message
//!   ┌─ Dockerfile:3:5                            the primary label's place
//!   │
//! 3 │ RUN x                                      lines of excerpt
//!   │     ^ remark
//!   │
//!   = help: use `y`                              each of finding.help
//!   = OEP-45, Section: "words"                   the page's clause
//! ```

mod excerpt;
mod line;
mod plain;
mod terminal;

use super::Report;
use super::columns::AllColumns;
use super::masks::Masks;
use super::words::{self, count, shorten, summary};
use crate::catalog::Catalog;
use crate::finding::{Applicability, Finding, Label, Severity};
use codespan_reporting::diagnostic::{self, Diagnostic, LabelStyle};
use codespan_reporting::term;
use excerpt::Excerpts;
use rayon::prelude::*;
use std::io::{self, Write};
use std::iter::once;
use std::sync::Arc;
use terminal::Terminal;

/// Most labels of one finding that are drawn: an excerpt with more can't be read, and costs their square.
const MOST_LABELS: usize = 16;

/// How many files are drawn at a time: enough for many threads, and few enough to hold what is drawn.
const BATCH: usize = 256;

/// How many of these a thread draws at once, at most.
const PORTION: usize = 8;

/// Write the findings, the notices and the summary.
pub(super) fn write(report: &Report<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    write_findings(report.findings, report.catalog, &report.masks(), color, out)?;
    let mut terminal = Terminal::new(color, out);
    for notice in report.notices {
        let (path, message) = (shorten(&notice.path), shorten(&notice.message));
        terminal.draw(|writer| {
            writer.set_header(diagnostic::Severity::Error)?;
            write!(writer, "error")?;
            writer.set_header_message()?;
            write!(writer, ": cannot check {path}: {message}")?;
            writer.reset()?;
            writeln!(writer)?;
            Ok(())
        })?;
    }
    terminal.draw(|writer| Ok(writeln!(writer, "oep45: {}", summary(report))?))?;
    match offer(report) {
        Some(offer) => terminal.draw(|writer| Ok(writeln!(writer, "oep45: {offer}")?)),
        None => Ok(()),
    }
}

/// How many findings `--fix` would mend; nothing behind a run that has just mended what it could.
fn offer(report: &Report<'_>) -> Option<String> {
    if report.fixed > 0 {
        return None;
    }
    let fixes = || report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let safe = fixes().filter(|fix| fix.applicability == Applicability::Safe).count();
    let all = fixes().count();
    match (safe, all) {
        (_, 0) => None,
        (0, all) => Some(format!("`--fix --unsafe-fixes` mends {all} of them")),
        (safe, all) if safe == all => Some(format!("`--fix` mends {safe} of them")),
        (safe, all) => Some(format!("`--fix` mends {safe} of them, with `--unsafe-fixes` {all}")),
    }
}

/// Write the findings alone. A secret stays hidden in the excerpts of other findings, too.
pub(super) fn write_findings(
    findings: &[Finding],
    catalog: &Catalog,
    masks: &Masks,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let same_file = |one: &Finding, next: &Finding| Arc::ptr_eq(&one.primary.source, &next.primary.source);
    let by_file: Vec<&[Finding]> = findings.chunk_by(same_file).collect();
    for batch in by_file.chunks(BATCH) {
        let drawn = batch.par_iter().with_max_len(PORTION).map(|findings| {
            let mut text = Vec::new();
            draw(findings, catalog, masks, color, &mut text).map(|()| text)
        });
        for text in drawn.collect::<Vec<_>>() {
            out.write_all(&text?)?;
        }
    }
    Ok(())
}

fn draw(findings: &[Finding], catalog: &Catalog, masks: &Masks, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut terminal = Terminal::new(color, out);
    let mut columns = AllColumns::default();
    let config = term::Config::default();
    for finding in findings {
        let shown = || once(&finding.primary).chain(&finding.labels).take(MOST_LABELS);
        let excerpts = Excerpts::new(shown(), &mut columns, masks);
        let diagnostic = diagnostic(finding, catalog, shown(), &excerpts);
        if !terminal.draw_plain(|text| plain::draw(&diagnostic, &excerpts, text))? {
            terminal.draw(|writer| term::emit_to_write_style(writer, &config, &excerpts, &diagnostic))?;
        }
    }
    Ok(())
}

/// What codespan draws for `finding`, with `labels` of it.
fn diagnostic<'a>(
    finding: &Finding,
    catalog: &Catalog,
    labels: impl Iterator<Item = &'a Label>,
    excerpts: &Excerpts<'_>,
) -> Diagnostic<usize> {
    let severity = match finding.severity {
        Severity::Error => diagnostic::Severity::Error,
        Severity::Warning => diagnostic::Severity::Warning,
        Severity::Note => diagnostic::Severity::Note,
    };
    let labels = labels.enumerate().map(|(index, label)| {
        let style = if index == 0 { LabelStyle::Primary } else { LabelStyle::Secondary };
        let (file, range) = excerpts.locate(label);
        diagnostic::Label::new(style, file, range).with_message(shorten(&label.message))
    });
    Diagnostic::new(severity)
        .with_code(shorten(&finding.rule))
        .with_message(shorten(&finding.message))
        .with_labels(labels.collect())
        .with_notes(notes(finding, catalog))
}

/// The lines under the excerpt.
fn notes(finding: &Finding, catalog: &Catalog) -> Vec<String> {
    let mut notes = Vec::new();
    let hidden = (finding.labels.len() + 1).saturating_sub(MOST_LABELS);
    if hidden > 0 {
        notes.push(format!("and {}", count(hidden, "more place")));
    }
    for help in &finding.help {
        let lines: Vec<String> = help.lines().map(shorten).collect();
        notes.push(format!("help: {}", lines.join("\n")));
    }
    notes.extend(words::clause(&finding.rule, catalog));
    notes
}
