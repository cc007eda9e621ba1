//! What no excerpt may show: the secrets that findings tell of, by file.

use super::Report;
use crate::finding::Finding;
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The masked spans of every source of a report, in order and not overlapping.
#[derive(Default)]
pub(super) struct Masks {
    /// By where the source is kept: a pointer could not be shared between threads.
    by_source: BTreeMap<usize, Vec<Span>>,
}

impl Masks {
    /// What `findings` want to be masked.
    pub(super) fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut by_source: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for masked in findings.into_iter().flat_map(|finding| &finding.masked) {
            by_source.entry(address(&masked.source)).or_default().push(masked.span);
        }
        for spans in by_source.values_mut() {
            spans.sort_unstable();
            spans.dedup_by(|next, kept| {
                let overlapping = next.start < kept.end;
                if overlapping {
                    *kept = kept.to(*next);
                }
                overlapping
            });
        }
        Self { by_source }
    }

    /// Those of `source`.
    pub(super) fn of_source(&self, source: &Source) -> &[Span] {
        self.by_source.get(&address(source)).map_or(&[], Vec::as_slice)
    }
}

fn address(source: &Source) -> usize {
    std::ptr::from_ref(source).addr()
}

/// How often an edit is compared with a secret.
const MOST_COMPARISONS: usize = 1 << 22;

/// `findings` of `report` without the fixes whose text repeats what is masked.
pub(super) fn without_revealing_fixes<'a>(report: &Report<'_>, findings: Cow<'a, [Finding]>) -> Cow<'a, [Finding]> {
    let masked = report.findings.iter().chain(report.suppressed).flat_map(|finding| &finding.masked);
    let secrets: BTreeSet<&str> = masked.filter_map(|masked| masked.source.text().get(masked.span.range())).collect();
    let reveals = |finding: &Finding| {
        let mut edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        edits.any(|edit| secrets.iter().any(|secret| !secret.is_empty() && edit.replacement.contains(secret)))
    };
    // Each edit is compared with each secret. Where that would take too long, none of them is shown.
    let edits: usize = findings.iter().flat_map(|finding| &finding.fix).map(|fix| fix.edits.len()).sum();
    let many = edits.saturating_mul(secrets.len()) > MOST_COMPARISONS;
    let reveals = |finding: &Finding| many && finding.fix.is_some() || reveals(finding);
    if !findings.iter().any(reveals) {
        return findings;
    }
    let kept = findings.iter().map(|finding| {
        let mut kept = finding.clone();
        kept.fix = kept.fix.filter(|_| !reveals(finding));
        kept
    });
    Cow::Owned(kept.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::finding::{Applicability, Edit, Fix, Severity, Sink};
    use crate::report::{Format, Options, write};
    use std::sync::Arc;

    #[test]
    fn no_format_shows_a_masked_value_even_in_the_excerpt_of_another_finding() {
        let source = Arc::new(Source::new("Dockerfile", "FROM a\nENV TOKEN=zaphod4\n"));
        let mut sink = Sink::new("secret", Severity::Error, Arc::clone(&source));
        let secret = sink.report(Span::new(11, 16), "`TOKEN` is in the image").mask(Span::new(17, 24));
        secret.fix(Fix {
            message: "quote it".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![Edit { span: Span::new(17, 24), replacement: "\"zaphod4\"".to_owned() }],
        });
        let mut other = Sink::new("other", Severity::Error, Arc::clone(&source));
        // What stands between the two edits is not to be repeated, either.
        let edit = |at| Edit { span: Span::new(at, at), replacement: "#".to_owned() };
        other.report(Span::new(7, 10), "`ENV` is wrong").fix(Fix {
            message: "comment it".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![edit(7), edit(25)],
        });
        let (secret, other) = (sink.into_findings(), other.into_findings());
        let both: Vec<Finding> = secret.iter().chain(&other).cloned().collect();
        let catalog = Catalog::default();
        // Who agrees to live with a secret doesn't want to read it in a log.
        for (findings, suppressed) in [(&both, &vec![]), (&other, &secret)] {
            let report =
                Report { findings, suppressed, catalog: &catalog, notices: &[], files: 1, repositories: 0, fixed: 0 };
            for format in Format::ALL {
                let mut out = Vec::new();
                // Also where the suppressed ones are listed.
                let options = Options { suppressed: true, ..Options::default() };
                write(format, &report, &options, &mut out).unwrap();
                let text = String::from_utf8(out).unwrap();
                assert!(!text.contains("zaphod4"), "{format:?}: {text}");
                assert!(text.contains("ENV"), "{format:?}: {text}");
            }
        }
    }

    #[test]
    fn overlapping_masks_are_one() {
        let source = Arc::new(Source::new("Dockerfile", "0123456789"));
        let mut sink = Sink::new("secret", Severity::Error, Arc::clone(&source));
        sink.report(Span::new(0, 1), "`x` is a secret").mask(Span::new(4, 8)).mask(Span::new(2, 5));
        assert_eq!(Masks::of(&sink.into_findings()).of_source(&source), [Span::new(2, 8)]);
    }
}
