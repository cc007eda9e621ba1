//! The amnesty: what it pardons, and what it doesn't.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::Catalog;
use oep45::finding::SuppressedBy;
use oep45::pipeline::{self, Input, Outcome, Ruleset};
use oep45::text::{FileKind, MemoryFiles, Source};
use oep45::triage::Policy;
use oep45::triage::amnesty::{Amnesty, AmnestyFile, entries, write};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The file at `docker/Dockerfile`, to be judged by the rules of group `image`.
fn input(text: &str, policy: Policy) -> [Input; 1] {
    let catalog = Catalog::builtin();
    let selected = catalog.resolve(&["image", "stale-amnesty"], &["uncommented-file", "missing-cmd"]).unwrap();
    let rules = Ruleset::new(&catalog, |id| selected.contains(id), &BTreeMap::new(), &BTreeMap::new()).unwrap();
    let source = Arc::new(Source::new("docker/Dockerfile", text));
    [Input {
        path: "docker/Dockerfile".into(),
        tree_path: "docker/Dockerfile".into(),
        kind: FileKind::Dockerfile,
        rules: Arc::new(rules.with_policy(policy)),
        exempt: Vec::new(),
        context: None,
        files: Arc::new(MemoryFiles::new()),
        read: Box::new(move || Ok(Arc::clone(&source))),
    }]
}

fn amnesty_of(text: &str) -> String {
    write(entries(&pipeline::check(&input(text, Policy::default()), &[]).findings))
}

fn pardoned(amnesty: &str, text: &str, policy: Policy) -> Outcome {
    let file = AmnestyFile::parse(&Arc::new(Source::new("oep45-amnesty.json", amnesty))).unwrap();
    let mut amnesty = Amnesty::default();
    amnesty.add(&file, str::to_owned);
    let inputs = input(text, policy);
    let mut outcome = pipeline::check(&inputs, &[]);
    outcome.pardon(&mut amnesty, &inputs, |_| true);
    outcome
}

/// Rules and lines of what is left of the findings in `now`, when those in `before` were pardoned.
fn left(before: &str, now: &str) -> Vec<String> {
    let outcome = pardoned(&amnesty_of(before), now, Policy::default());
    let line = |at: &oep45::finding::Label| at.source.position(at.span.start).line;
    outcome.findings.iter().map(|finding| format!("{}:{}", finding.rule, line(&finding.primary))).collect()
}

const FAULT: &str = "FROM python:3\nARG PORT \"8000\"\n";

#[test]
fn what_was_there_is_pardoned() {
    let outcome = pardoned(&amnesty_of(FAULT), FAULT, Policy::default());
    assert!(outcome.findings.is_empty());
    let suppression = outcome.suppressed[0].suppressed.as_ref().unwrap();
    assert_eq!(suppression.by, SuppressedBy::Amnesty);
    let place = suppression.place.as_ref().unwrap();
    assert!(place.span.of(place.source.text()).contains("lost-arg-default"));
}

#[test]
fn moving_a_fault_or_laying_it_out_otherwise_is_no_new_one() {
    assert_eq!(left(FAULT, "# the base\nFROM python:3\n\n# what it listens on\nARG   PORT \\\n  \"8000\"\n"), [""; 0]);
}

#[test]
fn a_second_fault_of_the_same_words_is_new() {
    let twice = "FROM python:3\nARG PORT \"8000\"\nFROM python:3\nARG PORT \"8000\"\n";
    assert_eq!(left(FAULT, twice), ["lost-arg-default:4"]);
    assert_eq!(left(twice, twice), [""; 0]);
}

#[test]
fn a_fault_of_other_words_is_new() {
    assert_eq!(left(FAULT, "FROM python:3\nARG PORT \"9000\"\n"), ["lost-arg-default:2", "stale-amnesty:4"]);
}

#[test]
fn a_locked_rule_is_not_pardoned() {
    let policy = Policy { locked: ["lost-arg-default".to_owned()].into(), ..Policy::default() };
    let outcome = pardoned(&amnesty_of(FAULT), FAULT, policy);
    assert!(outcome.findings.iter().any(|finding| finding.rule == "lost-arg-default"));
}

#[test]
fn no_secret_is_written_down() {
    let text = "FROM python:3\nENV AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCYzaphodbeeble\n";
    let amnesty = amnesty_of(text);
    assert!(amnesty.contains("secret-baked-in") && !amnesty.contains("zaphod"), "{amnesty}");
    assert_eq!(left(text, text), [""; 0]);
}

#[test]
fn pruning_keeps_what_is_still_there() {
    let twice = "FROM python:3\nARG PORT \"8000\"\nFROM python:3\nARG PORT \"8000\"\nARG HOST \"b\"\n";
    let file = AmnestyFile::parse(&Arc::new(Source::new("oep45-amnesty.json", amnesty_of(twice)))).unwrap();
    let mut amnesty = Amnesty::default();
    amnesty.add(&file, str::to_owned);
    let inputs = input(FAULT, Policy::default());
    pipeline::check(&inputs, &[]).pardon(&mut amnesty, &inputs, |_| true);
    assert_eq!(write(amnesty.pruned(&file.source, |_, _| true)), amnesty_of(FAULT));
    assert_eq!(write(amnesty.pruned(&file.source, |_, _| false)), amnesty_of(twice));
}
