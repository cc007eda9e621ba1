//! What GitLab reads for its merge requests.

use super::{dockerfile, finding, finding_at, notices, render, render_with, schema_faults};
use insta::assert_snapshot;
use oep45::finding::{Finding, Severity};
use oep45::report::{Format, Options, Root};
use oep45::text::{Source, Span};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

fn issues(findings: &[Finding], root: &str) -> Vec<Value> {
    let options = Options { root: Root::Inside(root.to_owned()), ..Options::default() };
    serde_json::from_str(&render_with(Format::Gitlab, findings, &[], &options)).unwrap()
}

fn fingerprints(findings: &[Finding]) -> Vec<String> {
    issues(findings, "").iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
}

/// The fingerprint of a finding at the only `ansible` of `text`.
fn fingerprint(text: &str) -> String {
    fingerprints(&[finding(&dockerfile(text), "ansible", |_| {})]).remove(0)
}

#[test]
fn a_list_says_everything() {
    let source = dockerfile("FROM a\nRUN é😀 ansible \\\n  x\n");
    let found = [
        finding(&source, "ansible \\\n  x\n", |finding| _ = finding.note("here").help("Drop it.").help("or move it")),
        finding(&source, "a", |finding| _ = finding.severity(Severity::Warning)),
        finding(&source, "a", |finding| _ = finding.severity(Severity::Note)),
    ];
    let options = Options { root: Root::Inside("svc".to_owned()), color: true, ..Options::default() };
    let text = render_with(Format::Gitlab, &found, &notices(), &options);
    assert_eq!(schema_faults("gitlab-code-quality", &text), [""; 0]);
    assert_snapshot!(text);
}

#[test]
fn a_clean_run_is_an_empty_list() {
    assert_eq!(render(Format::Gitlab, &[]), "[]\n");
}

#[test]
fn hostile_text_stays_inside_its_string() {
    let source = Arc::new(Source::new("\"}],\x1b[2J\u{202e}/Dockerfile", "FROM a\n"));
    let mut found = finding(&source, "a", |_| {});
    found.message = "\"}]\n<script>\u{9b}".to_owned();
    let text = render_with(Format::Gitlab, &[found], &notices(), &Options::default());
    assert_eq!(schema_faults("gitlab-code-quality", &text), [""; 0]);
    let issues: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(issues[2]["description"], "\"}]\n<script>\u{9b}.");
    assert_eq!(issues[2]["location"]["path"], "\"}],\x1b[2J\u{202e}/Dockerfile");
}

#[test]
fn a_fingerprint_stays_when_lines_and_blanks_move() {
    let before = fingerprint("FROM a\nRUN ansible x\n");
    assert_eq!(fingerprint("FROM a\n# new\n\nRUN  ansible\tx\r\n"), before);
}

#[test]
fn a_fingerprint_changes_with_the_line_the_rule_and_the_path() {
    let source = dockerfile("RUN ansible x\n");
    let other_path = Arc::new(Source::new("web/Dockerfile", "RUN ansible x\n"));
    let mut other_rule = finding(&source, "ansible", |_| {});
    other_rule.rule = "other".into();
    let found = [
        finding(&source, "ansible", |_| {}),
        other_rule,
        finding(&other_path, "ansible", |_| {}),
        finding(&dockerfile("RUN ansible y\n"), "ansible", |_| {}),
    ];
    assert_eq!(BTreeSet::from_iter(fingerprints(&found)).len(), found.len());
}

#[test]
fn a_fingerprint_comes_once_though_lines_are_the_same() {
    let source = dockerfile(&"RUN ansible ansible\n".repeat(50));
    let at = |start| finding_at(&source, Span::new(start, start + 7), |_| {});
    let found: Vec<Finding> = (0..50).flat_map(|line| [at(line * 20 + 4), at(line * 20 + 12)]).collect();
    assert_eq!(BTreeSet::from_iter(fingerprints(&found)).len(), found.len());
}

/// A hash that anyone can compute would let a short secret be guessed from it.
#[test]
fn a_fingerprint_does_not_depend_on_a_secret() {
    let of = |text: &str| {
        let source = dockerfile(text);
        let value = Span::new(10, u32::try_from(text.len()).unwrap() - 1);
        fingerprints(&[finding(&source, "TOKEN", |finding| _ = finding.mask(value))])
    };
    assert_eq!(of("ENV TOKEN=zaphod4\n"), of("ENV TOKEN=1\n"));
}

/// GitLab would take every finding for a new one: if this fails, the change log has to say so.
#[test]
fn a_fingerprint_is_the_same_for_ever() {
    assert_snapshot!(fingerprint("RUN ansible x\n"), @"3063e35f56967351447ef38c1b1fc51a");
}

#[test]
fn files_are_named_from_the_repositorys_root() {
    let source = Arc::new(Source::new("../a b/./Dockerfile", "FROM a\n"));
    let found = finding(&source, "a", |_| {});
    assert_eq!(issues(&[found], "svc/web")[0]["location"]["path"], "svc/a b/Dockerfile");
}
