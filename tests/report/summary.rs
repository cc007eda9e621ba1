//! What people see behind the findings, and in which colours.

use super::{dockerfile, finding, notices, render, render_with};
use insta::assert_snapshot;
use oep45::finding::{Applicability, Finding, Fix, Severity};
use oep45::report::{Format, Options};
use oep45::text::Source;
use std::sync::Arc;

#[test]
fn the_summary_counts_each_severity_and_the_files() {
    let source = dockerfile("FROM a\nRUN b\n");
    let other = Arc::new(Source::new("x/Dockerfile", "FROM a\n"));
    let of = |severity| {
        move |finding: &mut Finding| {
            finding.severity(severity);
        }
    };
    let found = [
        finding(&source, "FROM", of(Severity::Warning)),
        finding(&source, "RUN", of(Severity::Error)),
        finding(&other, "FROM", of(Severity::Error)),
        finding(&other, "a", of(Severity::Note)),
    ];
    assert_snapshot!(render(Format::Human, &found), @r#"
    warning[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:1:1
      │
    1 │ FROM a
      │ ^^^^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:2:1
      │
    2 │ RUN b
      │ ^^^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ x/Dockerfile:1:1
      │
    1 │ FROM a
      │ ^^^^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    note[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ x/Dockerfile:1:6
      │
    1 │ FROM a
      │      ^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 2 errors, 1 warning, 1 note in 2 of 14 files
    "#);
}

#[test]
fn nothing_found_is_said() {
    assert_snapshot!(render(Format::Human, &[]), @r#"
    oep45: 14 files checked, nothing found
    "#);
}

#[test]
fn notices_stand_before_the_summary() {
    assert_snapshot!(render_with(Format::Human, &[], &notices(), &Options::default()), @r#"
    error: cannot check a/Dockerfile: permission denied
    error: cannot check b␛/Dockerfile: is a directory
    oep45: 14 files checked, nothing found
    "#);
}

#[test]
fn escapes_are_written_only_where_colour_is_asked_for() {
    let found = [finding(&dockerfile("RUN ansible\n"), "ansible", |_| {})];
    let plain = render(Format::Human, &found);
    let colored = render_with(Format::Human, &found, &[], &Options { color: true, ..Options::default() });
    assert!(!plain.contains('\x1b'));
    assert!(colored.contains("\x1b["));
    assert_eq!(without_escapes(&colored), plain);
}

/// `text` without its `ESC [ … m`.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn the_summary_offers_what_fixes_would_mend() {
    let source = dockerfile("FROM a\nRUN b\n");
    let with = |applicability| {
        move |finding: &mut Finding| {
            finding.fix(Fix { message: "x".to_owned(), applicability, edits: Vec::new() });
        }
    };
    let safe = finding(&source, "FROM", with(Applicability::Safe));
    let risky = finding(&source, "RUN", with(Applicability::Unsafe));
    let last = |found: &[Finding]| render(Format::Human, found).lines().last().unwrap().to_owned();
    assert_eq!(last(std::slice::from_ref(&safe)), "oep45: `--fix` mends 1 of them");
    assert_eq!(last(std::slice::from_ref(&risky)), "oep45: `--fix --unsafe-fixes` mends 1 of them");
    assert_eq!(last(&[safe, risky]), "oep45: `--fix` mends 1 of them, with `--unsafe-fixes` 2");
}
