//! The report as Checkstyle writes its own: XML that Jenkins, reviewdog and many editors read. Columns count from 1, in
//! Unicode scalar values; a problem of the run stands at line 0 of its file.

use super::columns::{AllColumns, shown};
use super::xml::Xml;
use super::{Report, sentences};
use crate::finding::{Finding, Notice, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Write the findings by file.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut files: BTreeMap<&str, (Vec<&Notice>, Vec<&Finding>)> = BTreeMap::new();
    for notice in report.notices {
        files.entry(&notice.path).or_default().0.push(notice);
    }
    for finding in report.findings {
        files.entry(finding.primary.source.path()).or_default().1.push(finding);
    }
    let mut columns = AllColumns::default();
    let mut xml = Xml::new(out)?;
    // The version is that of the format which readers of ESLint's and others' output know.
    xml.element("checkstyle", &[("version", "4.3")], |xml| {
        for (path, (notices, findings)) in files {
            xml.element("file", &[("name", path)], |xml| {
                notices.into_iter().try_for_each(|notice| unchecked(xml, notice))?;
                findings.into_iter().try_for_each(|finding| error(xml, finding, &mut columns))
            })?;
        }
        Ok(())
    })?;
    xml.finish()
}

fn unchecked(xml: &mut Xml<'_>, notice: &Notice) -> io::Result<()> {
    let message = format!("Cannot check this file: {}", notice.message);
    xml.empty("error", &[("line", "0"), ("severity", "error"), ("message", &message), ("source", "oep45")])
}

fn error<'a>(xml: &mut Xml<'_>, finding: &'a Finding, columns: &mut AllColumns<'a>) -> io::Result<()> {
    let source = &finding.primary.source;
    let position = columns.of(source).position(shown(source, finding.primary.span).start);
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    };
    xml.empty(
        "error",
        &[
            ("line", &position.line.to_string()),
            ("column", &position.column.to_string()),
            ("severity", severity),
            ("message", &sentences::text(finding)),
            ("source", &format!("oep45.{}", finding.rule)),
        ],
    )
}
