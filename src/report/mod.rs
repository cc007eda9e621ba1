//! Findings to bytes: one file a format, each a pure function of the findings and the catalog.
//!
//! ```text
//!  findings ─┬─► columns   offsets to lines and columns, at a constant cost each
//!            ├─► inert     what would steer a terminal becomes visible text
//!            ├─► masks     what no excerpt may show
//!            ├─► address   files from the repository's root on, pages on the web
//!            ├─► words     what several formats say alike
//!            └─► human, concise, json, sarif, github, markdown, gitlab, junit, checkstyle, rdjson ──► bytes
//!
//!  two texts ──► diff ──► bytes
//! ```

mod address;
mod checkstyle;
mod columns;
mod commonmark;
mod concise;
mod diff;
mod encode;
mod fnv;
mod format;
mod github;
mod gitlab;
mod human;
mod inert;
mod json;
mod junit;
mod markdown;
mod masks;
mod rdjson;
mod sarif;
mod sentences;
mod words;
mod xml;

pub use address::Root;
pub use diff::{Audience, hunks, write_diff};
pub use encode::inert_json;
pub use format::{Format, UnknownFormat};
pub use inert::{commands as without_commands, lines as inert_lines};

use crate::catalog::Catalog;
use crate::finding::{Finding, Notice, Severity};
use masks::Masks;
use std::borrow::Cow;
use std::io::{self, Write};

/// What a run has to tell.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Sorted by path, position and rule; reports keep the order.
    pub findings: &'a [Finding],
    /// Those that something suppresses, in the same order. They are not reported, except in SARIF and where that is asked
    /// for; the secrets that they tell of are kept out of every report.
    pub suppressed: &'a [Finding],
    /// What is known of the rules.
    pub catalog: &'a Catalog,
    /// Problems of the run itself.
    pub notices: &'a [Notice],
    /// Number of files that were checked.
    pub files: usize,
    /// Number of repositories that were checked as a whole.
    pub repositories: usize,
    /// Number of findings that were fixed, and are gone.
    pub fixed: usize,
}

impl Report<'_> {
    /// Number of findings of `severity` that nothing suppresses.
    fn count(&self, severity: Severity) -> usize {
        let open = self.findings.iter().filter(|finding| finding.suppressed.is_none());
        open.filter(|finding| finding.severity == severity).count()
    }

    /// What no excerpt may show.
    fn masks(&self) -> Masks {
        Masks::of(self.findings.iter().chain(self.suppressed))
    }
}

/// How a report is written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Colour the human report with ANSI escapes.
    pub color: bool,
    /// Where the repository is, seen from the working directory. Formats for servers name files from its root on.
    pub root: Root,
    /// Where the repository's files can be looked at: `https://github.com/openedx/example/blob/<commit>`, before a `/` and
    /// a path from the repository's root on. Markdown links to them.
    pub web: Option<String>,
    /// The category of the run in SARIF, by which code scanning tells several runs of one commit apart.
    pub sarif_category: Option<String>,
    /// Whether SARIF and JSON have the suppressed findings as well, behind the others and marked as such.
    pub suppressed: bool,
}

/// Write `report` to `out`, which had better be buffered: there are many small writes.
///
/// # Errors
/// Those of `out`.
pub fn write(format: Format, report: &Report<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut findings = Cow::Borrowed(report.findings);
    if options.suppressed && matches!(format, Format::Sarif | Format::Json) {
        findings.to_mut().extend_from_slice(report.suppressed);
    }
    if format.shows_fixes() {
        findings = masks::without_revealing_fixes(report, findings);
    }
    let report = &Report { findings: &findings, ..*report };
    match format {
        Format::Human => human::write(report, options.color, out),
        Format::Concise => concise::write(report, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(report, options, out),
        Format::Github => github::write(report, &options.root, out),
        Format::Markdown => markdown::write(report, options, markdown::COMMENT, out),
        Format::Gitlab => gitlab::write(report, &options.root, out),
        Format::Junit => junit::write(report, &options.root, out),
        Format::Checkstyle => checkstyle::write(report, out),
        Format::Rdjson => rdjson::write(report, out),
    }
}

/// Write `report` as Markdown of `room` bytes at most; what does not fit is counted at its end.
///
/// # Errors
/// Those of `out`.
pub fn write_markdown(report: &Report<'_>, options: &Options, room: usize, out: &mut dyn Write) -> io::Result<()> {
    markdown::write(report, options, room, out)
}

/// Write findings as the human report shows them, without its closing summary.
///
/// # Errors
/// Those of `out`.
pub fn write_findings(findings: &[Finding], catalog: &Catalog, color: bool, out: &mut dyn Write) -> io::Result<()> {
    human::write_findings(findings, catalog, &Masks::of(findings), color, out)
}

/// `text`, which may come from a file, as one line of bounded length in which nothing steers a terminal.
pub fn visible(text: &str) -> String {
    words::shorten(text)
}

/// `text` as one line of CommonMark that shows what it says.
pub fn as_markdown(text: &str) -> String {
    commonmark::inert(&visible(text))
}
