//! What results are recognised by from one run to the next: GitHub's fingerprint and ours.

use super::{Source, dockerfile, finding, finding_at, result, span, text_with};
use oep45::catalog::Catalog;
use oep45::pipeline::{self, Input, Ruleset};
use oep45::report::{Options, Root};
use oep45::text::{FileKind, MemoryFiles};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

const OWN: &str = "oep45/v1";

/// Our fingerprints of what the rules `ansible-in-build` and `secret-baked-in` find in a file, in order.
fn fingerprints(kind: FileKind, path: &str, text: &str, root: &str) -> Vec<String> {
    let builtin = Catalog::builtin();
    let wanted = |id: &str| id == "ansible-in-build" || id == "secret-baked-in";
    let rules = Ruleset::new(&builtin, wanted, &BTreeMap::new(), &BTreeMap::new()).unwrap();
    let (name, text) = (path.to_owned(), text.to_owned());
    let input = Input {
        path: path.to_owned(),
        tree_path: path.to_owned(),
        files: Arc::new(MemoryFiles::new()),
        kind,
        rules: Arc::new(rules),
        exempt: Vec::new(),
        context: None,
        read: Box::new(move || Ok(Arc::new(Source::new(name.clone(), text.clone())))),
    };
    let outcome = pipeline::check(&[input], &[]);
    let options = Options { root: Root::Inside(root.to_owned()), ..Options::default() };
    let log: Value = serde_json::from_str(&text_with(&builtin, &outcome.findings, &[], &options)).unwrap();
    let print = |result: &Value| result["partialFingerprints"][OWN].as_str().unwrap().to_owned();
    log["runs"][0]["results"].as_array().unwrap().iter().map(print).collect()
}

fn of(text: &str) -> Vec<String> {
    fingerprints(FileKind::Dockerfile, "Dockerfile", text, "")
}

/// The only fingerprint of `text`.
fn one(text: &str) -> String {
    let [only] = of(text).try_into().unwrap_or_else(|all| panic!("{all:?} in {text}"));
    only
}

const RUN: &str = "FROM python:3.12 AS app\nRUN ansible-playbook site.yml\n";

#[test]
fn githubs_fingerprint_is_that_of_the_line() {
    let source = dockerfile(&"Lorem ipsum dolor sit amet.\n".repeat(10));
    let found = finding_at(&source, span(28 + 6, 28 + 11), |_| {});
    assert_eq!(result(found)["partialFingerprints"]["primaryLocationLineHash"], "a7f2ff13bc495cf2:2");
}

#[test]
fn ours_survives_edits_nearby() {
    let edited = "# syntax=docker/dockerfile:1\n\nFROM python:3.13 AS App\nENV X=1\n# Why\nRUN ansible-playbook site.yml\nCMD [\"x\"]\n";
    assert_eq!(one(edited), one(RUN));
}

#[test]
fn ours_survives_another_layout() {
    let edited = "FROM python:3.12 AS app\nRUN ansible-playbook \\\n    # the site\n\n    site.yml\n";
    assert_eq!(one(edited), one(RUN));
    assert_eq!(one(&RUN.replace('\n', "\r\n")), one(RUN));
}

#[test]
fn ours_survives_moving_an_instruction_within_its_stage() {
    let two = "FROM python:3.12\nRUN ansible-playbook a.yml\nRUN ansible-playbook b.yml\n";
    let swapped = "FROM python:3.12\nRUN ansible-playbook b.yml\nRUN ansible-playbook a.yml\n";
    let [first, second] = of(two).try_into().unwrap();
    assert_eq!(of(swapped), [second, first]);
}

#[test]
fn ours_survives_a_stage_before_a_named_one() {
    assert_eq!(one(&format!("FROM node:22 AS assets\nRUN npm ci\n{RUN}")), one(RUN));
}

#[test]
fn ours_differs_where_the_instruction_or_the_stage_or_the_file_does() {
    let mut all = vec![
        one(RUN),
        one(&RUN.replace("site", "other")),
        one(&RUN.replace("app", "web")),
        fingerprints(FileKind::Dockerfile, "web/Dockerfile", RUN, "").remove(0),
    ];
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 4);
}

#[test]
fn ours_counts_equal_instructions() {
    let twice = format!("{RUN}RUN ansible-playbook site.yml\n");
    let hash = one(RUN).strip_suffix(":1").unwrap().to_owned();
    assert_eq!(of(&twice), [format!("{hash}:1"), format!("{hash}:2")]);
}

#[test]
fn ours_does_not_depend_on_the_working_directory() {
    let here = fingerprints(FileKind::Dockerfile, "web/Dockerfile", RUN, "");
    assert_eq!(fingerprints(FileKind::Dockerfile, "Dockerfile", RUN, "web"), here);
}

#[test]
fn ours_stays_as_it_is_published() {
    // Whoever stores it compares it with what later versions give: a change here is a new key, `oep45/v2`.
    let found = finding(&dockerfile("FROM a\nRUN ansible\n"), "ansible", |_| {});
    assert_eq!(result(found)["partialFingerprints"][OWN], "9f210ff523157fa19f7eea356c46d238:1");
}

#[test]
fn ours_survives_another_secret() {
    let with = |secret: &str| one(&format!("FROM python:3.12\nENV SECRET_KEY={secret}\n"));
    assert_eq!(with("zaphod4Beeblebrox"), with("arthur7Dentarthurdent"));
}

#[test]
fn a_finding_that_no_pipeline_made_has_githubs_alone() {
    let found = finding(&dockerfile("FROM a\n"), "a", |finding| finding.anchor = None);
    assert_eq!(result(found)["partialFingerprints"].get(OWN), None);
}
