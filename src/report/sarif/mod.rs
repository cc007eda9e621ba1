//! The report for code scanning and editors: SARIF 2.1.0, with the whole catalog, exact regions in UTF-16, paths from
//! the repository's root, and the fingerprints that alerts are followed by.
//!
//! ```text
//!  catalog  ──► rules ────────────┐
//!  findings ──► results ──────────┼─► schema (the structures) ──► JSON
//!                 ├─ message      │
//!                 ├─ location     │
//!                 ├─ fix          │
//!                 ├─ fingerprint  │   GitHub's, of the line
//!                 └─ identity     │   ours, of the instruction
//!  notices  ──► notifications ────┘
//! ```

mod fingerprint;
mod fix;
mod identity;
mod location;
mod message;
mod notifications;
mod page;
mod results;
mod rules;
mod schema;

use super::encode::write_json;
use super::{Options, Report};
use crate::finding::Finding;
use location::Locations;
use results::Selected;
use schema::{AutomationDetails, Driver, Invocation, Log, Run, Tool, UriBases};
use std::cmp::Reverse;
use std::io::{self, Write};

/// Most results of a run that GitHub takes.
const MOST_RESULTS: usize = 25_000;

/// Write a log of one run.
pub(super) fn write(report: &Report<'_>, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut locations = Locations::new(&options.root);
    // Of all findings: what is left out must not change the others' fingerprints.
    let identities = identity::identities(report.findings, &locations);
    let kept = most_severe(report.findings, MOST_RESULTS);
    let selected: Vec<Selected<'_>> = kept
        .iter()
        .map(|&index| Selected { finding: &report.findings[index], identity: identities[index].as_deref() })
        .collect();
    let notifications = notifications::notifications(report.notices, kept.len(), report.findings.len(), &locations);
    let pages = rules::pages(report);
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: env!("CARGO_PKG_REPOSITORY"),
                rules: pages.iter().copied().map(rules::rule).collect(),
                notifications: notifications::kinds(),
            },
        },
        automation_details: options.sarif_category.as_deref().map(AutomationDetails::of_category),
        original_uri_base_ids: UriBases::repository(),
        column_kind: "utf16CodeUnits",
        invocations: [Invocation { execution_successful: true, tool_execution_notifications: notifications }],
        results: results::results(&selected, &pages, &mut locations),
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    write_json(&log, out)
}

/// The indices of the findings that are reported where there are more than `limit`: the most severe ones, in the
/// report's order.
fn most_severe(findings: &[Finding], limit: usize) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..findings.len()).collect();
    if kept.len() > limit {
        // Stable: of equals, the first ones stay.
        kept.sort_by_key(|&index| Reverse(findings[index].severity));
        kept.truncate(limit);
        kept.sort_unstable();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::text::{Source, Span};
    use std::sync::Arc;

    #[test]
    fn the_mildest_results_are_left_out_first() {
        let source = Arc::new(Source::new("Dockerfile", "FROM a\n"));
        let mut sink = Sink::new("rule", Severity::Warning, source);
        for severity in [Severity::Note, Severity::Warning, Severity::Error, Severity::Warning] {
            sink.report(Span::new(0, 4), "wrong").severity(severity);
        }
        let findings = sink.into_findings();
        let kept = |limit| most_severe(&findings, limit);
        assert_eq!([kept(4), kept(3), kept(2), kept(1)], [vec![0, 1, 2, 3], vec![1, 2, 3], vec![1, 2], vec![2]]);
    }
}
