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
    entry: Entry,
    /// Findings that it still pardons.
    left: usize,
    /// Where it stands.
    place: Label,
}

impl Amnesty {
    /// Add the entries of `file`, whose paths `name` turns into those that findings have.
    pub fn add(&mut self, file: &AmnestyFile, name: impl Fn(&str) -> String) {
        for (entry, span) in &file.entries {
            let place = Label { source: Arc::clone(&file.source), span: *span, message: String::new() };
            let entry = Entry { path: name(&entry.path), ..entry.clone() };
            self.pardons.push(Pardon { left: entry.count, entry, place });
        }
    }

    /// Whether it pardons nothing at all.
    pub fn is_empty(&self) -> bool {
        self.pardons.is_empty()
    }

    /// Suppress the findings that are pardoned, except where `locked` says that nothing may. `findings` are sorted: of
    /// more equal ones than are pardoned, the last ones stay.
    pub fn apply(&mut self, findings: &mut [Finding], locked: impl Fn(&Finding) -> bool) {
        self.pardons.sort_by(|a, b| a.entry.key().cmp(&b.entry.key()));
        // The entries of a file stand together, as its findings do.
        let same_file = |one: &Finding, next: &Finding| one.primary.source.path() == next.primary.source.path();
        for findings in findings.chunk_by_mut(same_file) {
            let path = findings.first().map_or("", |first| first.primary.source.path()).to_owned();
            let first = self.pardons.partition_point(|pardon| pardon.entry.path < path);
            let count = self.pardons[first..].partition_point(|pardon| pardon.entry.path == path);
            let own = &mut self.pardons[first..first + count];
            for finding in findings.iter_mut().filter(|finding| finding.suppressed.is_none()) {
                let key = entry::key(finding);
                let first = own.partition_point(|pardon| pardon.entry.key() < key);
                let mut equal = own[first..].iter_mut().take_while(|pardon| pardon.entry.key() == key);
                if let Some(pardon) = equal.find(|pardon| pardon.left > 0)
                    && !locked(finding)
                {
                    pardon.left -= 1;
                    let place = Some(pardon.place.clone());
                    finding.suppressed = Some(Suppression { by: SuppressedBy::Amnesty, reason: String::new(), place });
                }
            }
        }
    }

    /// The entries that pardon more than there is, as findings of the rule [`STALE`] in their files. `judged` tells
    /// the severity of [`STALE`] where a file was judged by an entry's rule, or is no more; `None` where nobody knows.
    pub fn stale(&self, judged: impl Fn(&Entry) -> Option<Severity>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for Pardon { entry, left, place } in self.pardons.iter().filter(|pardon| pardon.left > 0) {
            let Some(severity) = judged(entry) else { continue };
            let mut sink = Sink::new(STALE, severity, Arc::clone(&place.source));
            let Entry { rule, path, count, .. } = entry;
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

    /// The entries without what is stale, for the file `source`.
    pub fn pruned(&self, source: &Source, judged: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        let of_file = self.pardons.iter().filter(|pardon| std::ptr::eq(pardon.place.source.as_ref(), source));
        let kept = of_file.map(|Pardon { entry, left, .. }| {
            let gone = if judged(entry) { *left } else { 0 };
            Entry { count: entry.count - gone, ..entry.clone() }
        });
        kept.filter(|entry| entry.count > 0).collect()
    }
}
