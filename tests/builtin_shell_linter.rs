//! The built-in linter of commands (feature `shuck`): its remarks at their places, and when it takes ShellCheck's place.
#![cfg(feature = "shuck")]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use oep45::finding::Severity;
use oep45::shellcheck::{Builtin, Judge, ShellLinter};
use std::fs;
use tempfile::TempDir;

/// The remarks on a script of `sh`: code, and the characters that they are about.
fn remarks(body: &str) -> Vec<(u32, String)> {
    remarks_of("sh", body)
}

fn remarks_of(shell: &str, body: &str) -> Vec<(u32, String)> {
    let text = format!("#!/bin/{shell}\n{body}\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut remarks = Builtin::default().lint(&[&text]).unwrap().remarks;
    remarks.sort_by_key(|remark| (remark.start, remark.code));
    let words = |start: (usize, usize), end: (usize, usize)| {
        let end = if end.0 == start.0 { end.1 } else { lines[start.0 - 1].chars().count() + 1 };
        lines[start.0 - 1].chars().skip(start.1 - 1).take(end - start.1).collect()
    };
    remarks.iter().map(|remark| (remark.code, words(remark.start, remark.end))).collect()
}

fn pairs(expected: &[(u32, &str)]) -> Vec<(u32, String)> {
    expected.iter().map(|(code, words)| (*code, (*words).to_owned())).collect()
}

#[test]
fn what_shellcheck_says_of_common_slips_is_said_in_the_same_place() {
    assert_eq!(remarks("echo é $1 \"$2\""), pairs(&[(2086, "$1")]));
    assert_eq!(remarks("rm $(cat list)"), pairs(&[(2046, "$(cat list)")]));
    assert_eq!(remarks("export V=\"$(date)\""), pairs(&[(2155, "V")]));
    assert_eq!(remarks("echo `date`"), pairs(&[(2006, "`date`"), (2046, "`date`")]));
    assert_eq!(remarks("egrep a b"), pairs(&[(2196, "egrep")]));
    assert_eq!(remarks("cd a && make"), []);
}

#[test]
fn what_a_shell_lacks_depends_on_the_shell() {
    let body = "echo {a,b}";
    assert_eq!(remarks_of("dash", body), pairs(&[(3009, "{a,b}")]));
    assert_eq!(remarks_of("ash", body), pairs(&[(3009, "{a,b}")]));
    assert_eq!(remarks_of("bash", body), []);
}

#[test]
fn levels_are_those_of_shellcheck() {
    let levels = |body: &str| {
        let text = format!("#!/bin/sh\n{body}\n");
        Builtin::default().lint(&[&text]).unwrap().remarks.iter().map(|remark| remark.severity).collect::<Vec<_>>()
    };
    assert_eq!(levels("echo $1"), [Severity::Note]);
    assert_eq!(levels("rm $(cat list)"), [Severity::Warning]);
    assert_eq!(levels("echo $@"), [Severity::Error]);
}

#[test]
fn it_says_who_it_is_and_how_much_it_knows() {
    let verdict = Builtin::default().lint(&[]).unwrap();
    assert_eq!(verdict.judge, Judge::Builtin { codes: Builtin::codes().len() });
}

#[test]
fn hostile_scripts_cost_no_other() {
    let deep = |open: &str, close: &str, times: usize| format!("{}a{}", open.repeat(times), close.repeat(times));
    let bodies = [
        deep("$(", ")", 190),
        deep("(", ")", 8000),
        deep("{ ", "; }", 1000),
        deep("`", "`", 95),
        deep("\"${x:-", "}\"", 95),
        deep("if ", "; then b; fi", 250),
        "a && ".repeat(3000) + "a",
        "a | ".repeat(4000) + "a",
        "<<E ".repeat(4000),
        "$((1+".repeat(190),
        "case a in ".repeat(1500),
        "x=1 ".repeat(4000),
        "echo $x\n".repeat(95),
        "\"".repeat(16_000),
        "[[ ! ".repeat(3000),
        "\u{1}\u{fffd}é'\\".repeat(1500),
    ];
    let texts: Vec<String> = bodies.iter().map(|body| format!("#!/bin/bash\n{body}\n")).collect();
    let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    texts.push("#!/bin/sh\necho $1\n");
    let verdict = Builtin::default().lint(&texts).unwrap();
    assert_eq!(verdict.failed, []);
    assert!(verdict.remarks.iter().any(|remark| remark.script == bodies.len()), "the last one is judged");
}

/// A directory with a Dockerfile, and no program beside.
fn tree(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("Dockerfile"), "FROM a\nRUN echo \\\n  # why\n  $1\n").unwrap();
    for (path, text) in files {
        fs::write(directory.path().join(path), text).unwrap();
    }
    directory
}

/// Exit code, standard output and standard error, in an environment that has the programs of `directory` alone.
fn check(directory: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(cargo_bin!("oep45"));
    let fixed = ["check", "--select", "unused-ignore", "--fail-on", "note"];
    command.current_dir(directory.path()).env("PATH", directory.path()).args(fixed).args(arguments);
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn note() -> String {
    let codes = Builtin::codes().len();
    format!("note: the built-in linter judged the commands of RUN; it knows {codes} of ShellCheck's codes\n")
}

#[test]
fn it_takes_the_place_of_a_program_that_is_not_there() {
    let (code, stdout, stderr) = check(&tree(&[]), &["--shellcheck"]);
    assert_eq!((code, stderr), (Some(1), note()));
    assert!(stdout.starts_with("note[SC2086]: ") && stdout.contains("Dockerfile:4:3"), "{stdout}");
}

#[test]
fn silence_of_its_does_not_make_a_comment_idle() {
    let text = "FROM a\n# oep45: ignore[SC2185] a code that it doesn't know\nRUN find -name a\n";
    let (code, stdout, _) = check(&tree(&[("Dockerfile", text)]), &["--shellcheck"]);
    assert_eq!(code, Some(0), "{stdout}");
}

#[cfg(unix)]
#[test]
fn a_program_that_is_there_goes_first_unless_somebody_says_otherwise() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tree(&[("shellcheck", "#!/bin/sh\nprintf '{\"comments\":[]}'\n")]);
    let program = directory.path().join("shellcheck");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let who = |config: &str, arguments: &[&str]| {
        fs::write(directory.path().join("oep45.toml"), config).unwrap();
        let (code, _, stderr) = check(&directory, arguments);
        (code, stderr == note())
    };
    let (builtin, program) = ((Some(1), true), (Some(0), false));
    assert_eq!(who("", &["--shellcheck"]), program);
    assert_eq!(who("", &["--shellcheck=any"]), program);
    assert_eq!(who("", &["--shellcheck=builtin"]), builtin);
    assert_eq!(who("shellcheck = \"builtin\"\n", &[]), builtin);
    assert_eq!(who("shellcheck = \"builtin\"\n", &["--shellcheck"]), builtin);
    assert_eq!(who("shellcheck = \"builtin\"\n", &["--shellcheck=installed"]), program);
    assert_eq!(who("shellcheck = \"installed\"\n", &["--shellcheck=builtin"]), builtin);
}

#[test]
fn nobody_takes_the_place_of_a_program_that_is_asked_for() {
    let (code, _, stderr) = check(&tree(&[]), &["--shellcheck=installed"]);
    assert!(code == Some(2) && stderr.contains("there is no program `shellcheck`"), "{stderr}");
}
