//! What several formats say in the same words: a run in one line, a rule's clause.

use super::{Report, inert};
use crate::catalog::Catalog;
use crate::finding::Severity;
use std::collections::BTreeSet;

/// Most characters of a message that are shown; a rule may quote a word of any length.
const LONGEST_MESSAGE: usize = 1_000;

/// `message` as one line that may be shown.
pub(super) fn shorten(message: &str) -> String {
    inert::line(message, LONGEST_MESSAGE).into_owned()
}

/// The same with a capital letter, where it opens a text: `An image build runs …`.
pub(super) fn sentence(message: &str) -> String {
    let mut text = shorten(message);
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// What the rule breaks in OEP-45: `OEP-45, Containers: "no Ansible …"`. Rules outside OEP-45 break nothing there.
pub(super) fn clause(rule: &str, catalog: &Catalog) -> Option<String> {
    let clause = catalog.get(rule).map_or("", |page| &*page.clause);
    match clause.split_once(": ") {
        Some((section, words)) => Some(format!("OEP-45, {}: \"{}\"", shorten(section), shorten(words))),
        None if clause.is_empty() => None,
        None => Some(format!("OEP-45: {}", shorten(clause))),
    }
}

/// The run in one line: `2 errors, 1 note in 2 of 14 files, 4 fixed, 3 suppressed`.
pub(super) fn summary(report: &Report<'_>) -> String {
    let more = [(report.fixed, "fixed"), (report.suppressed.len(), "suppressed")];
    let more = more.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!(", {number} {what}"));
    found(report) + &more.collect::<String>()
}

fn found(report: &Report<'_>) -> String {
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = kinds.map(|(severity, name)| (report.count(severity), name));
    let found: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|&(n, name)| count(n, name)).collect();
    let files = match report.repositories {
        0 => count(report.files, "file"),
        1 => format!("{} and 1 repository", count(report.files, "file")),
        number => format!("{} and {number} repositories", count(report.files, "file")),
    };
    if found.is_empty() && report.files + report.repositories == 0 {
        return "nothing was checked".to_owned();
    }
    if found.is_empty() {
        return format!("{files} checked, nothing found");
    }
    let with_findings: BTreeSet<&str> = report.findings.iter().map(|finding| finding.primary.source.path()).collect();
    // The files that are counted as checked are Dockerfiles; others may have findings as well.
    if with_findings.len() > report.files || report.repositories > 0 {
        return format!("{} in {}; {files} checked", found.join(", "), count(with_findings.len(), "file"));
    }
    format!("{} in {} of {files}", found.join(", "), with_findings.len())
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, name: &str) -> String {
    format!("{number} {name}{}", if number == 1 { "" } else { "s" })
}
