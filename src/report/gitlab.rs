//! The report for GitLab's merge requests: the Code Quality format, a list of issues with paths from the repository's
//! root. GitLab compares the lists of two branches by fingerprint: one must be there once in a list, and stay when lines
//! move.
//!
//! ```text
//!  fingerprint   hash of   rule · path · the line's text without blanks and secrets · how often that has come up
//! ```

use super::address::Root;
use super::columns::shown;
use super::encode::write_json;
use super::fnv::Fnv;
use super::masks::Masks;
use super::{Report, sentences};
use crate::finding::{Finding, Notice, Severity};
use crate::text::Source;
use serde::Serialize;
use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::Arc;

/// Write the findings, and before them what could not be checked, as a list of issues.
pub(super) fn write(report: &Report<'_>, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let mut fingerprints =
        Fingerprints { masks: Masks::of(report.findings), lines: HashMap::new(), seen: HashMap::new() };
    let unchecked = report.notices.iter().map(|notice| Issue::unchecked(notice, root, &mut fingerprints));
    let mut issues: Vec<Issue<'_>> = unchecked.collect();
    issues.extend(report.findings.iter().map(|finding| Issue::new(finding, root, &mut fingerprints)));
    write_json(&issues, out)
}

/// What GitLab documents of an issue, and `lines.end` of the Code Climate format that it is a part of.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

/// From 1, both inclusive.
#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

impl<'a> Issue<'a> {
    fn new(finding: &'a Finding, root: &Root, fingerprints: &mut Fingerprints) -> Self {
        let source = &finding.primary.source;
        let path = root.name(source.path());
        let span = shown(source, finding.primary.span);
        let [begin, end] = [span.start, span.end].map(|at| source.lines().line(at));
        Self {
            description: sentences::text(finding),
            check_name: &finding.rule,
            fingerprint: fingerprints.finding(&finding.rule, &path, source, begin),
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Note => "info",
            },
            location: Location { path, lines: Lines { begin, end } },
        }
    }

    /// GitLab wants a line of every issue; a whole file has its first one.
    fn unchecked(notice: &'a Notice, root: &Root, fingerprints: &mut Fingerprints) -> Self {
        let path = root.name(&notice.path);
        Self {
            description: format!("Cannot check this file: {}.", notice.message),
            check_name: env!("CARGO_PKG_NAME"),
            fingerprint: fingerprints.unique(Fnv::new().and(path.bytes())),
            severity: "blocker",
            location: Location { path, lines: Lines { begin: 1, end: 1 } },
        }
    }
}

/// Makes the fingerprints of a report.
struct Fingerprints {
    masks: Masks,
    /// By source and line: a line may be a megabyte with a thousand findings.
    lines: HashMap<(*const Source, u32), Fnv>,
    seen: HashMap<u128, u64>,
}

impl Fingerprints {
    fn finding(&mut self, rule: &str, path: &str, source: &Arc<Source>, line: u32) -> String {
        let masks = &self.masks;
        let text = *self.lines.entry((Arc::as_ptr(source), line)).or_insert_with(|| hash_line(source, line, masks));
        // No rule and no path holds a NUL.
        let parts = [rule.as_bytes(), &[0], path.as_bytes(), &[0], &text.value().to_be_bytes()].concat();
        self.unique(Fnv::new().and(parts))
    }

    /// `hash`, made another one where it has come up before.
    fn unique(&mut self, hash: Fnv) -> String {
        let times = self.seen.entry(hash.value()).or_default();
        *times += 1;
        format!("{:032x}", hash.and(times.to_be_bytes()).value())
    }
}

/// The text of `line`: what is masked is left out, because who knows the rest of a line may guess a short secret from
/// its hash.
fn hash_line(source: &Source, line: u32, masks: &Masks) -> Fnv {
    let span = source.lines().span(line, source.text());
    let bytes = &source.text().as_bytes()[span.range()];
    let mut masked = masks.of_source(source).iter().peekable();
    let kept = (span.start..).zip(bytes).filter(|&(at, byte)| {
        while masked.next_if(|mask| mask.end <= at).is_some() {}
        !byte.is_ascii_whitespace() && masked.peek().is_none_or(|mask| at < mask.start)
    });
    Fnv::new().and(kept.map(|(_, &byte)| byte))
}
