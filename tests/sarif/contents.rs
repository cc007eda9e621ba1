//! What a log says.

use super::{catalog, dockerfile, finding, log, log_with, notices, result, span, text_with};
use insta::assert_snapshot;
use oep45::catalog::Catalog;
use oep45::finding::{Applicability, Edit, Fix, Label, SuppressedBy, Suppression};
use oep45::report::{Options, Root};
use serde_json::json;
use std::sync::Arc;

#[test]
fn a_log_says_everything() {
    let source = dockerfile("FROM a\nRUN é😀 ansible x\n");
    let found = finding(&source, "ansible", |finding| {
        finding.note("runs here").label(span(0, 6), "base [1]").help("one").help("two");
        finding.fix(Fix {
            message: "drop it".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![Edit { span: span(18, 26), replacement: String::new() }],
        });
    });
    let options = Options {
        root: Root::Inside("svc".to_owned()),
        color: true,
        sarif_category: Some("containers".to_owned()),
        ..Options::default()
    };
    log_with(std::slice::from_ref(&found), &notices(), &options);
    let text = text_with(&catalog(), &[found], &notices(), &options);
    assert_snapshot!(text.replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[test]
fn every_rule_is_listed_and_indexed_though_none_fired() {
    let empty = log(&[]);
    assert_eq!(empty["runs"][0]["tool"]["driver"]["rules"][1]["id"], "ansible-in-build");
    assert_eq!(empty["runs"][0]["results"], json!([]));
    assert_eq!(result(finding(&dockerfile("FROM a\n"), "a", |_| {}))["ruleIndex"], 1);
}

#[test]
fn the_built_in_rules_are_what_code_scanning_takes() {
    let text = text_with(&Catalog::builtin(), &[], &[], &Options::default());
    let log = serde_json::from_str(&text).unwrap();
    super::standard::check(&log);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), Catalog::builtin().pages().count());
    for rule in rules {
        assert!(
            rule["helpUri"].as_str().unwrap().ends_with(&format!("/{}.md", rule["id"].as_str().unwrap())),
            "{rule}"
        );
    }
}

#[test]
fn a_rule_outside_the_catalog_has_no_index() {
    let found = finding(&dockerfile("FROM a\n"), "a", |finding| finding.rule = "unknown".into());
    assert_eq!(result(found).get("ruleIndex"), None);
}

#[test]
fn a_category_ends_with_a_slash_and_is_absent_unless_asked_for() {
    let details = |category: Option<&str>| {
        let options = Options { sarif_category: category.map(str::to_owned), ..Options::default() };
        log_with(&[], &[], &options)["runs"][0]["automationDetails"].clone()
    };
    assert_eq!(details(None), json!(null));
    assert_eq!(details(Some("web/containers")), json!({"id": "web/containers/"}));
    assert_eq!(details(Some("web/")), json!({"id": "web/"}));
}

#[test]
fn problems_of_the_run_are_notifications_with_their_files() {
    let log = log_with(&[], &notices(), &Options::default());
    let notifications = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notifications[0]["message"]["text"], "Cannot check a/Dockerfile: permission denied.");
    assert_eq!(notifications[1]["message"]["text"], "Cannot check b␛/Dockerfile: is a directory.");
    assert_eq!(notifications[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "b%1B/Dockerfile");
    assert_eq!(notifications[1]["descriptor"], json!({"id": "unchecked-file", "index": 0}));
}

#[test]
fn what_a_file_says_does_not_steer_its_reader() {
    let found = finding(&dockerfile("FROM a\n"), "a", |finding| {
        finding.message = "`\u{202e}x` is [wrong](https://example.com)".to_owned();
        finding.label(span(0, 4), "\u{1b}[2J");
    });
    let result = result(found);
    let message = "'\\\\u{202e}x' is \\[wrong\\](https://example.com). See [␛\\[2J](1).";
    assert_eq!(result["message"]["text"], message);
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "␛[2J");
}

#[test]
fn braces_stand_as_they_are() {
    let found = finding(&dockerfile("FROM ${A}\n"), "${A}", |finding| finding.message = "`${A}` in `{{x}}`".to_owned());
    assert_eq!(result(found)["message"]["text"], "'${A}' in '{{x}}'.");
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let findings = vec![finding(&dockerfile("FROM a\n"), "a", |_| {}); 3];
    let text = || text_with(&catalog(), &findings, &notices(), &Options::default());
    assert_eq!(text(), text());
}

#[test]
fn a_suppressed_result_says_by_whom_and_why() {
    let source = dockerfile("# why\nRUN ansible\n");
    let suppressed = |by| {
        let place = Some(Label { source: Arc::clone(&source), span: span(0, 5), message: String::new() });
        let said = Some(Suppression { by, reason: "a [reason](https://example.com)".to_owned(), place });
        result(finding(&source, "ansible", |finding| finding.suppressed = said))["suppressions"].clone()
    };
    let comment = suppressed(SuppressedBy::Comment);
    assert_eq!(comment[0]["kind"], "inSource");
    assert_eq!(comment[0]["justification"], "a [reason](https://example.com)");
    assert_eq!(comment[0]["location"]["physicalLocation"]["region"]["startLine"], 1);
    assert_eq!(suppressed(SuppressedBy::Amnesty)[0]["kind"], "external");
}
