//! The report as Markdown: what a step's summary or a comment on a pull request shows.
//!
//! ```text
//! ## oep45: 2 errors in 1 of 4 files
//!
//! | Level | Rule | Place | What is wrong, and what to do |
//! | …     | …    | …     | …                             |      few findings: each is a row
//!
//! | Level | Rule | Findings | What it is about |
//! | …     | …    | …        | …                |                many: each rule is a row, and
//! <details> … </details>                                        the findings are folded
//! ```
//!
//! Whatever comes from a file is made [plain](plain): no link, no mention, no HTML.

mod plain;
mod rows;

use super::words::{count, sentence, shorten, summary};
use super::{Options, Report};
use crate::finding::{Finding, Notice};
use rows::Rows;
use std::cmp::Reverse;
use std::io::{self, Write};

/// Most bytes of a report that a comment of GitHub takes.
pub(super) const COMMENT: usize = 65_536;

/// Most findings that are shown unfolded.
const FEW: usize = 25;

/// Most notices that are shown.
const MOST_NOTICES: usize = 20;

/// Bytes kept for the line that says what is left out.
const LAST_LINE: usize = 300;

const FINDINGS: &str = "| Level | Rule | Place | What is wrong, and what to do |\n|---|---|---|---|\n";
const RULES: &str = "| Level | Rule | Findings | What it is about |\n|---|---|--:|---|\n";
const FOLD_ENDS: &str = "\n</details>\n";

/// Write the report in `room` bytes, the most severe findings first.
pub(super) fn write(report: &Report<'_>, options: &Options, room: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut sheet = Sheet { text: format!("## oep45: {}\n", summary(report)), room: room.saturating_sub(LAST_LINE) };
    notices(report.notices, &mut sheet);
    let left_out = findings(report, options, &mut sheet);
    out.write_all(sheet.text.as_bytes())?;
    if left_out > 0 {
        let more = count(left_out, "more finding");
        writeln!(out, "\n{more} left out here, for want of room. `oep45 check` shows everything.")?;
    }
    Ok(())
}

/// A text that may not grow beyond its room.
struct Sheet {
    text: String,
    room: usize,
}

impl Sheet {
    /// Append `piece` and tell whether there was room for it.
    fn push(&mut self, piece: &str) -> bool {
        let fits = self.text.len() + piece.len() <= self.room;
        if fits {
            self.text.push_str(piece);
        }
        fits
    }
}

fn notices(notices: &[Notice], sheet: &mut Sheet) {
    if notices.is_empty() {
        return;
    }
    sheet.push("\n> [!CAUTION]\n> Not everything could be checked:\n");
    let rows = notices.iter().take(MOST_NOTICES);
    let shown = rows.take_while(|notice| {
        let (path, message) = (plain::code(&shorten(&notice.path)), plain::prose(&shorten(&notice.message)));
        sheet.push(&format!("> - {path}: {message}\n"))
    });
    let more = notices.len() - shown.count();
    if more > 0 {
        sheet.push(&format!("> - and {}\n", count(more, "more file")));
    }
}

/// Append the findings that there is room for, and give the number of those left out.
fn findings(report: &Report<'_>, options: &Options, sheet: &mut Sheet) -> usize {
    let rows = Rows::new(report.catalog, options);
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    // Stable: those of one level stay in the report's order.
    findings.sort_by_key(|finding| Reverse(finding.severity));
    if findings.is_empty() {
        return 0;
    }
    let folded = findings.len() > FEW;
    if folded {
        sheet.push(&format!("\n{RULES}"));
        let fits = rows.of_rules(&findings).iter().all(|row| sheet.push(row));
        let fold = format!("\n<details>\n<summary>The findings, the worst first</summary>\n\n{FINDINGS}");
        sheet.room = sheet.room.saturating_sub(FOLD_ENDS.len());
        if !fits || !sheet.push(&fold) {
            return findings.len();
        }
    } else if !sheet.push(&format!("\n{FINDINGS}")) {
        return findings.len();
    }
    let shown = findings.iter().take_while(|finding| sheet.push(&rows.of_finding(finding, !folded))).count();
    if folded {
        sheet.text.push_str(FOLD_ENDS);
    }
    findings.len() - shown
}

/// A message of several lines in a cell.
fn paragraphs<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    lines.map(|line| plain::prose(&sentence(line))).collect::<Vec<_>>().join("<br>")
}
