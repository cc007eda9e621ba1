//! One fault, one finding: where two rules report the same fault, the one whose page says `yields-to` is silent. This comes
//! first in triage, so that a comment against the finding that stays is enough.
//!
//! ```text
//! ENV ROOT_PASSWORD=hunter2     secret-baked-in, at the value and the name
//!     ^^^^^^^^^^^^^             secret-in-arg-or-env, at the name: yields
//! ENV PASSWORD=$ROOT_PASSWORD   secret-baked-in has a label here as well
//!     ^^^^^^^^                  secret-in-arg-or-env: another instruction, another finding
//! ```

use super::checks;
use super::ignores::File;
use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::text::{Span, disjoint_marked};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Leave out each finding of `file` a place of which overlaps any place of a finding of a rule that its own rule yields to, in the
/// same instruction; that finding is known by the names of both from then on. Labels count, since BuildKit's rules point at an
/// instruction's first line and label the words.
pub fn apply(file: &File<'_>, findings: &mut Vec<Finding>) {
    let catalog = file.catalog;
    let yields = |rule: &str| catalog.get(rule).map_or(&[][..], |page| page.yields_to.as_ref());
    if findings.iter().all(|finding| yields(&finding.rule).is_empty()) {
        return;
    }
    // By rule: its places in the instruction that it reports, each with the number of the first finding there.
    let mut places: BTreeMap<Cow<'static, str>, Vec<(Span, usize)>> = BTreeMap::new();
    for (by, finding) in findings.iter().enumerate() {
        let own = spans(finding).filter(|span| is_in_its_instruction(file, finding, *span));
        places.entry(finding.rule.clone()).or_default().extend(own.map(|span| (span, by)));
    }
    let places: BTreeMap<_, _> = places.into_iter().map(|(rule, taken)| (rule, disjoint_marked(taken))).collect();
    let wins = |finding: &Finding| {
        let rules = yields(&finding.rule).iter().filter_map(|rule| places.get(rule));
        let own = || spans(finding).filter(|span| is_in_its_instruction(file, finding, *span));
        rules.flat_map(|taken| own().filter_map(|at| first(taken, at))).next()
    };
    let winners: Vec<Option<usize>> = findings.iter().map(wins).collect();
    for (yielding, winner) in winners.iter().enumerate() {
        let Some(mut winner) = *winner else { continue };
        // What wins may yield itself; rules don't do so in a circle.
        while let Some(better) = winners[winner] {
            winner = better;
        }
        let mut known = aliases(catalog, &findings[winner]);
        for name in aliases(catalog, &findings[yielding]) {
            if !known.contains(&name) && !is_skipped(file, &findings[yielding], &name) {
                known.push(name);
            }
        }
        findings[winner].aliases = Some(known);
    }
    let mut winners = winners.into_iter();
    findings.retain(|_| winners.next().flatten().is_none());
}

/// Whether a place of a finding stands in the instruction that the finding is reported in.
fn is_in_its_instruction(file: &File<'_>, finding: &Finding, place: Span) -> bool {
    let start = |at: u32| file.tree.and_then(|tree| tree.instruction_at(at)).map(|instruction| instruction.span.start);
    start(place.start) == start(finding.primary.span.start)
}

/// Whether the file tells BuildKit to skip the check `name` where a finding stands.
fn is_skipped(file: &File<'_>, finding: &Finding, name: &str) -> bool {
    let is_check = file.catalog.get(&finding.rule).is_some_and(|page| page.buildkit_names().any(|known| known == name));
    is_check && file.tree.is_some_and(|tree| checks::skips(tree, finding.primary.span.start, name))
}

/// The finding whose place overlaps `at`.
fn first(taken: &[(Span, usize)], at: Span) -> Option<usize> {
    let behind = taken.partition_point(|(span, _)| span.end <= at.start);
    taken.get(behind).filter(|(span, _)| span.start < at.end).map(|(_, by)| *by)
}

/// The names that other linters give to the fault.
fn aliases(catalog: &Catalog, finding: &Finding) -> Vec<Cow<'static, str>> {
    let page = || catalog.get(&finding.rule).map(|page| page.aliases.to_vec());
    finding.aliases.clone().or_else(page).unwrap_or_default()
}

/// The places of a finding in its own file.
fn spans(finding: &Finding) -> impl Iterator<Item = Span> {
    let labels = finding.labels.iter().filter(|label| Arc::ptr_eq(&label.source, &finding.primary.source));
    std::iter::once(&finding.primary).chain(labels).map(|label| solid(label.span))
}

/// The span, an empty one widened to the byte behind it: what stands at the same place overlaps.
fn solid(span: Span) -> Span {
    if span.is_empty() { Span::new(span.start, span.end.saturating_add(1)) } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Page;
    use crate::finding::{Severity, Sink};
    use crate::parse;
    use crate::text::Source;
    use crate::triage::Policy;

    fn page(id: &str, yields_to: &[&str]) -> Page {
        let text = format!(
            "# {id}\n\nIt is wrong.\n\n```toml\ngroup = \"image\"\nlevel = \"note\"\nprecision = \"low\"\nfix = \"none\"\n\
             yields-to = {yields_to:?}\nsince = \"0.1.0\"\n```\n"
        );
        Page::parse(text).unwrap()
    }

    /// Triage `findings` of `source`; its text is a Dockerfile's if it begins with FROM.
    fn apply_to(catalog: &Catalog, source: &Arc<Source>, findings: &mut Vec<Finding>) {
        let tree = parse::parse(source.text());
        let tree = source.text().starts_with("FROM").then_some(&tree);
        apply(&File { source, tree, catalog, policy: &Policy::default(), ran: &|_| None }, findings);
    }

    /// The rules of the findings that stay, of findings of `rule, (primary, label)` in a text without instructions.
    fn kept(findings: &[(&'static str, [(u32, u32); 2])]) -> Vec<String> {
        kept_in(&"0123456789".repeat(3), findings)
    }

    fn kept_in(text: &str, findings: &[(&'static str, [(u32, u32); 2])]) -> Vec<String> {
        let catalog =
            Catalog::from_pages(vec![page("best", &[]), page("good", &["best"]), page("poor", &["best", "good"])]);
        let source = Arc::new(Source::new("Dockerfile", text));
        let mut found = Vec::new();
        for &(rule, [primary, label]) in findings {
            let mut sink = Sink::new(rule, Severity::Note, Arc::clone(&source));
            sink.report(Span::new(primary.0, primary.1), "wrong").label(Span::new(label.0, label.1), "");
            found.extend(sink.into_findings());
        }
        apply_to(&catalog, &source, &mut found);
        found.into_iter().map(|finding| finding.rule.into_owned()).collect()
    }

    #[test]
    fn a_finding_yields_at_its_places_and_at_those_of_the_other() {
        assert_eq!(kept(&[("good", [(4, 6), (0, 0)]), ("best", [(5, 9), (0, 0)])]), ["best"]);
        assert_eq!(kept(&[("good", [(4, 6), (20, 21)]), ("best", [(8, 9), (2, 5)])]), ["best"]);
        assert_eq!(kept(&[("best", [(3, 3), (20, 21)]), ("good", [(3, 3), (9, 9)])]), ["best"]);
        assert_eq!(kept(&[("best", [(8, 9), (4, 6)]), ("good", [(0, 1), (5, 6)])]), ["best"]);
    }

    #[test]
    fn what_stays_is_known_by_the_names_of_what_yields() {
        let catalog = Catalog::from_pages(
            [("best", vec![], "B1"), ("good", vec!["best"], "G1"), ("poor", vec!["good"], "P1")]
                .map(|(id, yields_to, alias)| Page {
                    aliases: vec![Cow::Borrowed(alias)].into(),
                    ..page(id, &yields_to)
                })
                .to_vec(),
        );
        let source = Arc::new(Source::new("Dockerfile", "0123456789"));
        let mut found: Vec<Finding> = ["poor", "best", "good", "good"]
            .map(|rule| Finding::new(rule, Severity::Note, &source, Span::new(0, 4), "wrong"))
            .to_vec();
        apply_to(&catalog, &source, &mut found);
        let known: Vec<_> = found.iter().map(|finding| finding.aliases.clone()).collect();
        assert_eq!(known, [Some(vec!["B1".into(), "P1".into(), "G1".into()])]);
    }

    #[test]
    fn side_by_side_is_two_faults() {
        assert_eq!(kept(&[("good", [(4, 6), (8, 9)]), ("best", [(6, 8), (20, 21)])]), ["good", "best"]);
        assert_eq!(kept(&[("best", [(4, 6), (20, 21)]), ("best", [(5, 7), (20, 21)])]), ["best", "best"]);
    }

    #[test]
    fn what_is_reported_elsewhere_is_another_fault() {
        // Of two instructions, one finding has a label in the other's.
        let text = "FROM a\nFROM b\n";
        assert_eq!(kept_in(text, &[("best", [(5, 6), (12, 13)]), ("good", [(12, 13), (20, 21)])]), ["best", "good"]);
        assert_eq!(kept_in(text, &[("best", [(12, 13), (5, 6)]), ("good", [(12, 13), (20, 21)])]), ["best"]);
        assert_eq!(kept_in(text, &[("best", [(5, 6), (9, 9)]), ("good", [(12, 13), (5, 6)])]), ["best", "good"]);
    }

    #[test]
    fn what_yields_makes_others_yield_all_the_same() {
        let chain = [("best", [(0, 2), (20, 21)]), ("good", [(1, 5), (20, 21)]), ("poor", [(4, 6), (9, 9)])];
        assert_eq!(kept(&chain), ["best"]);
    }
}
