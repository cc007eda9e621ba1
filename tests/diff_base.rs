//! `--diff-base`: what a change brings, as git tells it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the repositories that they look at")]

mod repository;

use assert_cmd::cargo::cargo_bin;
use repository::{commit, git, put};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const FAULT: &str = "FROM python:3\nARG PORT \"80\"\n";

/// A repository with one commit, whose Dockerfile has one fault.
fn repository() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    git(directory.path(), &["init", "--quiet"]);
    put(directory.path(), "docker/Dockerfile", FAULT);
    commit(directory.path());
    directory
}

/// Exit code, lines of `error[…]` with their places, and standard error.
fn check(directory: &Path, base: &str) -> (Option<i32>, Vec<String>, String) {
    let mut command = Command::new(cargo_bin!("oep45"));
    let arguments = ["check", "--select", "lost-arg-default", "--diff-base", base];
    let output = command.current_dir(directory).args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let place = |line: &str| line.trim().strip_prefix("┌─ ").map(str::to_owned);
    (output.status.code(), text.lines().filter_map(place).collect(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn only_what_the_change_brings_is_reported() {
    let repository = repository();
    put(repository.path(), "docker/Dockerfile", &format!("{FAULT}ARG HOST \"a\"\n"));
    assert_eq!(check(repository.path(), "HEAD").1, ["docker/Dockerfile:3:10"]);
    commit(repository.path());
    assert_eq!(check(repository.path(), "HEAD").0, Some(0));
    assert_eq!(check(&repository.path().join("docker"), "HEAD~1").1, ["Dockerfile:3:10"]);
}

#[test]
fn a_file_that_git_does_not_know_yet_is_new() {
    let repository = repository();
    put(repository.path(), "a b/é.Dockerfile", FAULT);
    assert_eq!(check(repository.path(), "HEAD").1, ["a b/é.Dockerfile:2:10"]);
    git(repository.path(), &["add", "--all"]);
    assert_eq!(check(repository.path(), "HEAD").1, ["a b/é.Dockerfile:2:10"]);
}

#[test]
fn the_settings_of_a_user_change_nothing() {
    let repository = repository();
    for (key, value) in
        [("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("diff.external", "false"), ("color.ui", "always")]
    {
        git(repository.path(), &["config", key, value]);
    }
    put(repository.path(), "docker/Dockerfile", &format!("{FAULT}ARG HOST \"a\"\n"));
    assert_eq!(check(repository.path(), "HEAD").1, ["docker/Dockerfile:3:10"]);
}

#[test]
fn what_git_can_not_compare_with_is_told() {
    let repository = repository();
    for base in ["nowhere", "--output=x"] {
        let (code, _, said) = check(repository.path(), base);
        assert_eq!(code, Some(2), "{base}");
        assert!(said.contains(&format!("git can't compare with `{base}`")) || said.contains("error:"), "{said}");
    }
    assert!(!repository.path().join("x").exists());
    let (code, _, said) = check(tempfile::tempdir().unwrap().path(), "HEAD");
    assert_eq!(code, Some(2));
    assert!(said.contains("there is none here"), "{said}");
}
