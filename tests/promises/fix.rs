//! Fixes come to an end, break no file, and leave alone what no finding wants to change.

use super::{RULES, findings_fit, input};
use oep45::finding::{Applicability, Finding};
use oep45::fix::{Fixed, converge};
use oep45::parse::parse;
use oep45::pipeline::check;
use oep45::text::{FileKind, Files, MemoryFiles, Source};
use std::sync::Arc;

/// Apply every fix to `source`, the safe ones alone first.
pub(crate) fn holds(source: &Arc<Source>) {
    let safe = fixed(source, Applicability::Safe);
    fixed(&safe, Applicability::Unsafe);
}

fn fixed(source: &Arc<Source>, most: Applicability) -> Arc<Source> {
    let mut files = [Fixed::new(source, Some(FileKind::Dockerfile))];
    let found = findings(source);
    let (mut last, mut offered) = (Arc::clone(source), found.clone());
    converge(&mut files, most, found, |files| {
        let now = Arc::clone(&files[0].source);
        rest_stays(&last, &now, &offered);
        let found = findings(&now);
        (last, offered) = (now, found.clone());
        found
    });
    let [file] = files;
    assert!(file.settled, "no end: {:?}", file.source.text());
    assert!(file.refused.is_empty(), "{:?} in {:?}", file.refused, source.text());
    let problems = |source: &Source| parse(source.text()).problems.len();
    assert!(problems(&file.source) <= problems(source), "{:?} broke {:?}", file.source.text(), source.text());
    file.source
}

fn findings(source: &Arc<Source>) -> Vec<Finding> {
    let files: Arc<dyn Files> = Arc::new(MemoryFiles::new());
    let outcome = check(&[input(source, FileKind::Dockerfile, &RULES, &files)], &[]);
    assert!(outcome.notices.is_empty(), "{:?}", outcome.notices);
    findings_fit(&outcome.findings);
    outcome.findings
}

/// The lines of `before` that no edit touches stand in `after`, in their order.
fn rest_stays(before: &Source, after: &Source, offered: &[Finding]) {
    let edits: Vec<_> = offered.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    let mut new = after.text().split_inclusive('\n');
    let mut at = 0;
    for line in before.text().split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let touched = edits.iter().any(|edit| edit.span.range().start <= end && start <= edit.span.range().end);
        assert!(touched || new.any(|other| other == line), "{line:?} is gone from {:?}", after.text());
    }
}
