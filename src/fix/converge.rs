//! Round after round, until nothing is left to fix.

use super::round::{Refused, Round, round};
use crate::finding::{Applicability, Finding};
use crate::text::{FileKind, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most rounds of a file. One round shows what another one needs; more than a few mean that two rules want different things.
pub const MOST_ROUNDS: usize = 10;

/// A file after its last round.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// As it was.
    pub before: Arc<Source>,
    /// With its new text, under its old name.
    pub source: Arc<Source>,
    /// Fixes that were applied.
    pub applied: usize,
    /// Fixes that were not, each once.
    pub refused: BTreeSet<Refused>,
    /// Whether nothing was left to fix when the rounds ended.
    pub settled: bool,
}

impl Fixed {
    /// Whether there is anything to write.
    pub fn changes(&self) -> bool {
        self.source.text() != self.before.text()
    }
}

/// Fix `source` as far as `most` allows. `judge` tells the findings of a text, sorted; those that stand in other files or are
/// suppressed are left alone. What is not UTF-8 can't be written again, and is not fixed.
pub fn converge(
    source: &Arc<Source>,
    kind: FileKind,
    most: Applicability,
    judge: impl Fn(&Arc<Source>) -> Vec<Finding>,
) -> Fixed {
    let (before, source) = (Arc::clone(source), Arc::clone(source));
    let mut fixed = Fixed { before, source, applied: 0, refused: BTreeSet::new(), settled: true };
    if !fixed.before.invalid().is_empty() {
        return fixed;
    }
    for done in 0..=MOST_ROUNDS {
        let findings = judge(&fixed.source);
        let own =
            findings.iter().filter(|finding| Arc::ptr_eq(&finding.primary.source, &fixed.source)).collect::<Vec<_>>();
        let Round { text, applied, refused } = round(&fixed.source, kind, &own, most);
        fixed.refused.extend(refused);
        if applied == 0 {
            return fixed;
        }
        if done < MOST_ROUNDS {
            fixed.applied += applied;
            fixed.source = Arc::new(Source::new(fixed.before.path(), text));
        }
    }
    Fixed { settled: false, ..fixed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Fix, Severity, Sink};
    use crate::text::Span;
    use proptest::prelude::*;

    /// Reports every `from`, with `to` as its replacement.
    fn replacing<'r>(pairs: &'r [(&'r str, &'r str)]) -> impl Fn(&Arc<Source>) -> Vec<Finding> + 'r {
        move |source| {
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
    }

    fn fixed(text: &str, pairs: &[(&str, &str)]) -> Fixed {
        let source = Arc::new(Source::new("Makefile", text));
        converge(&source, FileKind::Makefile, Applicability::Safe, replacing(pairs))
    }

    #[test]
    fn what_one_round_shows_the_next_one_mends() {
        let fixed = fixed("aab", &[("a", "b"), ("bb", "c")]);
        assert_eq!((fixed.source.text(), fixed.applied, fixed.settled), ("cb", 3, true));
    }

    #[test]
    fn rules_that_want_different_things_are_stopped() {
        let fixed = fixed("a", &[("a", "b"), ("b", "a")]);
        assert_eq!((fixed.source.text(), fixed.applied, fixed.settled), ("a", MOST_ROUNDS, false));
    }

    #[test]
    fn what_is_no_text_is_left_alone() {
        let source = Arc::new(Source::from_bytes("Makefile", b"a\xff".to_vec()));
        let fixed = converge(&source, FileKind::Makefile, Applicability::Safe, replacing(&[("a", "b")]));
        assert_eq!(fixed.applied, 0);
        assert!(Arc::ptr_eq(&fixed.source, &source));
    }

    #[test]
    fn suppressed_and_unsafe_findings_stay() {
        let source = Arc::new(Source::new("Makefile", "ab"));
        let judge = |source: &Arc<Source>| {
            let mut findings = replacing(&[("a", "x"), ("b", "y")])(source);
            for finding in &mut findings {
                if let Some(fix) = finding.fix.as_mut().filter(|fix| fix.edits[0].replacement == "x") {
                    fix.applicability = Applicability::Unsafe;
                }
            }
            findings
        };
        let text = |most| converge(&source, FileKind::Makefile, most, judge).source.text().to_owned();
        assert_eq!((text(Applicability::Safe).as_str(), text(Applicability::Unsafe).as_str()), ("ay", "xy"));
    }

    proptest! {
        #[test]
        fn what_has_settled_is_clean_and_stays(text in "[a-d]{0,30}", pairs in prop::collection::vec(("[a-d]{1,2}", "[a-d]{0,2}"), 0..4)) {
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
