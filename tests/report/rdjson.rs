//! What reviewdog reads.

use super::{dockerfile, finding, notices, render, render_with, schema_faults};
use insta::assert_snapshot;
use oep45::finding::{Applicability, Edit, Finding, Fix};
use oep45::report::{Format, Options, Root};
use oep45::text::{Source, Span};
use serde_json::{Value, json};
use std::sync::Arc;

fn diagnostic(found: Finding) -> Value {
    let text = render(Format::Rdjson, &[found]);
    assert_eq!(schema_faults("rdjson", &text), [""; 0]);
    let result: Value = serde_json::from_str(&text).unwrap();
    result["diagnostics"][0].clone()
}

fn fix(edits: &[(u32, u32, &str)]) -> Fix {
    let edit =
        |&(start, end, text): &(u32, u32, &str)| Edit { span: Span::new(start, end), replacement: text.to_owned() };
    Fix { message: "drop it".to_owned(), applicability: Applicability::Safe, edits: edits.iter().map(edit).collect() }
}

#[test]
fn a_result_says_everything() {
    let source = dockerfile("FROM a\nRUN é😀 ansible x\n");
    let found = finding(&source, "ansible", |finding| {
        finding.note("runs here").label(Span::new(0, 6), "base [1]").label(Span::new(5, 6), "");
        finding.help("one").help("two").fix(fix(&[(18, 26, "")]));
    });
    let options = Options { root: Root::Inside("svc".to_owned()), color: true, ..Options::default() };
    let text = render_with(Format::Rdjson, &[found], &notices(), &options);
    assert_eq!(schema_faults("rdjson", &text), [""; 0]);
    assert_snapshot!(text.replace(env!("CARGO_PKG_VERSION"), "[version]"));
}

#[test]
fn the_schema_is_read_at_all() {
    assert_ne!(schema_faults("rdjson", r#"{"diagnostics": [{"severity": "note"}]}"#), [""; 0]);
    assert_ne!(schema_faults("rdjson", r#"{"diagnostics": [{"related_locations": [{"message": 1}]}]}"#), [""; 0]);
}

#[test]
fn hostile_text_makes_no_markup() {
    let source = Arc::new(Source::new("a\"\x1b[2J/Dockerfile", "FROM a\n"));
    let mut found = finding(&source, "a", |finding| _ = finding.label(Span::new(0, 4), "<b>[x](y)"));
    found.message = "`a`` ![x](https://example.com) @team\n# <b> \u{202e}".to_owned();
    let diagnostic = diagnostic(found);
    let message = r"\`a\`\` !\[x\](https://example.com) @‍team #‍ \<b\> ".to_owned() + "\u{202e}.";
    assert_eq!(diagnostic["message"], message);
    assert_eq!(diagnostic["related_locations"][0]["message"], r"\<b\>\[x\](y)");
    assert_eq!(diagnostic["location"]["path"], "a\"\x1b[2J/Dockerfile");
}

/// The example in the format's own description.
#[test]
fn columns_count_bytes() {
    let found = finding(&dockerfile("a𐐀b\n"), "b", |_| {});
    let range = json!({"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 7}});
    assert_eq!(diagnostic(found)["location"]["range"], range);
}

/// reviewdog puts its working directory's place in the repository before them.
#[test]
fn paths_stay_relative_to_the_working_directory() {
    let source = Arc::new(Source::new("../api/Dockerfile", "FROM a\n"));
    let options = Options { root: Root::Inside("svc/web".to_owned()), ..Options::default() };
    let text = render_with(Format::Rdjson, &[finding(&source, "a", |_| {})], &[], &options);
    assert!(text.contains(r#""path": "../api/Dockerfile""#), "{text}");
}

#[test]
fn the_edits_of_a_fix_are_one_suggestion() {
    let edits = fix(&[(4, 5, "one"), (6, 7, "two")]);
    let found = finding(&dockerfile("RUN a b c\n"), "a", |finding| _ = finding.fix(edits));
    let suggestion = json!([{
        "range": {"start": {"line": 1, "column": 5}, "end": {"line": 1, "column": 8}},
        "text": "one two",
    }]);
    assert_eq!(diagnostic(found)["suggestions"], suggestion);
}

#[test]
fn a_fix_that_would_repeat_much_or_does_nothing_is_no_suggestion() {
    let source = dockerfile(&format!("RUN a {} c\n", "b".repeat(5_000)));
    for edits in [fix(&[(0, 1, "r"), (5_008, 5_008, "d")]), fix(&[])] {
        let found = finding(&source, "a", |finding| _ = finding.fix(edits));
        assert_eq!(diagnostic(found).get("suggestions"), None);
    }
}

#[test]
fn a_rule_of_nobodys_web_site_has_no_address() {
    let mut found = finding(&dockerfile("FROM a\n"), "a", |_| {});
    found.rule = "aaa-own".into();
    assert_eq!(diagnostic(found)["code"], json!({"value": "aaa-own"}));
}
