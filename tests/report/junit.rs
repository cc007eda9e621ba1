//! What readers of JUnit's XML are given.

use super::xml::{Element, read};
use super::{dockerfile, finding, finding_at, notices, render, render_with};
use insta::assert_snapshot;
use oep45::finding::{Finding, Notice, Severity};
use oep45::report::{Format, Options, Root};
use oep45::text::{Source, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The document, with what the schemas of Ant and Jenkins demand of every element that is written, and with true counts.
fn document(findings: &[Finding], notices: &[Notice], root: &str) -> Element {
    let options = Options { root: Root::Inside(root.to_owned()), ..Options::default() };
    let document = read(&render_with(Format::Junit, findings, notices, &options));
    assert_eq!(document.name, "testsuites");
    assert_counts(&document);
    for suite in &document.children {
        assert_eq!((&*suite.name, suite.get("name").is_empty()), ("testsuite", false));
        assert_counts(suite);
        let names: BTreeSet<_> = suite.children.iter().map(|test| (test.get("classname"), test.get("name"))).collect();
        assert_eq!(names.len(), suite.children.len(), "GitLab keeps one test of each name");
        for test in &suite.children {
            assert_eq!((&*test.name, test.get("time")), ("testcase", "0"));
            for result in &test.children {
                assert!(["failure", "error"].contains(&&*result.name), "{result:?}");
                assert!(!result.get("type").is_empty() && !result.get("message").is_empty(), "{result:?}");
            }
        }
    }
    document
}

fn assert_counts(element: &Element) {
    for (attribute, name) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
        assert_eq!(element.count(attribute), element.all(name).len(), "{attribute} of {}", element.name);
    }
    assert_eq!(element.get("time"), "0");
}

#[test]
fn a_document_says_everything() {
    let source = dockerfile("FROM a\nRUN é😀 ansible x\n");
    let other = Arc::new(Source::new("web/Dockerfile", "FROM a\n"));
    let found = [
        finding(&source, "ansible", |finding| {
            finding.note("here").help("Drop \"it\".").label(Span::new(0, 6), "base").label(Span::new(5, 6), "");
        }),
        finding(&source, "a", |finding| _ = finding.severity(Severity::Warning)),
        finding(&other, "a", |finding| _ = finding.severity(Severity::Note)),
    ];
    let options = Options { root: Root::Inside("svc".to_owned()), color: true, ..Options::default() };
    assert_snapshot!(render_with(Format::Junit, &found, &notices(), &options));
    document(&found, &notices(), "svc");
}

#[test]
fn a_clean_run_has_a_test_that_passes() {
    let document = document(&[], &[], "");
    assert_eq!((document.count("tests"), document.count("failures"), document.count("errors")), (1, 0, 0));
    assert_snapshot!(render(Format::Junit, &[]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="oep45" tests="1" failures="0" errors="0" time="0">
      <testsuite name="oep45" tests="1" failures="0" errors="0" time="0">
        <testcase classname="oep45" name="every file can be checked" time="0"/>
      </testsuite>
    </testsuites>
    "#);
}

#[test]
fn equal_findings_have_names_of_their_own() {
    let source = dockerfile(&"RUN ansible\n".repeat(3));
    let found = [4, 16, 28].map(|start| finding_at(&source, Span::new(start, start + 7), |_| {}));
    let document = document(&found, &[], "");
    let names: Vec<_> = document.children[0].children.iter().map(|test| test.get("name")).collect();
    let name = "ansible-in-build: an image build runs `ansible-playbook`";
    assert_eq!(names, [name, &format!("{name} (2)"), &format!("{name} (3)")]);
}

#[test]
fn what_could_not_be_checked_is_an_error_of_the_run() {
    let twice = [notices(), notices()].concat();
    let document = document(&[], &twice, "svc");
    let errors: Vec<_> = document.all("testcase").iter().map(|test| (test.get("file"), test.get("name"))).collect();
    assert_eq!(errors[0], ("svc/a/Dockerfile", "cannot check svc/a/Dockerfile"));
    assert_eq!(errors[2].1, "cannot check svc/a/Dockerfile (2)");
    assert_eq!(document.all("error")[0].get("message"), "permission denied");
}

#[test]
fn files_are_named_from_the_repositorys_root() {
    let source = Arc::new(Source::new("../api/Dockerfile", "FROM a\n"));
    let document = document(&[finding(&source, "a", |_| {})], &[], "svc/web");
    assert_eq!(document.children[0].get("name"), "svc/api/Dockerfile");
    assert_eq!(document.all("testcase")[0].get("file"), "svc/api/Dockerfile");
}

#[test]
fn hostile_text_makes_no_markup() {
    let source = Arc::new(Source::new("\"><x>&#0;\x1b[2J\u{fffe}/Dockerfile", "FROM a\n"));
    let mut found = finding(&source, "a", |finding| {
        finding.label(Span::new(0, 4), "</failure><testcase/>\n[[ATTACHMENT|/etc/passwd]]");
    });
    found.message = "]]></failure>\0\n\u{ffff}".to_owned();
    let document = document(&[found], &[], "");
    assert_eq!(document.all("testcase").len(), 2);
    let path = "\"><x>&#0;␛[2J\\u{fffe}/Dockerfile";
    assert_eq!(document.children[0].get("name"), path);
    let failure = document.all("failure")[0];
    assert_eq!(failure.get("message"), "]]></failure>␀␊\\u{ffff}");
    let body = format!(
        "{path}:1:6: ]]></failure>␀␊\\u{{ffff}}.\n\
        see {path}:1:1: </failure><testcase/>␊[[ATTACHMENT|/etc/passwd]]"
    );
    assert_eq!(failure.text, body);
}
