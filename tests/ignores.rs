//! Comments that suppress findings: what they reach, and what becomes of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::Catalog;
use oep45::finding::{Finding, SuppressedBy};
use oep45::pipeline::{self, Input, Outcome, Ruleset};
use oep45::text::{FileKind, MemoryFiles, Source};
use oep45::triage::Policy;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the rules of group `image`, `unused-ignore` and `malformed-ignore` find.
fn check(kind: FileKind, text: &str, policy: Policy) -> Outcome {
    let select = ["image", "unused-ignore", "malformed-ignore"];
    check_for(&select, &["uncommented-file", "uncommented-command", "missing-cmd"], kind, text, policy)
}

/// What the rules that `select` names find, without those of `ignore`.
fn check_for(select: &[&str], ignore: &[&str], kind: FileKind, text: &str, policy: Policy) -> Outcome {
    let catalog = Catalog::builtin();
    let selected = catalog.resolve(select, ignore).unwrap();
    let rules = Ruleset::new(&catalog, |id| selected.contains(id), &BTreeMap::new(), &BTreeMap::new()).unwrap();
    let rules = rules.wanting(catalog.wanted(select, ignore));
    let source = Arc::new(Source::new("checked", text));
    pipeline::check(
        &[Input {
            path: "checked".into(),
            tree_path: "checked".into(),
            kind,
            rules: Arc::new(rules.with_policy(policy)),
            exempt: Vec::new(),
            context: None,
            files: Arc::new(MemoryFiles::new()),
            read: Box::new(move || Ok(Arc::clone(&source))),
        }],
        &[],
    )
}

/// `rule:line` of what is left, and of what is suppressed.
fn judged(text: &str) -> (Vec<String>, Vec<String>) {
    let outcome = check(FileKind::Dockerfile, text, Policy::default());
    (lines(&outcome.findings), lines(&outcome.suppressed))
}

fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |finding: &Finding| finding.primary.source.position(finding.primary.span.start).line;
    findings.iter().map(|finding| format!("{}:{}", finding.rule, line(finding))).collect()
}

fn is_clean_but_for(text: &str, suppressed: &[&str]) {
    let (left, gone) = judged(text);
    assert_eq!((left, gone), (vec![], suppressed.iter().map(|&line| line.to_owned()).collect()), "{text}");
}

#[test]
fn a_comment_reaches_the_instruction_below_and_no_other() {
    let text = "FROM python:3\n# oep45: ignore[lost-arg-default] b\n\n# more\nARG X \"v\"\nARG Y \"v\"\n";
    assert_eq!(judged(text), (vec!["lost-arg-default:6".into()], vec!["lost-arg-default:5".into()]));
}

#[test]
fn a_comment_reaches_every_line_of_the_instruction_below() {
    let text = "FROM python:3\n# oep45: ignore[ansible-in-build] b\nRUN true && \\\n    ansible-playbook x.yml\n";
    is_clean_but_for(text, &["ansible-in-build:4"]);
}

#[test]
fn a_comment_inside_an_instruction_reaches_the_next_line_alone() {
    let text =
        |lines: &str| format!("FROM python:3\nRUN true && \\\n    # oep45: ignore[ansible-in-build] b\n\n{lines}\n");
    is_clean_but_for(&text("    ansible-playbook x.yml && \\\n    true"), &["ansible-in-build:5"]);
    let (left, _) = judged(&text("    true && \\\n    ansible-playbook x.yml"));
    assert_eq!(left, ["unused-ignore:3", "ansible-in-build:6"]);
}

#[test]
fn a_comment_behind_a_command_reaches_its_own_line() {
    is_clean_but_for(
        "FROM python:3\nRUN ansible-playbook x.yml # oep45: ignore[ansible-in-build] b\n",
        &["ansible-in-build:2"],
    );
    is_clean_but_for(
        "FROM python:3\nRUN <<EOF\nansible-playbook x.yml # oep45: ignore[ansible-in-build] b\nEOF\n",
        &["ansible-in-build:3"],
    );
}

#[test]
fn a_stage_is_ignored_from_its_first_instruction_to_its_last() {
    let stages = "FROM python:3 AS b\nARG X \"v\"\n# oep45: ignore-stage[lost-arg-default] b\nFROM python:3 AS c\nARG X \"v\"\nARG Y \"v\"\nFROM c\nARG Z \"v\"\n";
    let (left, gone) = judged(stages);
    assert_eq!(left, ["lost-arg-default:2", "lost-arg-default:8"]);
    assert_eq!(gone, ["lost-arg-default:5", "lost-arg-default:6"]);
}

#[test]
fn a_stage_is_ignored_by_a_comment_in_its_middle_too() {
    let text = "FROM python:3\nARG X \"v\"\n# oep45: ignore-stage[lost-arg-default] b\nRUN true\n";
    is_clean_but_for(text, &["lost-arg-default:2"]);
}

#[test]
fn a_file_is_ignored_wherever_the_comment_stands() {
    is_clean_but_for("FROM python:3\nARG X \"v\"\n# oep45: ignore-file[lost-arg-default] b", &["lost-arg-default:2"]);
}

#[test]
fn groups_and_all_are_names() {
    for name in ["image", "all", "LOST-ARG-DEFAULT"] {
        is_clean_but_for(&format!("FROM python:3\n# oep45: ignore[{name}] b\nARG X \"v\"\n"), &["lost-arg-default:3"]);
    }
}

#[test]
fn a_template_comment_counts() {
    let text = "{# oep45: ignore-file[foreign-syntax] rendered by the tests #}\nFROM python:3\n{% if x %}\nRUN true\n{% endif %}\n";
    assert_eq!(judged(text).0, Vec::<String>::new());
}

#[test]
fn a_comment_that_suppresses_nothing_is_a_finding() {
    assert_eq!(judged("FROM python:3\n# oep45: ignore[lost-arg-default] b\nRUN true\n").0, ["unused-ignore:2"]);
    assert_eq!(judged("# oep45: ignore-stage[lost-arg-default] b\n").0, ["unused-ignore:1", "syntax-error:1"]);
    assert_eq!(judged("FROM python:3\n# oep45: ignore[lost-arg-default] b").0, ["unused-ignore:2"]);
}

#[test]
fn a_comment_about_comments_is_never_unused() {
    let text = "FROM python:3\n# oep45: ignore-file[unused-ignore] kept for the other configuration\n# oep45: ignore[lost-arg-default] b\nRUN true\n";
    is_clean_but_for(text, &["unused-ignore:3"]);
}

#[test]
fn text_that_is_no_comment_suppresses_nothing() {
    let text = "FROM python:3\nRUN echo oep45: ignore-file[lost-arg-default] x\nARG X \"v\"\n";
    assert_eq!(judged(text).0, ["lost-arg-default:3"]);
    // FROM takes no comment behind it.
    let text = "FROM python:3 # oep45: ignore-file[lost-arg-default] x\nARG X \"v\"\n";
    assert!(judged(text).0.contains(&"lost-arg-default:2".to_owned()));
}

#[test]
fn a_locked_rule_is_not_ignored_and_the_comment_is_told_so() {
    let policy = Policy { locked: ["lost-arg-default".to_owned()].into(), ..Policy::default() };
    let text = "FROM python:3\n# oep45: ignore[lost-arg-default] b\nARG X \"v\"\n";
    let outcome = check(FileKind::Dockerfile, text, policy);
    assert_eq!(lines(&outcome.findings), ["malformed-ignore:2", "lost-arg-default:3"]);
}

#[test]
fn comments_can_be_left_aside() {
    let policy = Policy { comments: false, ..Policy::default() };
    let text = "FROM python:3\n# oep45: ignore[lost-arg-default]\nARG X \"v\"\n# oep45: ingore[x]\nRUN true\n";
    assert_eq!(lines(&check(FileKind::Dockerfile, text, policy).findings), ["lost-arg-default:3"]);
}

#[test]
fn a_makefile_is_ignored_by_its_own_comments() {
    let recipe = "a:\n\tdocker build -f playbooks/Dockerfile \\\n\t\tgit://github.com/openedx/configuration\n";
    let outcome = check(FileKind::Makefile, recipe, Policy::default());
    assert_eq!(lines(&outcome.findings).len(), 1, "{:?}", outcome.findings);
    let line = lines(&outcome.findings)[0].clone();
    let text = recipe.replace("\tdocker", "\t# oep45: ignore[ansible-in-build] b\n\tdocker");
    let outcome = check(FileKind::Makefile, &text, Policy::default());
    assert!(outcome.findings.is_empty(), "{line}: {:?}", outcome.findings);
}

/// Which of the lines 1 to 4 of the file at `path` are in reach of its comment: a rule that reports each of them tells.
fn reached(path: &str, text: &str) -> Vec<u32> {
    use oep45::finding::{Severity, Sink};
    let source = Arc::new(Source::new(path, text));
    let mut sink = Sink::new("missing-changelog", Severity::Warning, Arc::clone(&source));
    for line in 1..=4 {
        sink.report(source.lines().span(line, text), "x");
    }
    let (catalog, policy) = (Catalog::builtin(), Policy::default());
    let file = oep45::triage::ignores::File {
        source: &source,
        tree: None,
        catalog: &catalog,
        policy: &policy,
        ran: &|_| None,
    };
    let mut findings = sink.into_findings();
    oep45::triage::ignores::apply(&file, &mut findings);
    let suppressed = findings.iter().filter(|finding| finding.suppressed.is_some());
    suppressed.map(|finding| source.position(finding.primary.span.start).line).collect()
}

#[test]
fn a_comment_reaches_what_is_commented_out_below_it() {
    assert_eq!(reached("ci.yml", "a: 1\n# oep45: ignore[missing-changelog] b\n# c: 2\nd: 3"), [3, 4]);
}

#[test]
fn a_comment_above_all_code_reaches_the_first_line() {
    assert_eq!(
        reached("manage.py", "#!/usr/bin/env python\n# oep45: ignore[missing-changelog] b\nimport os\n"),
        [1, 2, 3]
    );
    assert_eq!(reached("manage.py", "import os\n# oep45: ignore[missing-changelog] b\nimport os\nx\n"), [3]);
}

#[test]
fn a_comment_above_a_title_reaches_the_words_below_its_line() {
    assert_eq!(reached("index.rst", ".. oep45: ignore[missing-changelog] b\n=====\nNotes\n=====\n"), [1, 2, 3]);
}

#[test]
fn a_suppressed_finding_keeps_who_said_so_and_why() {
    let text = "FROM python:3\n# oep45: ignore[lost-arg-default] the vendor's own\nARG X \"v\"\n";
    let outcome = check(FileKind::Dockerfile, text, Policy::default());
    let suppression = outcome.suppressed[0].suppressed.as_ref().unwrap();
    assert_eq!((suppression.by, suppression.reason.as_str()), (SuppressedBy::Comment, "the vendor's own"));
    let place = suppression.place.as_ref().unwrap();
    assert_eq!(place.span.of(text), "# oep45: ignore[lost-arg-default] the vendor's own");
}

#[test]
fn an_unused_comment_is_removed_by_its_fix() {
    let fixed = |text: &str| {
        let outcome = check(FileKind::Dockerfile, text, Policy::default());
        let unused = outcome.findings.iter().find(|finding| finding.rule == "unused-ignore").unwrap();
        let edit = &unused.fix.as_ref().unwrap().edits[0];
        let mut text = text.to_owned();
        text.replace_range(edit.span.range(), &edit.replacement);
        text
    };
    assert_eq!(fixed("FROM python:3\n# oep45: ignore[lost-arg-default] b\nRUN true\n"), "FROM python:3\nRUN true\n");
    assert_eq!(fixed("FROM python:3\nRUN true # oep45: ignore[lost-arg-default] b\n"), "FROM python:3\nRUN true\n");
    let inside = "FROM python:3\nRUN a && \\\n  # oep45: ignore[lost-arg-default] b\n  b\n";
    assert_eq!(fixed(inside), "FROM python:3\nRUN a && \\\n  b\n");
}

/// The lines that are reported of a file, and those that are suppressed.
fn lines_of(select: &[&str], ignore: &[&str], text: &str) -> (Vec<u32>, Vec<u32>) {
    let outcome = check_for(select, ignore, FileKind::Dockerfile, text, Policy::default());
    let line = |finding: &Finding| finding.primary.source.position(finding.primary.span.start).line;
    (outcome.findings.iter().map(line).collect(), outcome.suppressed.iter().map(line).collect())
}

const REPEATED: &str = "FROM a\nCMD [\"a\"]\nCMD [\"b\"]\nENTRYPOINT [\"c\"]\nENTRYPOINT [\"d\"]\n";

#[test]
fn a_comment_of_hadolints_stands_above_what_is_repeated_or_above_what_is_idle() {
    let lines = |text: &str| lines_of(&["repeated-instruction"], &[], text);
    assert_eq!(lines("FROM a\nCMD [\"a\"]\n# hadolint ignore=DL4003\nCMD [\"b\"]\n"), (vec![], vec![2]));
    assert_eq!(lines("FROM a\n# hadolint ignore=DL4003\nCMD [\"a\"]\nCMD [\"b\"]\n"), (vec![], vec![3]));
}

#[test]
fn an_alias_that_means_a_part_of_a_rule_reaches_no_other_part() {
    let lines = |select: &[&str], ignore: &[&str]| lines_of(select, ignore, REPEATED).0;
    assert_eq!(lines(&["repeated-instruction"], &[]), [2, 4]);
    assert_eq!(lines(&["dl4003"], &[]), [2]);
    assert_eq!(lines(&["DL4003", "build"], &[]), [2, 4]);
    assert_eq!(lines(&["repeated-instruction"], &["DL4004"]), [2]);
    let comment =
        |name: &str| lines_of(&["repeated-instruction"], &[], &format!("# oep45: ignore-file[{name}] b\n{REPEATED}"));
    assert_eq!(comment("DL4003"), (vec![5], vec![3]));
    assert_eq!(comment("repeated-instruction"), (vec![], vec![3, 5]));
}

#[test]
fn a_comment_of_hadolints_reaches_a_stage() {
    let text = "# hadolint stage ignore=DL3006\nFROM debian\nFROM debian\n";
    assert_eq!(lines_of(&["DL3006"], &[], text), (vec![3], vec![2]));
}

#[test]
fn a_comment_of_another_linter_says_nothing_of_itself() {
    let text = "# hadolint ignore=DL1001\nFROM debian:13\n";
    assert_eq!(lines_of(&["DL1001"], &[], text), (vec![1], vec![]));
}

#[test]
fn a_comment_against_what_yields_does_not_hide_what_wins() {
    let text = "FROM a\n# hadolint ignore=DL3064\nENV API_PASSWORD=hunter2\n";
    assert_eq!(lines_of(&["secret-baked-in", "DL3064"], &[], text), (vec![3], vec![]));
}
