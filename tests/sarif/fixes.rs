//! Fixes, which editors apply.

use super::{dockerfile, find, finding, result, span};
use oep45::finding::{Applicability, Edit, Fix};
use oep45::text::Span;
use serde_json::{Value, json};

fn fix(edits: &[(Span, &str)]) -> Fix {
    let edits = edits.iter().map(|&(span, text)| Edit { span, replacement: text.to_owned() });
    Fix { message: "use the exec form".to_owned(), applicability: Applicability::Safe, edits: edits.collect() }
}

#[test]
fn a_fix_says_what_goes_and_what_comes() {
    let source = dockerfile("FROM a\r\nRUN é ansible\r\n");
    let found = finding(&source, "ansible", |finding| {
        // A whole line with its line end, and an insertion.
        finding.fix(fix(&[(span(0, 8), ""), (span(15, 15), "\u{1b}[\"x\"]\n")]));
    });
    let fixes = &result(found)["fixes"];
    assert_eq!(fixes[0]["description"]["text"], "use the exec form");
    let change = &fixes[0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "Dockerfile");
    assert_eq!(
        change["replacements"],
        json!([
            {
                "deletedRegion": {"startLine": 1, "startColumn": 1, "endLine": 2, "endColumn": 1},
                "insertedContent": {"text": ""}
            },
            {
                "deletedRegion": {"startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 7},
                "insertedContent": {"text": "\u{1b}[\"x\"]\n"}
            }
        ])
    );
}

#[test]
fn a_fix_without_edits_is_none() {
    let found = finding(&dockerfile("FROM a\n"), "a", |finding| _ = finding.fix(fix(&[])));
    assert_eq!(result(found).get("fixes"), None);
}

#[test]
fn a_fix_that_would_show_a_secret_is_left_out() {
    let source = dockerfile("FROM a\nENV TOKEN=zaphod4 X=y\n");
    let fixed = |replacement: &str| {
        let found = finding(&source, "X=y", |finding| {
            finding.mask(find(&source, "zaphod4")).fix(fix(&[(find(&source, "X=y"), replacement)]));
        });
        let result = result(found);
        assert!(!result.to_string().contains("zaphod4"));
        result["fixes"].clone()
    };
    assert_eq!(fixed("X=zaphod4"), Value::Null);
    assert_ne!(fixed("X=z"), Value::Null);
}
