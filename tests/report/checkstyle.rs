//! What readers of Checkstyle's XML are given.

use super::xml::{Element, read};
use super::{dockerfile, finding, notices, render, render_with};
use insta::assert_snapshot;
use oep45::finding::{Finding, Notice, Severity};
use oep45::report::{Format, Options, Root};
use oep45::text::Source;
use std::sync::Arc;

/// The document, each part of it as Checkstyle has it.
fn document(findings: &[Finding], notices: &[Notice]) -> Element {
    let document = read(&render_with(Format::Checkstyle, findings, notices, &Options::default()));
    assert_eq!((&*document.name, document.get("version")), ("checkstyle", "4.3"));
    for file in &document.children {
        assert_eq!((&*file.name, file.get("name").is_empty()), ("file", false));
        for error in &file.children {
            assert_eq!(error.name, "error");
            assert!(["error", "warning", "info"].contains(&error.get("severity")), "{error:?}");
            assert!(
                error.count("line") > 0 && error.count("column") > 0 || error.get("source") == "oep45",
                "{error:?}"
            );
            assert!(error.get("source").starts_with("oep45") && !error.get("message").is_empty(), "{error:?}");
        }
    }
    document
}

#[test]
fn a_document_says_everything() {
    let source = dockerfile("FROM a\nRUN é😀 ansible x\n");
    let found = [
        finding(&source, "ansible", |finding| _ = finding.note("here").help("Drop \"it\".").help("or <move> it")),
        finding(&source, "a", |finding| _ = finding.severity(Severity::Warning)),
        finding(&source, "a", |finding| _ = finding.severity(Severity::Note)),
    ];
    let options = Options { root: Root::Inside("svc".to_owned()), color: true, ..Options::default() };
    assert_snapshot!(render_with(Format::Checkstyle, &found, &notices(), &options));
}

#[test]
fn a_clean_run_has_no_file() {
    assert!(document(&[], &[]).children.is_empty());
    assert_snapshot!(render(Format::Checkstyle, &[]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <checkstyle version="4.3">
    </checkstyle>
    "#);
}

#[test]
fn files_are_sorted_and_come_once() {
    let found = ["b", "a", "b"].map(|name| finding(&Arc::new(Source::new(name, "FROM x\n")), "x", |_| {}));
    let notices = ["b", "c"].map(|path| Notice { path: path.to_owned(), message: "a rule failed".to_owned() });
    let document = document(&found, &notices);
    let files: Vec<_> = document.children.iter().map(|file| (file.get("name"), file.children.len())).collect();
    assert_eq!(files, [("a", 1), ("b", 3), ("c", 1)]);
}

#[test]
fn hostile_text_makes_no_markup() {
    let source = Arc::new(Source::new("\"><x>&#0;\x1b[2J\u{fffe}/Dockerfile", "FROM a\n"));
    let mut found = finding(&source, "a", |_| {});
    found.message = "'\"/><error line=\"9\"/><!-- ]]> \0\n\u{ffff}".to_owned();
    found.rule = "a\"b".into();
    let document = document(&[found], &notices());
    assert_eq!(document.all("error").len(), 3);
    let file = &document.children[0];
    assert_eq!(file.get("name"), "\"><x>&#0;␛[2J\\u{fffe}/Dockerfile");
    assert_eq!(file.children[0].get("message"), "'\"/><error line=\"9\"/><!-- ]]> ␀␊\\u{ffff}.");
    assert_eq!(file.children[0].get("source"), "oep45.a\"b");
}
