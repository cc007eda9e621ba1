//! The report with a finding a line, as compilers write it, for editors and for many findings at a glance.
//!
//! ```text
//! web/Dockerfile:3:5: error[some-rule]: `x` is wrong
//! oep45: 1 error in 1 of 14 files
//! ```

use super::columns::{AllColumns, shown};
use super::words::{shorten, summary};
use super::{Report, inert};
use std::io::{self, Write};

/// Write the findings, the notices and the summary.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut columns = AllColumns::default();
    for finding in report.findings {
        let source = &finding.primary.source;
        let place = columns.of(source).position(shown(source, finding.primary.span).start);
        let (level, rule) = (finding.severity.as_str(), shorten(&finding.rule));
        let message = shorten(&finding.message);
        line(source.path(), &format!(":{}:{}: {level}[{rule}]: {message}", place.line, place.column), out)?;
    }
    for notice in report.notices {
        line(&notice.path, &format!(": error: cannot check it: {}", shorten(&notice.message)), out)?;
    }
    writeln!(out, "oep45: {}", summary(report))
}

/// A path and what is said of it; text that has been made harmless stays as it is.
fn line(path: &str, said: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}{said}", inert::line(path, usize::MAX))
}
