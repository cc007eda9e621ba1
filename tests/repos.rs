//! Whole runs on the small repositories of `testdata/repos`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use assert_cmd::Command;

/// `oep45 check` on a repository, from the package's root: standard output and exit code.
fn check(repository: &str, arguments: &[&str]) -> (String, i32) {
    let output = Command::cargo_bin("oep45")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", &format!("testdata/repos/{repository}")])
        .args(arguments)
        .output()
        .unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

#[test]
fn the_model_service_is_clean_under_every_rule() {
    // Which versions of Debian's packages there are changes while nobody looks: the model leaves them open.
    let choice = ["--select", "all", "--ignore", "unpinned-apt-package", "--fail-on", "note"];
    let (shown, code) = check("model-service", &choice);
    assert_eq!((shown.as_str(), code), ("oep45: 1 file and 1 repository checked, nothing found\n", 0));
}

#[test]
#[cfg_attr(not(feature = "python"), ignore = "it reads Django settings")]
fn the_model_service_delivers_all_of_oep_45() {
    let mut command = Command::cargo_bin("oep45").unwrap();
    let audit = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["audit", "--fail-on", "partly"]);
    let output = audit.arg("testdata/repos/model-service").output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert!(shown.contains("6 pass"), "{shown}");
}

#[test]
fn the_legacy_service_is_told_what_to_change() {
    let (shown, code) = check("legacy-service", &[]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(shown);
}

#[test]
fn the_bare_service_is_told_what_operators_miss() {
    let (shown, code) = check("bare-service", &["--select", "operations"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(shown);
}

#[test]
fn one_thread_and_many_give_the_same_bytes() {
    let with_threads = |count: &str| {
        let mut command = Command::cargo_bin("oep45").unwrap();
        let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).env("RAYON_NUM_THREADS", count);
        output.args(["check", "testdata", "--format", "json"]).output().unwrap().stdout
    };
    assert_eq!(with_threads("1"), with_threads("8"));
}
