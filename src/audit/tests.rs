//! Verdicts by table, and the forms of one small scorecard.

use super::*;
use crate::catalog::Catalog;
use crate::finding::{Finding, Label, Severity, Spared, SuppressedBy, Suppression};
use crate::text::{Source, Span};
use std::sync::Arc;

fn finding(rule: &'static str, severity: Severity) -> Finding {
    let source = Arc::new(Source::new("docs/a.rst", "x\ny\n"));
    let mut finding = Finding::new(rule, severity, &source, Span::new(2, 3), "the `<b>y</b>` is wrong");
    finding.help("Mend it.");
    finding
}

fn judged(findings: &[Finding], suppressed: &[Finding], spared: &[Spared], dockerfiles: usize) -> Vec<Judged> {
    let facts = Facts { findings, suppressed, spared, read: &["notes/settings/required.py"], dockerfiles };
    judge(facts, &Catalog::builtin(), |_| true, |_| false)
}

/// The verdicts where rules found something, each as bad as its page says, in a service with one Dockerfile.
fn verdicts(rules: &[&'static str]) -> Vec<&'static str> {
    let catalog = Catalog::builtin();
    let findings: Vec<_> =
        rules.iter().map(|rule| finding(rule, catalog.get(rule).map_or(Severity::Error, |page| page.level))).collect();
    judged(&findings, &[], &[], 1).iter().map(|judged| judged.verdict.as_str()).collect()
}

#[test]
fn every_rule_of_the_groups_belongs_to_a_deliverable() {
    let catalog = Catalog::builtin();
    let of_groups = catalog.pages().filter(|page| ["image", "settings", "operations"].contains(&page.group.as_ref()));
    let homeless: Vec<_> = of_groups.filter(|page| requirement(page).is_none()).map(|page| &page.id).collect();
    assert!(homeless.is_empty(), "their clauses are in no requirement of src/audit/deliverable.rs: {homeless:?}");
}

#[test]
fn every_requirement_of_an_image_or_of_operations_has_a_rule() {
    let catalog = Catalog::builtin();
    let has_rule = |wanted: &Requirement| {
        catalog.pages().any(|page| requirement(page).is_some_and(|(_, found)| std::ptr::eq(found, wanted)))
    };
    let all = DELIVERABLES.iter().filter(|deliverable| deliverable.id != "settings");
    let idle: Vec<_> = all.flat_map(|it| it.requirements).filter(|it| !has_rule(it)).map(|it| it.title).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn findings_decide() {
    const PASS: &str = "pass";
    let settings = verdicts(&[])[2];
    for (rules, expected) in [
        (&[][..], [PASS, PASS, settings, PASS, PASS, PASS]),
        (&["uncommented-file"], ["partly", PASS, settings, PASS, PASS, PASS]),
        (&["ansible-in-build"], ["fail", PASS, settings, PASS, PASS, PASS]),
        (&["private-source"], ["fail", PASS, settings, PASS, PASS, PASS]),
        (&["syntax-error"], ["fail", PASS, settings, PASS, PASS, PASS]),
        (&["config-path-variable", "image-per-environment"], [PASS, PASS, settings, PASS, PASS, PASS]),
        (&["settings-module-baked-in"], [PASS, "partly", settings, PASS, PASS, PASS]),
        (&["secret-baked-in"], [PASS, "fail", settings, PASS, PASS, PASS]),
        (&["incomplete-operations-manual"], [PASS, PASS, settings, "partly", PASS, PASS]),
        (&["missing-operations-manual", "missing-changelog"], [PASS, PASS, settings, "fail", "fail", PASS]),
        (&["unpublished-release"], [PASS, PASS, settings, PASS, PASS, "partly"]),
        (&["unpublished-image", "unpublished-release"], [PASS, PASS, settings, PASS, PASS, "fail"]),
        (&["missing-dockerfile"], ["fail", "n/a", settings, PASS, PASS, PASS]),
        (&["no-such-rule"], [PASS, PASS, settings, PASS, PASS, PASS]),
    ] {
        assert_eq!(verdicts(rules), expected, "{rules:?}");
    }
}

#[test]
fn a_warning_about_something_essential_costs_its_requirement_alone() {
    let doubtful = [finding("private-base-image", Severity::Warning)];
    assert_eq!(judged(&doubtful, &[], &[], 1)[0].verdict, Verdict::Partly);
    let absent = judged(&[finding("missing-operations-manual", Severity::Warning)], &[], &[], 1).remove(3);
    assert!(absent.requirements.iter().all(|met| met.verdict != Verdict::Pass), "nothing is good of what is absent");
}

#[test]
fn what_is_hardly_there_is_partly_there() {
    let begun = judged(&[finding("missing-changelog", Severity::Note)], &[], &[], 1).remove(4);
    assert_eq!(begun.verdict, Verdict::Partly);
    let remarked = judged(&[finding("undocumented-command", Severity::Note)], &[], &[], 1).remove(3);
    assert_eq!(remarked.verdict, Verdict::Pass);
}

#[test]
fn what_could_not_be_judged_never_passes() {
    let nothing = judge(
        Facts { findings: &[], suppressed: &[], spared: &[], read: &[], dockerfiles: 1 },
        &Catalog::builtin(),
        |_| false,
        |_| false,
    );
    assert!(nothing.iter().all(|judged| judged.verdict == Verdict::NotApplicable && judged.reason.is_some()));
    let facts = Facts { findings: &[], suppressed: &[], spared: &[], read: &["notes/settings.py"], dockerfiles: 1 };
    let unseen = judge(facts, &Catalog::builtin(), |_| true, |_| false).remove(2);
    assert_eq!(unseen.verdict, Verdict::NotApplicable, "nothing says that these settings are laid out");
    let without = judged(&[], &[], &[], 0);
    assert_eq!((without[0].verdict, without[1].verdict), (Verdict::Fail, Verdict::NotApplicable));
}

#[test]
fn silence_for_want_of_knowledge_is_no_pass() {
    let place = finding("unpublished-image", Severity::Warning).primary;
    let spared =
        [Spared { rule: "unpublished-image".into(), place: Label { message: "another does".to_owned(), ..place } }];
    let images = |dockerfiles| judged(&[], &[], &spared, dockerfiles).remove(5);
    assert_eq!((images(1).verdict, images(1).reason.as_deref()), (Verdict::NotApplicable, Some("another does")));
    assert_eq!(images(0).verdict, Verdict::Fail);
}

#[test]
fn what_somebody_lives_with_counts_and_is_marked() {
    let mut pardoned = finding("missing-changelog", Severity::Warning);
    pardoned.suppressed = Some(Suppression { by: SuppressedBy::Amnesty, reason: "later".to_owned(), place: None });
    let changelog = judged(&[], &[pardoned], &[], 1).remove(4);
    assert_eq!(changelog.verdict, Verdict::Fail);
    assert_eq!(changelog.remarks().next().unwrap().1.accepted.as_deref(), Some("by the amnesty: later"));
    let facts = Facts {
        findings: &[finding("missing-changelog", Severity::Warning)],
        suppressed: &[],
        spared: &[],
        read: &[],
        dockerfiles: 1,
    };
    let dropped = judge(facts, &Catalog::builtin(), |_| true, |rule| rule == "missing-changelog");
    assert!(dropped[4].remarks().next().unwrap().1.accepted.is_some());
}

/// A service, a library and a path that is none, all with hostile names.
fn card() -> Scorecard {
    let findings = [finding("missing-changelog", Severity::Warning), finding("uncommented-file", Severity::Warning)];
    let service =
        State::Service { deliverables: judged(&findings, &[], &[], 1), notices: vec!["a.rst: unreadable".to_owned()] };
    let audited = |name: &str, state| Audited { name: name.to_owned(), path: format!("x/{name}"), state };
    let unchecked = State::Unchecked { reason: "there is no such directory".to_owned() };
    Scorecard {
        repositories: vec![
            audited("notes|<script>alert(1)</script>", service),
            audited("lib\u{1b}[2J", State::NoService),
            audited("gone", unchecked),
        ],
    }
}

fn written(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn it_is_written_for_people() {
    insta::assert_snapshot!(written(|out| human(&card(), false, out)));
}

#[test]
fn it_is_written_as_markdown() {
    insta::assert_snapshot!(written(|out| markdown(&card(), out)));
}

#[test]
fn it_is_written_for_programs() {
    insta::assert_snapshot!(written(|out| json(&card(), out)));
}

#[test]
fn the_page_holds_everything_and_nothing_acts() {
    let page = written(|out| html::write(&card(), &Catalog::builtin(), out));
    assert_eq!(page.matches("<script>").count(), 1, "only its own");
    assert!(!page.contains("http:") && !page.contains("https:") && !page.contains('\u{1b}'), "nothing from elsewhere");
    assert!(page.contains("notes|&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("<th scope=\"col\"") && page.contains("<th scope=\"row\">"));
    let targets: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(targets.len() >= 9, "{targets:?}");
    for target in targets {
        assert_eq!(page.matches(&format!("id=\"{target}\"")).count(), 1, "{target}");
    }
}

#[test]
fn the_worst_verdict_and_what_is_incomplete_are_told() {
    assert_eq!(card().worst(), Some(Verdict::Fail));
    assert!(card().is_incomplete());
    assert_eq!(Scorecard::default().worst(), None);
}
