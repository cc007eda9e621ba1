//! The amnesty: findings that were there when the rules came, and that nobody has to mend today. A fault is known by its
//! rule, its file and the normalised text that it stands in, with a count: moving it is not a new fault, a second one like
//! it is.
//!
//! ```text
//!  oep45-amnesty.json ──► file (entries with their spans) ──► pardons ──► suppressed findings
//!                                                                    └──► stale entries, findings themselves
//! ```

mod entry;
mod file;

pub use entry::{Entry, entries};
pub use file::{AmnestyFile, write};

use crate::finding::{Finding, Label, Severity, Sink, SuppressedBy, Suppression};
use crate::text::Source;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::sync::Arc;

/// The rule against entries that pardon nothing any more.
pub const STALE: &str = "stale-amnesty";

/// The amnesties of a run, whatever files they come from.
#[derive(Clone, Debug, Default)]
pub struct Amnesty {
    pardons: Vec<Pardon>,
}

/// An entry, and how much of it is left.
#[derive(Clone, Debug)]
struct Pardon {
    entry: Arc<Entry>,
    /// The path that findings have.
    path: Arc<str>,
    /// Findings that it still pardons.
    left: usize,
    /// Where it stands.
    place: Label,
}

impl Pardon {
    /// What it is found by in its file.
    fn key(&self) -> (&str, &str) {
        (&self.entry.rule, &self.entry.text)
    }
}

impl Amnesty {
    /// Add the entries of `file`, whose paths `name` turns into those that findings have.
    pub fn add(&mut self, file: &AmnestyFile, name: impl Fn(&str) -> String) {
        // Entries of one path stand together.
        for of_path in file.entries.chunk_by(|(one, _), (next, _)| one.path == next.path) {
            let path: Arc<str> = of_path.first().map_or_else(String::new, |(entry, _)| name(&entry.path)).into();
            self.pardons.extend(of_path.iter().map(|(entry, span)| Pardon {
                entry: Arc::clone(entry),
                path: Arc::clone(&path),
                left: entry.count,
                place: Label { source: Arc::clone(&file.source), span: *span, message: String::new() },
            }));
        }
    }

    /// Whether it pardons nothing at all.
    pub fn is_empty(&self) -> bool {
        self.pardons.is_empty()
    }

    /// Suppress the findings that are pardoned, except where `locked` says that nothing may. `findings` are sorted: of
    /// more equal ones than are pardoned, the last ones stay.
    pub fn apply(&mut self, findings: &mut [Finding], locked: impl Fn(&Finding) -> bool + Sync) {
        self.pardons.sort_by(|a, b| {
            let path = if Arc::ptr_eq(&a.path, &b.path) { Ordering::Equal } else { a.path.cmp(&b.path) };
            path.then_with(|| a.key().cmp(&b.key()))
        });
        let mut rest = self.pardons.as_mut_slice();
        let mut files = Vec::new();
        for findings in findings.chunk_by_mut(|one, next| one.primary.source.path() == next.primary.source.path()) {
            let Some(source) = findings.first().map(|first| Arc::clone(&first.primary.source)) else { continue };
            let before = rest.partition_point(|pardon| *pardon.path < *source.path());
            let from = rest.split_at_mut(before).1;
            let count = from.partition_point(|pardon| *pardon.path == *source.path());
            let (own, after) = from.split_at_mut(count);
            rest = after;
            if !own.is_empty() {
                files.push((findings, own));
            }
        }
        files.into_par_iter().for_each(|(findings, own)| pardon(findings, own, &locked));
    }

    /// The entries that pardon more than there is, as findings of the rule [`STALE`] in their files. `judged` tells
    /// the severity of [`STALE`] where a file was judged by a rule, or is no more; `None` where nobody knows.
    pub fn stale(&self, judged: impl Fn(&str, &str) -> Option<Severity>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for Pardon { entry, path, left, place } in self.pardons.iter().filter(|pardon| pardon.left > 0) {
            let Entry { rule, count, .. } = entry.as_ref();
            let Some(severity) = judged(path, rule) else { continue };
            let mut sink = Sink::new(STALE, severity, Arc::clone(&place.source));
            let found = match (count - left, *count) {
                (0, 1) => format!("the finding of `{rule}` in `{path}` that this pardons is gone"),
                (0, count) => format!("the {count} findings of `{rule}` in `{path}` that this pardons are gone"),
                (1, count) => format!("this pardons {count} findings of `{rule}` in `{path}`, and there is only one"),
                (left, count) => {
                    format!("this pardons {count} findings of `{rule}` in `{path}`, and there are only {left}")
                }
            };
            sink.report(place.span, found).help("Run `oep45 amnesty prune`, so that the next one like it is told.");
            findings.append(&mut sink.into_findings());
        }
        findings
    }

    /// The entries without what is stale, for the file `source`; `judged` tells whether a file was judged by a rule.
    pub fn pruned(&self, source: &Source, judged: impl Fn(&str, &str) -> bool) -> Vec<Entry> {
        let of_file = self.pardons.iter().filter(|pardon| std::ptr::eq(pardon.place.source.as_ref(), source));
        let kept = of_file.map(|Pardon { entry, path, left, .. }| {
            let gone = if judged(path, &entry.rule) { *left } else { 0 };
            Entry { count: entry.count - gone, ..entry.as_ref().clone() }
        });
        kept.filter(|entry| entry.count > 0).collect()
    }
}

/// Suppress the findings of one file that `own`, the pardons for this file, pardon.
fn pardon(findings: &mut [Finding], own: &mut [Pardon], locked: &impl Fn(&Finding) -> bool) {
    for finding in findings.iter_mut().filter(|finding| finding.suppressed.is_none()) {
        let key = entry::key(finding);
        let first = own.partition_point(|pardon| pardon.key() < key);
        let mut equal = own[first..].iter_mut().take_while(|pardon| pardon.key() == key);
        if let Some(pardon) = equal.find(|pardon| pardon.left > 0)
            && !locked(finding)
        {
            pardon.left -= 1;
            let place = Some(pardon.place.clone());
            finding.suppressed = Some(Suppression { by: SuppressedBy::Amnesty, reason: String::new(), place });
        }
    }
}
