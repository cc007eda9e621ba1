//! Round after round, until nothing is left to fix.

use super::round::{Refused, Round, round};
use crate::finding::{Applicability, Finding};
use crate::text::{FileKind, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Most rounds. One round shows what another one needs; more than a few mean that two rules want different things.
pub const MOST_ROUNDS: usize = 10;

/// A file on its way.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// As it was.
    pub before: Arc<Source>,
    /// With its new text, under its old name.
    pub source: Arc<Source>,
    /// What it is read as, if it is one of these.
    pub kind: Option<FileKind>,
    /// Fixes that were applied.
    pub applied: usize,
    /// Fixes that were not, each once.
    pub refused: BTreeSet<Refused>,
    /// Whether nothing was left to fix when the rounds ended. A file whose fixes go on is left as it was.
    pub settled: bool,
    /// Whether a bug kept the fixes of a round from being applied.
    pub failed: bool,
}

impl Fixed {
    /// A file to fix.
    pub fn new(source: &Arc<Source>, kind: Option<FileKind>) -> Self {
        let (before, source) = (Arc::clone(source), Arc::clone(source));
        Self { before, source, kind, applied: 0, refused: BTreeSet::new(), settled: true, failed: false }
    }

    /// Whether there is anything to write.
    pub fn changes(&self) -> bool {
        self.source.text() != self.before.text()
    }

    /// Apply the fixes of those `findings` that stand in the file as it is now, and tell whether there were any. In the
    /// `last` round, find out whether there would be.
    fn round(&mut self, findings: &[&Finding], most: Applicability, last: bool) -> bool {
        // What is not UTF-8 can't be written again.
        if !self.before.invalid().is_empty() {
            return false;
        }
        // Many findings stand in one reading, whose text is compared once.
        let mut known: Option<(&Arc<Source>, bool)> = None;
        let mut here = |source| match known {
            Some((same, here)) if Arc::ptr_eq(same, source) => here,
            _ => known.insert((source, source.text() == self.source.text())).1,
        };
        let offering: Vec<&Finding> =
            findings.iter().filter(|finding| here(&finding.primary.source)).copied().collect();
        if offering.is_empty() {
            return false;
        }
        let attempt = AssertUnwindSafe(|| round(&self.source, self.kind, &offering, most));
        let Ok(Round { text, applied, refused }) = catch_unwind(attempt) else {
            self.failed = true;
            return false;
        };
        self.refused.extend(refused);
        if applied > 0 && last {
            self.settled = false;
        } else if applied > 0 {
            self.applied += applied;
            self.source = Arc::new(Source::new(self.before.path(), text));
        }
        applied > 0
    }
}

/// Fix `files` together as far as `most` allows: the text of one may be what a finding in another rests on. `findings` are
/// those of the files as they are, sorted; `judge` tells those of later texts. Suppressed ones are left alone.
pub fn converge(
    files: &mut [Fixed],
    most: Applicability,
    mut findings: Vec<Finding>,
    mut judge: impl FnMut(&[Fixed]) -> Vec<Finding>,
) {
    for done in 0..=MOST_ROUNDS {
        let mut changed = false;
        let mut offering: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.fix.is_some()) {
            offering.entry(finding.primary.source.path()).or_default().push(finding);
        }
        for file in &mut *files {
            let own = offering.get(file.source.path()).map_or(&[][..], Vec::as_slice);
            changed |= file.round(own, most, done == MOST_ROUNDS);
        }
        if !changed || done == MOST_ROUNDS {
            break;
        }
        findings = judge(files);
    }
    // Where the rounds happen to end is nobody's wish.
    for file in files.iter_mut().filter(|file| !file.settled) {
        file.source = Arc::clone(&file.before);
        file.applied = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Fix, Severity, Sink};
    use crate::text::Span;
    use proptest::prelude::*;

    /// Every `from`, with `to` as its replacement.
    fn replaceable(source: &Arc<Source>, pairs: &[(&str, &str)]) -> Vec<Finding> {
        let mut sink = Sink::new("rule", Severity::Error, Arc::clone(source));
        for (from, to) in pairs {
            for (at, found) in source.text().match_indices(from) {
                let start = u32::try_from(at).unwrap();
                let span = Span::new(start, start + u32::try_from(found.len()).unwrap());
                let edits = vec![Edit { span, replacement: (*to).to_owned() }];
                let applicability = Applicability::Safe;
                sink.report(span, "wrong").fix(Fix { message: "mend it".to_owned(), applicability, edits });
            }
        }
        sink.into_findings()
    }

    fn fixed_source(source: &Arc<Source>, pairs: &[(&str, &str)]) -> Fixed {
        let mut files = [Fixed::new(source, None)];
        let judge = |files: &[Fixed]| replaceable(&files[0].source, pairs);
        converge(&mut files, Applicability::Safe, replaceable(source, pairs), judge);
        files[0].clone()
    }

    fn fixed(text: &str, pairs: &[(&str, &str)]) -> Fixed {
        fixed_source(&Arc::new(Source::new("Makefile", text)), pairs)
    }

    #[test]
    fn what_one_round_shows_the_next_one_mends() {
        let fixed = fixed("aab", &[("a", "b"), ("bb", "c")]);
        assert_eq!((fixed.source.text(), fixed.applied, fixed.settled), ("cb", 3, true));
    }

    #[test]
    fn rules_that_want_different_things_are_stopped() {
        let fixed = fixed("ac", &[("a", "b"), ("b", "d"), ("d", "a"), ("c", "e")]);
        assert_eq!((fixed.source.text(), fixed.applied, fixed.settled), ("ac", 0, false));
    }

    #[test]
    fn what_is_no_text_is_left_alone() {
        let source = Arc::new(Source::from_bytes("Makefile", b"a\xff".to_vec()));
        let fixed = fixed_source(&source, &[("a", "b")]);
        assert!(!fixed.changes() && fixed.applied == 0);
    }

    #[test]
    fn unsafe_fixes_wait_for_leave() {
        let source = Arc::new(Source::new("Makefile", "ab"));
        let judge = |files: &[Fixed]| {
            let mut findings = replaceable(&files[0].source, &[("a", "x"), ("b", "y")]);
            for finding in &mut findings {
                if let Some(fix) = finding.fix.as_mut().filter(|fix| fix.edits[0].replacement == "x") {
                    fix.applicability = Applicability::Unsafe;
                }
            }
            findings
        };
        let text = |most| {
            let mut files = [Fixed::new(&source, None)];
            let findings = judge(&files);
            converge(&mut files, most, findings, judge);
            files[0].source.text().to_owned()
        };
        assert_eq!((text(Applicability::Safe).as_str(), text(Applicability::Unsafe).as_str()), ("ay", "xy"));
    }

    #[test]
    fn one_file_may_wait_for_another() {
        let sources = ["a", "b"].map(|path| Arc::new(Source::new(path, "x")));
        let mut files = sources.each_ref().map(|source| Fixed::new(source, None));
        // The second file is wrong while the first one is right.
        let judge = |files: &[Fixed]| match files[0].source.text() {
            "x" => replaceable(&files[0].source, &[("x", "y")]),
            _ => replaceable(&files[1].source, &[("x", "z")]),
        };
        let findings = judge(&files);
        converge(&mut files, Applicability::Safe, findings, judge);
        assert_eq!(files.each_ref().map(|file| (file.source.text(), file.applied)), [("y", 1), ("z", 1)]);
    }

    proptest! {
        #[test]
        fn what_has_settled_is_clean_and_stays(
            text in "[a-d]{0,30}",
            pairs in prop::collection::vec(("[a-d]{1,2}", "[a-d]{0,2}"), 0..4),
        ) {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
            let once = fixed(&text, &pairs);
            prop_assert!(once.refused.is_empty());
            if once.settled {
                let left = pairs.iter().any(|(from, to)| from != to && once.source.text().contains(from));
                prop_assert!(!left, "{}", once.source.text());
                let again = fixed(once.source.text(), &pairs);
                prop_assert_eq!((again.source.text(), again.applied), (once.source.text(), 0));
            }
        }
    }
}
