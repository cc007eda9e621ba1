//! What code scanning reads.

use super::{dockerfile, finding, finding_at, notices, render, render_with};
use insta::assert_snapshot;
use oep45::finding::{Applicability, Edit, Finding, Fix};
use oep45::report::{Format, Options};
use oep45::text::{Source, Span};
use serde_json::{Value, json};
use std::sync::Arc;

/// The only run of the log.
fn run(findings: &[Finding], root: &str) -> Value {
    let options = Options { root: root.to_owned(), ..Options::default() };
    let log: Value = serde_json::from_str(&render_with(Format::Sarif, findings, &notices(), &options)).unwrap();
    log["runs"][0].clone()
}

#[test]
fn a_log_says_everything() {
    let source = dockerfile("FROM a\nRUN é😀 ansible x\n");
    let found = finding(&source, "ansible", |finding| {
        finding.note("runs here").label(Span::new(0, 6), "base [1]").help("one").help("two");
        finding.fix(Fix {
            message: "drop it".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![Edit { span: Span::new(18, 26), replacement: String::new() }],
        });
    });
    let log =
        render_with(Format::Sarif, &[found], &notices(), &Options { root: "svc".to_owned(), color: true, web: None });
    assert_snapshot!(log.replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[test]
fn every_rule_is_listed_and_indexed_though_none_fired() {
    let run_of_none = run(&[], "");
    assert_eq!(run_of_none["tool"]["driver"]["rules"][1]["id"], "ansible-in-build");
    assert_eq!(run_of_none["results"], json!([]));
    let found = finding(&dockerfile("FROM a\n"), "a", |_| {});
    assert_eq!(run(&[found], "")["results"][0]["ruleIndex"], 1);
}

#[test]
fn a_rule_outside_the_catalog_has_no_index() {
    let mut found = finding(&dockerfile("FROM a\n"), "a", |_| {});
    found.rule = "unknown".into();
    assert_eq!(run(&[found], "")["results"][0].get("ruleIndex"), None);
}

#[test]
fn columns_count_utf16_units() {
    let found = finding(&dockerfile("RUN é😀 ansible\n"), "ansible", |_| {});
    let region = json!({"startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 16});
    assert_eq!(run(&[found], "")["results"][0]["locations"][0]["physicalLocation"]["region"], region);
}

#[test]
fn a_whole_line_ends_on_that_line() {
    let found = finding(&dockerfile("RUN a\r\nRUN b\r\n"), "RUN a\r\n", |_| {});
    let region = json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 6});
    assert_eq!(run(&[found], "")["results"][0]["locations"][0]["physicalLocation"]["region"], region);
}

#[test]
fn files_are_named_from_the_repositorys_root() {
    let source = Arc::new(Source::new("../a b/Dockerfile", "FROM a\n"));
    let location = json!({"uri": "svc/a%20b/Dockerfile", "uriBaseId": "%SRCROOT%"});
    let found = finding(&source, "a", |_| {});
    assert_eq!(
        run(&[found], "svc/web")["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"],
        location
    );
}

#[test]
fn the_fingerprint_is_that_of_the_line() {
    let source = dockerfile(&"Lorem ipsum dolor sit amet.\n".repeat(10));
    let found = finding_at(&source, Span::new(28 + 6, 28 + 11), |_| {});
    let hash = &run(&[found], "")["results"][0]["partialFingerprints"]["primaryLocationLineHash"];
    assert_eq!(hash, "a7f2ff13bc495cf2:2");
}

#[test]
fn a_run_has_no_more_results_than_are_taken() {
    let source = dockerfile("FROM a\n");
    let findings = vec![finding(&source, "a", |_| {}); 25_001];
    let run = run(&findings, "");
    assert_eq!(run["results"].as_array().unwrap().len(), 25_000);
    let notifications = run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(notifications[2]["message"]["text"], "1 of 25001 results are left out, the mildest ones");
}

#[test]
fn a_result_has_no_more_related_locations_than_are_taken() {
    let found = finding(&dockerfile("FROM a\n"), "a", |finding| {
        (0..1001).for_each(|_| _ = finding.label(Span::new(0, 4), "again"));
    });
    let result = &run(&[found], "")["results"][0];
    assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 1000);
    assert_eq!(result["message"]["text"].as_str().unwrap().matches("](").count(), 1000);
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let findings = vec![finding(&dockerfile("FROM a\n"), "a", |_| {}); 3];
    assert_eq!(render(Format::Sarif, &findings), render(Format::Sarif, &findings));
}
