//! Whole runs of the command line.

#![allow(clippy::disallowed_methods, reason = "tests make the trees that they look at")]

use super::standard;
use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Output;

const DOCKERFILE: &str = "FROM python:3.12\nRUN ansible-playbook site.yml\n";

fn oep45(directory: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(cargo_bin!("oep45"));
    command.current_dir(directory).args(["check", "--no-config"]).args(arguments).output().unwrap()
}

/// The log of a run in `directory`, checked.
fn log(directory: &Path, arguments: &[&str]) -> Value {
    let output = oep45(directory, &[&["--format", "sarif"], arguments].concat());
    let log = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    standard::check(&log);
    log
}

/// A repository with one Dockerfile in `web server/docker`.
fn repository() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let inside = directory.path().join("ida/web server/docker");
    fs::create_dir_all(&inside).unwrap();
    fs::create_dir(directory.path().join("ida/.git")).unwrap();
    fs::write(inside.join("Dockerfile"), DOCKERFILE).unwrap();
    directory
}

/// Files and our fingerprints of the results.
fn named(log: &Value) -> Vec<(Value, Value)> {
    let results = log["runs"][0]["results"].as_array().unwrap();
    let name = |result: &Value| {
        let artifact = result["locations"][0]["physicalLocation"]["artifactLocation"].clone();
        (artifact, result["partialFingerprints"].clone())
    };
    results.iter().map(name).collect()
}

#[test]
fn a_file_has_the_same_name_and_fingerprints_whatever_the_working_directory() {
    let directory = repository();
    let at = |inside: &str| directory.path().join(inside);
    let rule = ["--select", "ansible-in-build"];
    let expected = named(&log(&at("ida"), &rule));
    let [(artifact, _)] = expected.as_slice() else { panic!("{expected:?}") };
    assert_eq!(*artifact, json!({"uri": "web%20server/docker/Dockerfile", "uriBaseId": "%SRCROOT%"}));
    let absolute = at("ida").to_string_lossy().into_owned();
    for (working, path) in [
        ("ida/web server", "."),
        ("ida/web server/docker", "Dockerfile"),
        ("ida/web server/docker", "../.."),
        ("ida/web server/docker", absolute.as_str()),
        ("", "ida"),
        ("", absolute.as_str()),
        ("", "./ida/../ida/web server"),
    ] {
        let found = named(&log(&at(working), &[&rule[..], &[path]].concat()));
        assert_eq!(found, expected, "{path} from `{working}`");
    }
    assert_eq!(named(&log(Path::new("/"), &[&rule[..], &[&absolute]].concat())), expected);
}

#[test]
fn the_test_data_give_a_valid_log() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let log = log(root, &["--select", "all", "testdata"]);
    assert!(log["runs"][0]["results"].as_array().unwrap().len() > 20);
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let with_threads = |count: &str| {
        let mut command = Command::new(cargo_bin!("oep45"));
        let command = command.current_dir(env!("CARGO_MANIFEST_DIR")).env("RAYON_NUM_THREADS", count);
        command
            .args(["check", "--no-config", "--select", "all", "--format", "sarif", "testdata"])
            .output()
            .unwrap()
            .stdout
    };
    assert_eq!(with_threads("1"), with_threads("8"));
}

#[test]
fn what_can_not_be_read_is_a_notification() {
    let directory = repository();
    let log = log(directory.path(), &["missing/Dockerfile"]);
    let notification = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "missing/Dockerfile");
}

#[test]
fn the_category_reaches_the_file() {
    let directory = repository();
    oep45(directory.path(), &["--output", "sarif:out.sarif", "--sarif-category", "containers"]);
    let log: Value = serde_json::from_slice(&fs::read(directory.path().join("out.sarif")).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["automationDetails"]["id"], "containers/");
}

#[test]
fn a_category_without_a_log_is_a_mistake() {
    let directory = repository();
    let refused = |arguments: &[&str]| {
        let output = oep45(directory.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let message = "error: --sarif-category is about the SARIF report; ask for one with `--output sarif:FILE`\n";
    assert_eq!(refused(&["--sarif-category", "containers"]), message);
    assert_eq!(refused(&["--sarif-category", "containers", "--output", "json:a.json"]), message);
    assert!(refused(&["--sarif-category", "", "--format", "sarif"]).starts_with("error: "));
}
