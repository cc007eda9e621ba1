//! What a configuration file does to a run, and what it is told when it is wrong.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::fs;
use tempfile::TempDir;

/// A repository whose Dockerfiles each have one `missing-cmd`, a warning, and which is configured by `config`.
fn repository(config: &str) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for file in ["Dockerfile", "vendor/Dockerfile"] {
        fs::create_dir_all(directory.path().join(file).parent().unwrap()).unwrap();
        fs::write(directory.path().join(file), "FROM python:3.12\nCOPY . /app\n").unwrap();
    }
    fs::write(directory.path().join("oep45.toml"), config).unwrap();
    directory
}

/// Exit code, standard output and standard error.
fn check(directory: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(cargo_bin!("oep45"));
    let output = command.current_dir(directory.path()).arg("check").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What is said about a configuration that is wrong.
fn complaint(config: &str) -> String {
    let (code, stdout, stderr) = check(&repository(config), &[]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{config}");
    stderr
}

/// The line under `line` in `text`: the carets.
fn carets<'t>(text: &'t str, line: &str) -> &'t str {
    let at = text.lines().position(|shown| shown.ends_with(line)).unwrap_or_else(|| panic!("{line}: {text}"));
    let column = text.lines().nth(at).unwrap().chars().count() - line.chars().count();
    let below = text.lines().nth(at + 1).unwrap();
    &below[below.char_indices().nth(column).unwrap().0..]
}

#[test]
fn an_unknown_setting_is_shown_with_the_nearest_one() {
    let said = complaint("selct = [\"image\"]\n");
    assert!(said.contains("no setting is called `selct`") && said.contains("Did you mean `select`?"), "{said}");
    assert_eq!(carets(&said, "selct = [\"image\"]").trim_end(), "^^^^^");
}

#[test]
fn an_unknown_rule_is_shown_with_the_nearest_one() {
    let said = complaint("ignore = [\"mising-cmd\"]\n");
    assert!(said.contains("`mising-cmd`") && said.contains("Did you mean `missing-cmd`?"), "{said}");
    assert!(carets(&said, "ignore = [\"mising-cmd\"]").trim_end().ends_with("^^^^^^^^^^^^"), "{said}");
    assert!(complaint("[rules.mising-cmd]\nlevel = \"note\"\n").contains("Did you mean `missing-cmd`?"));
}

#[test]
fn a_value_of_another_type_is_shown() {
    assert!(complaint("select = \"image\"\n").contains("`select` is a list of strings"));
    assert!(complaint("exclude = [\"a\", 3]\n").contains("`exclude` is a list of strings, and this is a number"));
    assert!(complaint("rules = 1\n").contains("`rules` is a table, and this is a number"));
    assert!(complaint("fail-on = \"eror\"\n").contains("Did you mean \"error\"?"));
    assert!(complaint("[rules.missing-cmd]\nlevel = 3\n").contains("`level` is one of"));
}

#[test]
fn every_mistake_is_shown_at_once() {
    let said = complaint("a = 1\nb = 2\n[rules]\nc = {}\n");
    assert!(["`a`", "`b`", "`c`"].iter().all(|name| said.contains(name)), "{said}");
}

#[test]
fn text_that_is_no_toml_is_shown_where_it_breaks() {
    let said = complaint("select = [\n");
    assert!(said.contains("oep45.toml:1:") || said.contains("oep45.toml:2:"), "{said}");
    let directory = repository("");
    fs::write(directory.path().join("oep45.toml"), b"# caf\xe9\nselect = []\n").unwrap();
    let (code, _, said) = check(&directory, &[]);
    assert!(code == Some(2) && said.contains("oep45.toml:1:6"), "{said}");
}

#[test]
fn a_wrong_glob_and_a_wrong_option_are_shown() {
    assert!(complaint("exclude = [\"a[\"]\n").contains("unclosed character class"));
    let said = complaint("[rules.missing-cmd]\nno-such-option = 1\n");
    assert!(said.contains("no-such-option") && said.contains("oep45.toml:2:1"), "{said}");
}

#[test]
fn settings_hold_for_the_run() {
    let code = |config: &str| check(&repository(config), &["--select", "missing-cmd"]).0;
    assert_eq!(code(""), Some(1));
    assert_eq!(code("fail-on = \"error\"\n"), Some(0));
    assert_eq!(code("[rules.missing-cmd]\nlevel = \"note\"\n"), Some(0));
    assert_eq!(code("fail-on = \"error\"\n[rules.missing-cmd]\nlevel = \"error\"\n"), Some(1));
}

#[test]
fn excluded_files_are_not_checked() {
    let (_, stdout, _) = check(&repository("exclude = [\"vendor/\"]\n"), &[]);
    assert!(stdout.contains("Dockerfile") && !stdout.contains("vendor"), "{stdout}");
}

#[test]
fn the_command_line_goes_before_the_file() {
    let found = |config: &str, arguments: &[&str]| check(&repository(config), arguments).1.contains("missing-cmd");
    let ignoring = "ignore = [\"missing-cmd\"]\n";
    assert!(!found(ignoring, &[]));
    assert!(!found(ignoring, &["--select", "all"]));
    assert!(found(ignoring, &["--select", "missing-cmd"]));
    assert!(!found("", &["--select", "missing-cmd", "--ignore", "missing-cmd"]));
    assert!(found(ignoring, &["--no-config"]));
    assert_eq!(check(&repository("fail-on = \"error\"\n"), &["--fail-on", "warning"]).0, Some(1));
}

#[test]
fn a_wrong_file_is_not_read_without_configuration() {
    assert_eq!(check(&repository("nonsense"), &["--no-config", "--exit-zero"]).0, Some(0));
}

#[test]
fn a_section_of_pyproject_configures_as_well() {
    let directory = repository("");
    fs::remove_file(directory.path().join("oep45.toml")).unwrap();
    let pyproject = "[project]\nname = \"x\"\n\n[tool.oep45]\nignore = [\"missing-cmd\"]\n";
    fs::write(directory.path().join("pyproject.toml"), pyproject).unwrap();
    assert!(!check(&directory, &[]).1.contains("missing-cmd"));
    fs::write(directory.path().join("pyproject.toml"), "[tool.oep45]\nignroe = []\n").unwrap();
    let (code, _, said) = check(&directory, &[]);
    assert!(code == Some(2) && said.contains("pyproject.toml:2:1"), "{said}");
}
