//! Where results are: files from the repository's root on, regions in UTF-16.

use super::{dockerfile, find, finding, finding_at, log_with, result, span};
use oep45::report::{Options, Root};
use oep45::text::Source;
use serde_json::{Value, json};
use std::sync::Arc;

/// Start line, start column, end line, end column of a finding from byte `start` to `end` of `text`.
fn region(text: &str, start: usize, end: usize) -> [u64; 4] {
    let result = result(finding_at(&dockerfile(text), span(start, end), |_| {}));
    let region = &result["locations"][0]["physicalLocation"]["region"];
    ["startLine", "startColumn", "endLine", "endColumn"].map(|field| region[field].as_u64().unwrap())
}

fn artifact(path: &str, options: &Options) -> Value {
    let source = Arc::new(Source::new(path, "FROM a\n"));
    let log = log_with(&[finding(&source, "a", |_| {})], &[], options);
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].clone()
}

#[test]
fn columns_count_utf16_units() {
    let text = "RUN é😀 ansible\n";
    let at = text.find("ansible").unwrap();
    assert_eq!(region(text, at, at + 7), [1, 9, 1, 16]);
    // The surrogate pair itself is two columns wide.
    assert_eq!(region(text, 6, 10), [1, 6, 1, 8]);
}

#[test]
fn a_line_end_is_no_part_of_a_region_that_ends_with_it() {
    assert_eq!(region("RUN a\r\nRUN b\r\n", 0, 7), [1, 1, 1, 6]);
    assert_eq!(region("RUN a\nRUN b\n", 6, 12), [2, 1, 2, 6]);
}

#[test]
fn a_region_may_run_over_several_lines() {
    assert_eq!(region("RUN a \\\r\n  b\r\n", 4, 12), [1, 5, 2, 4]);
}

#[test]
fn an_empty_region_is_a_place_between_two_characters() {
    assert_eq!(region("FROM a\n", 5, 5), [1, 6, 1, 6]);
    assert_eq!(region("", 0, 0), [1, 1, 1, 1]);
    assert_eq!(region("FROM a\n", 7, 7), [2, 1, 2, 1]);
}

#[test]
fn the_last_line_needs_no_newline() {
    assert_eq!(region("FROM a\nRUN b", 11, 12), [2, 5, 2, 6]);
}

#[test]
fn a_byte_order_mark_is_no_column() {
    assert_eq!(region("\u{feff}FROM a\nRUN b\n", 8, 9), [1, 6, 1, 7]);
    assert_eq!(region("\u{feff}FROM a\nRUN b\n", 14, 15), [2, 5, 2, 6]);
    assert_eq!(region("\u{feff}FROM a\n", 0, 3), [1, 1, 1, 1]);
}

#[test]
fn a_lone_carriage_return_ends_no_line() {
    assert_eq!(region("RUN a\rRUN b\n", 10, 11), [1, 11, 1, 12]);
}

#[test]
fn files_are_named_from_the_repositorys_root() {
    let options = Options { root: Root::Inside("svc/web".to_owned()), ..Options::default() };
    assert_eq!(
        artifact("../a b/Dockerfile", &options),
        json!({"uri": "svc/a%20b/Dockerfile", "uriBaseId": "%SRCROOT%"})
    );
}

#[test]
fn files_of_a_repository_elsewhere_are_named_from_its_root() {
    let elsewhere = Root::Outside { directory: "/".to_owned(), root: "/src".to_owned() };
    let options = Options { root: elsewhere, ..Options::default() };
    assert_eq!(
        artifact("src/docker/Dockerfile", &options),
        json!({"uri": "docker/Dockerfile", "uriBaseId": "%SRCROOT%"})
    );
}

#[test]
fn files_outside_the_repository_have_no_base() {
    assert_eq!(artifact("/srv/é/Dockerfile", &Options::default()), json!({"uri": "file:///srv/%C3%A9/Dockerfile"}));
}

#[test]
fn a_name_that_looks_like_a_scheme_is_none() {
    let uri = artifact("https:evil?#/Dockerfile", &Options::default())["uri"].clone();
    assert_eq!(uri, "https%3Aevil%3F%23/Dockerfile");
}

#[test]
fn related_locations_are_linked_from_the_message_in_other_files_too() {
    let script = Arc::new(Source::new("scripts/build.sh", "#!/bin/sh\nansible-playbook a\n"));
    let source = dockerfile("FROM a\nRUN ansible\n");
    let found = finding(&source, "ansible", |finding| {
        finding.label(span(5, 6), "the base").label_in(Arc::clone(&script), find(&script, "ansible-playbook"), "");
    });
    let result = result(found);
    let message = "An image build runs 'ansible-playbook'. See [the base](1), [scripts/build.sh:2](2).";
    assert_eq!(result["message"]["text"], message);
    assert_eq!(
        result["relatedLocations"][1],
        json!({
            "id": 2,
            "physicalLocation": {
                "artifactLocation": {"uri": "scripts/build.sh", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 17}
            }
        })
    );
}
