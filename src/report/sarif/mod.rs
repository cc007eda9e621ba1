//! The report for code scanning and editors: SARIF 2.1.0, with the whole catalog, exact regions in UTF-16, paths from
//! the repository's root, and the fingerprints that GitHub follows an alert by.
//!
//! ```text
//!  catalog  ──► rules ────────────┐
//!  findings ──► results ──────────┼─► schema (the structures) ──► JSON
//!                 ├─ message      │
//!                 ├─ location     │
//!                 └─ fingerprint  │
//!  notices  ──► notifications ────┘
//! ```

mod fingerprint;
mod location;
mod message;
mod page;
mod results;
mod rules;
mod schema;

use super::Report;
use super::encode::write_json;
use crate::finding::{Finding, Severity};
use location::Locations;
use schema::{Driver, Invocation, Log, Message, Notification, Run, Tool};
use std::cmp::Reverse;
use std::io::{self, Write};

/// Most results of a run that GitHub takes.
const MOST_RESULTS: usize = 25_000;

/// Write a log of one run.
pub(super) fn write(report: &Report<'_>, root: &str, out: &mut dyn Write) -> io::Result<()> {
    let kept = most_severe(report.findings, MOST_RESULTS);
    let mut locations = Locations::new(root);
    let notifications = notifications(report, kept.len(), &locations);
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: env!("CARGO_PKG_REPOSITORY"),
                rules: report.catalog.pages().map(rules::rule).collect(),
            },
        },
        column_kind: "utf16CodeUnits",
        invocations: [Invocation { execution_successful: true, tool_execution_notifications: notifications }],
        results: results::results(&kept, report.catalog, &mut locations),
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    write_json(&log, out)
}

/// The findings that are reported where there are more than `limit`: the most severe ones, in the report's order.
fn most_severe(findings: &[Finding], limit: usize) -> Vec<&Finding> {
    let mut kept: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    if kept.len() > limit {
        // Stable: of equals, the first ones stay.
        kept.sort_by_key(|(_, finding)| Reverse(finding.severity));
        kept.truncate(limit);
        kept.sort_unstable_by_key(|(index, _)| *index);
    }
    kept.into_iter().map(|(_, finding)| finding).collect()
}

fn notifications(report: &Report<'_>, results: usize, locations: &Locations<'_>) -> Vec<Notification> {
    let notices = report.notices.iter().map(|notice| Notification {
        level: Severity::Error,
        message: Message { text: format!("Cannot check {}: {}", notice.path, notice.message) },
        locations: vec![locations.file(&notice.path)],
    });
    let dropped = report.findings.len() - results;
    let limit = (dropped > 0).then(|| Notification {
        level: Severity::Warning,
        message: Message {
            text: format!("{dropped} of {} results are left out, the mildest ones", report.findings.len()),
        },
        locations: Vec::new(),
    });
    notices.chain(limit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Sink;
    use crate::text::{Source, Span};
    use std::sync::Arc;

    #[test]
    fn the_mildest_results_are_left_out_first() {
        let source = Arc::new(Source::new("Dockerfile", "FROM a\n"));
        let mut sink = Sink::new("rule", Severity::Warning, source);
        for (message, severity) in
            [("a", Severity::Note), ("b", Severity::Warning), ("c", Severity::Error), ("d", Severity::Warning)]
        {
            sink.report(Span::new(0, 4), message).severity(severity);
        }
        let findings = sink.into_findings();
        let kept = |limit| most_severe(&findings, limit).iter().map(|finding| &*finding.message).collect::<String>();
        assert_eq!([kept(4), kept(3), kept(2), kept(1)], ["abcd", "bcd", "bc", "c"]);
    }
}
