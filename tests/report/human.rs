//! What people see of a finding.

use super::{dockerfile, finding, finding_at, render};
use insta::assert_snapshot;
use oep45::finding::Finding;
use oep45::report::Format;
use oep45::text::{Source, Span};
use std::sync::Arc;

fn human(findings: &[Finding]) -> String {
    render(Format::Human, findings)
}

#[test]
fn a_finding_shows_its_words_and_its_clause() {
    let source = dockerfile("FROM python:3.12\nRUN ansible-playbook site.yml\n");
    assert_snapshot!(human(&[finding(&source, "ansible-playbook", |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:2:5
      │
    2 │ RUN ansible-playbook site.yml
      │     ^^^^^^^^^^^^^^^^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn remarks_and_help_stand_where_they_belong() {
    let source = dockerfile("FROM python:3.12 AS app\nRUN ansible-playbook site.yml\n");
    let found = finding(&source, "ansible-playbook", |finding| {
        finding.note("runs here").label(Span::new(20, 23), "in this stage");
        finding.help("run the playbook's commands as `RUN` instructions").help("see the manual,\nchapter 3");
    });
    assert_snapshot!(human(&[found]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:2:5
      │
    1 │ FROM python:3.12 AS app
      │                     --- in this stage
    2 │ RUN ansible-playbook site.yml
      │     ^^^^^^^^^^^^^^^^ runs here
      │
      = help: run the playbook's commands as `RUN` instructions
      = help: see the manual,
        chapter 3
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn labels_may_be_in_other_files() {
    let source = dockerfile("COPY docker/build.sh /\nRUN /build.sh\n");
    let script = Arc::new(Source::new("docker/build.sh", "#!/bin/sh\nset -e\nansible-playbook site.yml\n"));
    let found = finding(&source, "RUN /build.sh", |finding| {
        finding.label_in(Arc::clone(&script), Span::new(17, 33), "which runs it here");
        finding.label(Span::new(5, 20), "copied here");
    });
    assert_snapshot!(human(&[found]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:2:1
      │
    1 │ COPY docker/build.sh /
      │      --------------- copied here
    2 │ RUN /build.sh
      │ ^^^^^^^^^^^^^
      │
      ┌─ docker/build.sh:3:1
      │
    3 │ ansible-playbook site.yml
      │ ---------------- which runs it here
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn a_label_over_many_lines_shows_their_ends() {
    let lines: Vec<String> = (1..=41).map(|n| format!("step-{n}")).collect();
    let source = dockerfile(&format!("FROM a\nRUN {}\n", lines.join(" && \\\n    ")));
    let end = u32::try_from(source.text().len()).unwrap();
    let found = finding_at(&source, Span::new(7, end), |finding| {
        finding.note("all of this");
    });
    assert_snapshot!(human(&[found]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
       ┌─ Dockerfile:2:1
       │
     2 │ ╭ RUN step-1 && \
     3 │ │     step-2 && \
     4 │ │     step-3 && \
     5 │ │     step-4 && \
       · │
    41 │ │     step-40 && \
    42 │ │     step-41
       │ ╰───────────^ all of this
       │
       = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn a_whole_line_is_marked_as_one_line() {
    let source = dockerfile("FROM a\nRUN b\nRUN c\n");
    assert_snapshot!(human(&[finding(&source, "RUN b\n", |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:2:1
      │
    2 │ RUN b
      │ ^^^^^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn one_line_between_two_labels_is_shown_and_more_are_not() {
    let source = dockerfile("FROM a\nARG b\nRUN c\nENV d\nENV e\nENV f\nUSER g\n");
    let found = finding(&source, "RUN c", |finding| {
        finding.label(Span::new(0, 6), "base").label(Span::new(37, 43), "user");
    });
    assert_snapshot!(human(&[found]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:3:1
      │
    1 │ FROM a
      │ ------ base
    2 │ ARG b
    3 │ RUN c
      │ ^^^^^
      ·
    7 │ USER g
      │ ------ user
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn carets_stand_under_words_behind_tabs() {
    let source = dockerfile("FROM a\nRUN x && \\\n\tansible\tsite\n");
    let found = finding(&source, "site", |finding| {
        finding.label(Span::new(19, 26), "by this");
    });
    assert_snapshot!(human(&[found]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:3:10
      │
    3 │     ansible site
      │     ------- ^^^^
      │     │
      │     by this
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn carriage_returns_at_line_ends_are_not_shown() {
    let source = dockerfile("FROM a\r\nRUN b \\\r\n  c\r\n");
    assert_snapshot!(human(&[finding(&source, "RUN b \\\r\n  c\r\n", |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:2:1
      │
    2 │ ╭ RUN b \
    3 │ │   c
      │ ╰───^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn carets_under_wide_characters_are_wide() {
    let source = dockerfile("LABEL é=日本語 x=🚀 y=z\n");
    let found = finding(&source, "日本語", |finding| {
        finding.note("three").label(Span::new(21, 25), "one");
    });
    assert_snapshot!(human(&[found]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:1:9
      │
    1 │ LABEL é=日本語 x=🚀 y=z
      │         ^^^^^^   -- one
      │         │
      │         three
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn a_byte_order_mark_is_not_shown() {
    let source = dockerfile("\u{feff}FROM a\n");
    assert_snapshot!(human(&[finding(&source, "FROM", |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:1:2
      │
    1 │ FROM a
      │ ^^^^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn the_end_of_a_file_can_be_pointed_at() {
    let source = dockerfile("FROM a");
    assert_snapshot!(human(&[finding_at(&source, Span::at(6), |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:1:7
      │
    1 │ FROM a
      │       ^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn the_line_behind_the_last_newline_can_be_pointed_at() {
    let source = dockerfile("FROM a\n");
    assert_snapshot!(human(&[finding_at(&source, Span::at(7), |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:2:1
      │
    2 │
      │ ^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn an_empty_file_can_be_pointed_at() {
    assert_snapshot!(human(&[finding_at(&dockerfile(""), Span::at(0), |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:1:1
      │
    1 │
      │ ^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}
