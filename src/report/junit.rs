//! The report as JUnit's XML, which GitLab, Jenkins and the reporters for GitHub show as tests: a suite for each file, a
//! failed test for each finding. A suite of our own tells whether everything could be checked, so that a clean run
//! shows a test that passed. Times are 0: the same findings are the same bytes.
//!
//! ```text
//!  testsuites
//!  ├─ testsuite  a file       ── testcase  a finding  ── failure
//!  └─ testsuite  the run      ── testcase  passed, or a notice  ── error
//! ```

use super::address::Root;
use super::columns::{AllColumns, shown};
use super::xml::Xml;
use super::{Report, sentences};
use crate::finding::{Finding, Label, Notice};
use std::collections::HashMap;
use std::io::{self, Write};

/// Name of all suites together, and of the run's own.
const RUN: &str = env!("CARGO_PKG_NAME");

/// Write a suite for each file and one for the run.
pub(super) fn write(report: &Report<'_>, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let (findings, notices) = (report.findings.len(), report.notices.len());
    let mut columns = AllColumns::default();
    let mut xml = Xml::new(out)?;
    let run = Counts { tests: findings + notices.max(1), failures: findings, errors: notices };
    run.element(&mut xml, "testsuites", RUN, |xml| {
        let by_file = report.findings.chunk_by(|a, b| a.primary.source.path() == b.primary.source.path());
        by_file.into_iter().try_for_each(|findings| file(xml, findings, root, &mut columns))?;
        own(xml, report.notices, root)
    })?;
    xml.finish()
}

/// What readers check against the elements that they count.
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
}

impl Counts {
    fn element(
        &self,
        xml: &mut Xml<'_>,
        element: &'static str,
        name: &str,
        content: impl FnOnce(&mut Xml<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let [tests, failures, errors] = [self.tests, self.failures, self.errors].map(|count| count.to_string());
        let attributes =
            [("name", name), ("tests", &*tests), ("failures", &*failures), ("errors", &*errors), ("time", "0")];
        xml.element(element, &attributes, content)
    }
}

/// The suite of one file.
fn file<'a>(xml: &mut Xml<'_>, findings: &'a [Finding], root: &Root, columns: &mut AllColumns<'a>) -> io::Result<()> {
    let Some(first) = findings.first() else { return Ok(()) };
    let path = root.name(first.primary.source.path());
    let counts = Counts { tests: findings.len(), failures: findings.len(), errors: 0 };
    let mut names = Names::default();
    counts.element(xml, "testsuite", &path, |xml| {
        for finding in findings {
            let place = place(&finding.primary, root, columns);
            let name = names.unique(format!("{}: {}", finding.rule, finding.message));
            let attributes =
                [("classname", &*path), ("name", &*name), ("file", &*path), ("line", &*place.line), ("time", "0")];
            let failure = [("type", finding.severity.as_str()), ("message", &*finding.message)];
            let mut lines = vec![format!("{}: {}", place.text, sentences::text(finding))];
            lines.extend(finding.labels.iter().map(|label| said(label, root, columns)));
            xml.element("testcase", &attributes, |xml| xml.text("failure", &failure, &lines))?;
        }
        Ok(())
    })
}

/// The suite of the run.
fn own(xml: &mut Xml<'_>, notices: &[Notice], root: &Root) -> io::Result<()> {
    let counts = Counts { tests: notices.len().max(1), failures: 0, errors: notices.len() };
    let mut names = Names::default();
    counts.element(xml, "testsuite", RUN, |xml| {
        if notices.is_empty() {
            return xml.empty("testcase", &[("classname", RUN), ("name", "every file can be checked"), ("time", "0")]);
        }
        for notice in notices {
            let path = root.name(&notice.path);
            let name = names.unique(format!("cannot check {path}"));
            let error = [("type", "notice"), ("message", &*notice.message)];
            let attributes = [("classname", RUN), ("name", &*name), ("file", &*path), ("time", "0")];
            let lines = [format!("cannot check {path}: {}", notice.message)];
            xml.element("testcase", &attributes, |xml| xml.text("error", &error, &lines))?;
        }
        Ok(())
    })
}

/// Readers such as GitLab keep one test of each name in a suite. A line's number would do, but make a new test of an
/// old one wherever lines move.
#[derive(Default)]
struct Names {
    seen: HashMap<String, usize>,
}

impl Names {
    /// `name`, from its second time on with a number.
    fn unique(&mut self, name: String) -> String {
        let times = self.seen.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { name } else { format!("{name} ({times})") }
    }
}

/// Where a label is.
struct Place {
    line: String,
    /// `path:line:column`.
    text: String,
}

fn place<'a>(label: &'a Label, root: &Root, columns: &mut AllColumns<'a>) -> Place {
    let position = columns.of(&label.source).position(shown(&label.source, label.span).start);
    let path = root.name(label.source.path());
    Place { line: position.line.to_string(), text: format!("{path}:{}:{}", position.line, position.column) }
}

fn said<'a>(label: &'a Label, root: &Root, columns: &mut AllColumns<'a>) -> String {
    // A line that began with the path could begin with `::`, which is a command where the log is a GitHub workflow's.
    let place = place(label, root, columns).text;
    if label.message.is_empty() { format!("see {place}") } else { format!("see {place}: {}", label.message) }
}
