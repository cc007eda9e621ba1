//! Findings to bytes: one file a format, each a pure function of the findings and the catalog.
//!
//! ```text
//!  findings ─┬─► columns   offsets to lines and columns, at a constant cost each
//!            ├─► inert     what would steer a terminal becomes visible text
//!            ├─► masks     what no excerpt may show
//!            └─► human, json, sarif ──► bytes
//! ```

mod columns;
mod encode;
mod format;
mod human;
mod inert;
mod json;
mod masks;
mod sarif;

pub use format::{Format, UnknownFormat};

use crate::catalog::Catalog;
use crate::finding::{Finding, Notice, Severity};
use std::io::{self, Write};

/// What a run has to tell.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// Sorted by path, position and rule; reports keep the order.
    pub findings: &'a [Finding],
    /// What is known of the rules.
    pub catalog: &'a Catalog,
    /// Problems of the run itself.
    pub notices: &'a [Notice],
    /// Number of files that were checked.
    pub files: usize,
}

impl Report<'_> {
    /// Number of findings of `severity`.
    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// How a report is written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Colour the human report with ANSI escapes.
    pub color: bool,
    /// The working directory relative to the repository's root, with `/`; empty where they are the same. SARIF names
    /// files from the root on.
    pub root: String,
    /// The repository of the files, where the working directory stands outside it. SARIF names files from its root on
    /// then.
    pub elsewhere: Option<Elsewhere>,
    /// The category of the run in SARIF, by which code scanning tells several runs of one commit apart.
    pub sarif_category: Option<String>,
}

/// A repository that the working directory is no part of. Both paths are absolute, with `/`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Elsewhere {
    /// The working directory.
    pub directory: String,
    /// The repository's root.
    pub root: String,
}

/// Write `report` to `out`, which had better be buffered: there are many small writes.
///
/// # Errors
/// Those of `out`.
pub fn write(format: Format, report: &Report<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Human => human::write(report, options.color, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(report, options, out),
    }
}

/// Write findings as the human report shows them, without its closing summary.
///
/// # Errors
/// Those of `out`.
pub fn write_findings(findings: &[Finding], catalog: &Catalog, color: bool, out: &mut dyn Write) -> io::Result<()> {
    human::write_findings(findings, catalog, color, out)
}
