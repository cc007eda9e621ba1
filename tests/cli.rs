//! The command line: cases as data in `testdata/cli`, and those that need more than a line of shell.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

/// Has no `CMD`: one `missing-cmd`, a warning.
const WITHOUT_CMD: &str = "FROM python:3.12\nCOPY . /app\n";

#[test]
#[cfg_attr(not(feature = "python"), ignore = "it reads Django settings")]
fn cases() {
    trycmd::TestCases::new().case("testdata/cli/*.toml").case("testdata/cli/*.trycmd");
}

fn tree(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (file, text) in files {
        let path = directory.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    directory
}

struct Done {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn oep45(directory: &Path, arguments: &[&str]) -> Done {
    let mut command = Command::new(cargo_bin!("oep45"));
    let output = command.current_dir(directory).args(arguments).output().unwrap();
    Done {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn bad_usage_is_one_line_on_standard_error() {
    let directory = tree(&[("Dockerfile", WITHOUT_CMD)]);
    for arguments in [
        &["check", "--nonsense"][..],
        &["check", "--format", "xml"],
        &["check", "--output", "xml:report"],
        &["check", "--fail-on", "sometimes"],
        &["check", "--select", "nonsense"],
        &["check", "--stdin-filename", "Dockerfile", "other"],
        &["check", "-o", "a", "-o", "json:a"],
        &["explain"],
        &["explain", "nonsense"],
        &["tree", "missing"],
        &["rules", "nonsense"],
        &["completions"],
        &["completions", "nonsense"],
        &["man", "nonsense"],
        &["man", "check", "--dir", "pages"],
        &["man", "--dir", "Dockerfile"],
        &["frobnicate"],
    ] {
        let done = oep45(directory.path(), arguments);
        assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert_eq!(done.stderr.lines().count(), 1, "{arguments:?}: {}", done.stderr);
        assert!(done.stderr.starts_with("error: "), "{arguments:?}: {}", done.stderr);
    }
}

#[test]
fn a_missing_file_does_not_keep_the_others_from_being_checked() {
    let directory = tree(&[("Dockerfile", WITHOUT_CMD)]);
    let done = oep45(directory.path(), &["check", "missing", "Dockerfile"]);
    assert_eq!(done.code, Some(2));
    assert_eq!(done.stderr, "error: cannot check missing: no such file or directory\n");
    assert!(done.stdout.contains("missing-cmd"), "{}", done.stdout);
}

#[test]
fn what_could_not_be_checked_stands_in_the_files_as_well() {
    let directory = tree(&[]);
    let done = oep45(directory.path(), &["check", "missing", "--format", "json"]);
    assert_eq!(done.code, Some(2));
    assert!(json(&done.stdout).to_string().contains("no such file or directory"));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tree(&[("Dockerfile", WITHOUT_CMD)]);
    let path = directory.path().join("Dockerfile");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // To root every file is readable.
    if fs::read(&path).is_err() {
        let done = oep45(directory.path(), &["check"]);
        assert_eq!((done.code, done.stderr.as_str()), (Some(2), "error: cannot check Dockerfile: permission denied\n"));
    }
}

#[test]
fn a_name_can_not_forge_a_line() {
    let directory = tree(&[]);
    let done = oep45(directory.path(), &["check", "a\nerror: forged \u{1b}[31m"]);
    assert_eq!(done.stderr.lines().count(), 1, "{}", done.stderr);
    assert!(!done.stderr.contains('\u{1b}'));
}

#[test]
fn findings_decide_the_exit_code_and_formats_do_not() {
    let directory = tree(&[("Dockerfile", WITHOUT_CMD)]);
    for format in ["human", "json", "sarif"] {
        let code = |more: &[&str]| {
            let arguments = [&["check", "--select", "missing-cmd", "--format", format], more].concat();
            oep45(directory.path(), &arguments).code
        };
        assert_eq!(code(&[]), Some(1), "{format}");
        assert_eq!(code(&["--fail-on", "note"]), Some(1), "{format}");
        assert_eq!(code(&["--fail-on", "error"]), Some(0), "{format}");
        assert_eq!(code(&["--fail-on", "never"]), Some(0), "{format}");
        assert_eq!(code(&["--exit-zero"]), Some(0), "{format}");
        assert_eq!(code(&["--exit-zero", "missing"]), Some(2), "{format}");
    }
}

#[test]
fn one_run_writes_a_log_and_files() {
    let directory = tree(&[("Dockerfile", WITHOUT_CMD)]);
    let arguments = ["check", "--output", "sarif:out.sarif", "--output", "json:out.json"];
    let done = oep45(directory.path(), &arguments);
    assert!(done.stdout.contains("missing-cmd"), "{}", done.stdout);
    let read = |file: &str| fs::read_to_string(directory.path().join(file)).unwrap();
    assert_eq!(json(&read("out.sarif"))["version"], "2.1.0");
    assert!(json(&read("out.json")).to_string().contains("missing-cmd"));
}

#[test]
fn an_output_without_a_format_takes_the_report_from_standard_output() {
    let directory = tree(&[("Dockerfile", WITHOUT_CMD)]);
    let expected = oep45(directory.path(), &["check", "--format", "json"]).stdout;
    let done = oep45(directory.path(), &["check", "--format", "json", "--output", "out"]);
    assert_eq!((done.code, done.stdout.as_str(), done.stderr.as_str()), (Some(1), "", ""));
    assert_eq!(fs::read_to_string(directory.path().join("out")).unwrap(), expected);
}

#[test]
fn an_output_that_can_not_be_written_is_told_after_the_report() {
    let directory = tree(&[("Dockerfile", WITHOUT_CMD)]);
    for (output, reason) in [("json:no/such/out", "no such file or directory"), ("json:.", "is a directory")] {
        let done = oep45(directory.path(), &["check", "--output", output]);
        assert_eq!(done.code, Some(2));
        assert!(done.stdout.contains("missing-cmd"), "{}", done.stdout);
        assert!(done.stderr.starts_with("error: cannot write ") && done.stderr.contains(reason), "{}", done.stderr);
        assert_eq!(directory.path().read_dir().unwrap().count(), 1, "{output}");
    }
}

#[test]
fn colours_are_for_standard_output_when_they_are_asked_for() {
    let directory = tree(&[("Dockerfile", WITHOUT_CMD)]);
    let coloured = |arguments: &[&str]| oep45(directory.path(), arguments).stdout.contains('\u{1b}');
    assert!(coloured(&["check", "--color", "always", "--output", "human:out"]));
    assert!(!fs::read_to_string(directory.path().join("out")).unwrap().contains('\u{1b}'));
    assert!(!coloured(&["check"]));
    assert!(!coloured(&["check", "--color", "never"]));
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let many: Vec<String> = (0..2000).map(|number| format!("Dockerfile.{number}")).collect();
    let files: Vec<_> = many.iter().map(|name| (name.as_str(), WITHOUT_CMD)).collect();
    let directory = tree(&files);
    let mut child = std::process::Command::new(cargo_bin!("oep45"))
        .args(["check", "--select", "missing-cmd"])
        .current_dir(directory.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(line.contains("missing-cmd"), "{line}");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]));
}

#[test]
fn no_dockerfile_is_no_failure_but_is_said() {
    let done = oep45(tree(&[("README.md", "")]).path(), &["check"]);
    assert_eq!(done.code, Some(0));
    assert!(done.stderr.starts_with("warning: found no Dockerfile"), "{}", done.stderr);
}

#[test]
fn rules_are_listed_for_scripts() {
    let done = oep45(Path::new("."), &["rules", "--format", "json"]);
    assert_eq!(done.code, Some(0));
    assert!(json(&done.stdout).to_string().contains("\"missing-cmd\""));
}

#[test]
fn a_rule_is_explained() {
    let done = oep45(Path::new("."), &["explain", "missing-cmd"]);
    assert_eq!(done.code, Some(0));
    assert!(done.stdout.contains("missing-cmd"));
}

#[test]
fn makefiles_and_workflows_do_not_count_as_files() {
    let files = [("Dockerfile", WITHOUT_CMD), ("Makefile", "a:\n\tb\n"), (".github/workflows/ci.yml", "steps: []\n")];
    let done = oep45(tree(&files).path(), &["check", "--exit-zero", "--format", "json"]);
    assert_eq!((json(&done.stdout)["summary"]["files"].as_u64(), done.stderr.as_str()), (Some(1), ""));
}

#[test]
fn a_directory_without_a_dockerfile_is_told_though_it_has_a_makefile() {
    let directory = tree(&[("Makefile", "a:\n\tb\n")]);
    assert!(oep45(directory.path(), &["check"]).stderr.starts_with("warning: found no Dockerfile"));
    assert_eq!(oep45(directory.path(), &["check", "Makefile"]).stderr, "");
}

#[test]
fn rules_are_listed_by_name() {
    let list = |arguments: &[&str]| oep45(Path::new("."), &[&["rules"], arguments].concat()).stdout;
    let one = list(&["missing-cmd"]);
    assert!(one.starts_with("image\n  missing-cmd  warning  ") && one.contains("\n1 rule. "), "{one}");
    assert_eq!(list(&["missing-cmd,MISSING-CMD"]), one);
    assert_eq!(list(&["all"]), list(&[]));
}

#[test]
fn every_command_has_a_manual_page() {
    let directory = tree(&[]);
    let done = oep45(directory.path(), &["man", "--dir", "share/man1"]);
    assert_eq!((done.code, done.stdout.as_str(), done.stderr.as_str()), (Some(0), "", ""));
    let read = |page: &str| fs::read_to_string(directory.path().join("share/man1").join(page)).unwrap();
    for (page, arguments) in [("oep45.1", &["man"][..]), ("oep45-check.1", &["man", "check"])] {
        assert_eq!(oep45(directory.path(), arguments).stdout, read(page));
    }
    assert!(read("oep45-explain.1").contains(".TH oep45-explain 1"));
}

#[test]
fn a_page_goes_to_a_pipe_without_a_pager() {
    let mut command = Command::new(cargo_bin!("oep45"));
    let output = command.args(["explain", "missing-cmd"]).env("PAGER", "false").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("warning[missing-cmd]\n"));
}

#[test]
fn each_shell_has_a_script() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let done = oep45(Path::new("."), &["completions", shell]);
        assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""), "{shell}");
        assert!(done.stdout.contains("stdin-filename"), "{shell}");
        // The generator knows no values for the other two shells.
        assert_eq!(done.stdout.contains("missing-cmd"), ["bash", "fish", "zsh"].contains(&shell), "{shell}");
    }
}

/// What bash offers for the last of `words`, by the script alone.
#[cfg(unix)]
fn offered_by_bash(words: &[&str]) -> String {
    let directory = tree(&[("oep45.bash", &oep45(Path::new("."), &["completions", "bash"]).stdout)]);
    let ask = r#"source oep45.bash && COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _oep45 "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" && echo "${COMPREPLY[*]}""#;
    let mut bash = Command::new("bash");
    let output = bash.current_dir(&directory).args(["--norc", "-euc", ask, "bash"]).args(words).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_rules() {
    assert_eq!(offered_by_bash(&["oep45", "ch"]), "check");
    assert_eq!(offered_by_bash(&["oep45", "check", "--exit"]), "--exit-zero");
    assert_eq!(offered_by_bash(&["oep45", "check", "--select", "missing-cm"]), "missing-cmd");
    assert_eq!(offered_by_bash(&["oep45", "explain", "missing-cm"]), "missing-cmd");
}

#[cfg(unix)]
#[test]
fn bash_can_read_the_whole_script() {
    let script = oep45(Path::new("."), &["completions", "bash"]).stdout;
    Command::new("bash").arg("-n").write_stdin(script).assert().success().stdout("").stderr("");
}
