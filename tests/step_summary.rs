//! The step summary of a GitHub workflow, which the program appends where its environment asks for it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A repository with one `missing-cmd`, a warning, and a directory for the runner's files.
fn repository() -> (TempDir, TempDir) {
    let (repository, runner) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::create_dir_all(repository.path().join(".git")).unwrap();
    fs::create_dir_all(repository.path().join("web")).unwrap();
    fs::write(repository.path().join("web/Dockerfile"), "FROM python:3.12\nCOPY . /app\n").unwrap();
    (repository, runner)
}

/// `oep45 check` of the rule `missing-cmd` in `directory`, in a step whose summary goes to `summary`.
fn check(directory: &Path, summary: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_bin!("oep45"));
    command.current_dir(directory).args(["check", "--select", "missing-cmd"]).args(arguments);
    command.env("GITHUB_STEP_SUMMARY", summary);
    for (name, value) in [("SERVER_URL", "https://github.com"), ("REPOSITORY", "openedx/a"), ("SHA", "0a1b")] {
        command.env(format!("GITHUB_{name}"), value);
    }
    command
}

#[test]
fn annotations_bring_the_summary_with_links_to_the_commit() {
    let (repository, runner) = repository();
    let summary = runner.path().join("summary");
    let output = check(&repository.path().join("web"), &summary, &["--format", "github"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let annotations = String::from_utf8(output.stdout).unwrap();
    assert!(annotations.starts_with("::warning file=web/Dockerfile,line=1,endLine=1,col="), "{annotations}");
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("## oep45: 1 warning in 1 of 1 file\n"), "{text}");
    assert!(text.contains("[`Dockerfile:1`](https://github.com/openedx/a/blob/0a1b/web/Dockerfile#L1)"), "{text}");
}

#[test]
fn what_the_step_wrote_before_stays_above() {
    let (repository, runner) = repository();
    let summary = runner.path().join("summary");
    fs::write(&summary, "before").unwrap();
    let annotations = format!("github:{}", runner.path().join("annotations").display());
    check(repository.path(), &summary, &["--output", &annotations]).assert().code(1);
    check(repository.path(), &summary, &["--format", "github"]).assert().code(1);
    let text = fs::read_to_string(&summary).unwrap();
    assert!(text.starts_with("before\n## oep45: "), "{text}");
    assert_eq!(text.matches("\n\n## oep45: ").count(), 1, "{text}");
}

#[test]
fn other_formats_leave_the_summary_alone() {
    let (repository, runner) = repository();
    let summary = runner.path().join("summary");
    for format in ["human", "json", "sarif", "markdown"] {
        check(repository.path(), &summary, &["--format", format]).assert().code(1);
    }
    assert!(!summary.exists());
}

#[test]
fn a_summary_that_can_not_be_written_is_told_and_fails() {
    let (repository, runner) = repository();
    let output = check(repository.path(), runner.path(), &["--format", "github", "--exit-zero"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("error: cannot write the step summary to "), "{told}");
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("::warning "));
}

#[test]
fn an_empty_variable_asks_for_nothing() {
    let (repository, _) = repository();
    check(repository.path(), Path::new(""), &["--format", "github"]).assert().code(1);
}

#[test]
fn a_full_summary_is_not_pushed_over_its_limit() {
    let (repository, runner) = repository();
    let summary = runner.path().join("summary");
    fs::write(&summary, "x".repeat(1 << 20)).unwrap();
    let output = check(repository.path(), &summary, &["--format", "github"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("the step summary is full"));
    assert_eq!(fs::metadata(&summary).unwrap().len(), 1 << 20);
}
