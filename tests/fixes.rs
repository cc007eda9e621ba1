//! `--fix` and `--diff`, and what all fixes of all rules have in common.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use oep45::catalog::example::{Example, Verdict, examples};
use oep45::catalog::{Catalog, page};
use oep45::discover::kind_of;
use oep45::finding::{Applicability, Finding};
use oep45::parse::parse;
use oep45::pipeline::{self, Checkout, Input, Ruleset};
use oep45::text::{FileKind, Files, Source};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// One comment that suppresses nothing, and one finding without a fix.
const IDLE: &str = "FROM python:3.12\n# oep45: ignore[lost-arg-default] both are meant\nARG PORT=8000\nCOPY . /app\n";
const MENDED: &str = "FROM python:3.12\nARG PORT=8000\nCOPY . /app\n";
const RULES: [&str; 4] = ["check", "--select", "unused-ignore,lost-arg-default,missing-cmd", "--fix"];

fn tree(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (file, text) in files {
        fs::create_dir_all(directory.path().join(file).parent().unwrap()).unwrap();
        fs::write(directory.path().join(file), text).unwrap();
    }
    directory
}

struct Done {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn oep45(directory: &Path, arguments: &[&str], stdin: &[u8]) -> Done {
    let mut command = Command::new(cargo_bin!("oep45"));
    command.env_remove("GITHUB_ACTIONS").current_dir(directory).args(arguments).write_stdin(stdin);
    let output = command.output().unwrap();
    Done {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn read(directory: &TempDir, file: &str) -> String {
    fs::read_to_string(directory.path().join(file)).unwrap()
}

#[test]
fn what_is_fixed_is_counted_and_the_rest_is_reported_where_it_stands_now() {
    let directory = tree(&[("Dockerfile", IDLE), ("other/Dockerfile", MENDED)]);
    let done = oep45(directory.path(), &RULES, b"");
    assert_eq!((done.code, done.stderr.as_str()), (Some(1), ""));
    assert_eq!(read(&directory, "Dockerfile"), MENDED);
    assert!(done.stdout.contains("Dockerfile:1:6") && !done.stdout.contains("unused-ignore"), "{}", done.stdout);
    assert!(done.stdout.ends_with("oep45: 2 warnings in 2 of 2 files, 1 fixed\n"), "{}", done.stdout);
    let again = oep45(directory.path(), &RULES, b"");
    assert!(again.stdout.ends_with("oep45: 2 warnings in 2 of 2 files\n"), "{}", again.stdout);
}

#[test]
fn a_diff_can_be_applied_and_nothing_else_is_written() {
    let directory = tree(&[("a/Dockerfile", IDLE), ("b/Dockerfile", MENDED)]);
    let diff = ["check", "--select", "unused-ignore,lost-arg-default", "--diff"];
    let done = oep45(directory.path(), &diff, b"");
    let expected = "--- a/Dockerfile\n+++ a/Dockerfile\n@@ -1,4 +1,3 @@\n FROM python:3.12\n\
                    -# oep45: ignore[lost-arg-default] both are meant\n ARG PORT=8000\n COPY . /app\n";
    assert_eq!((done.code, done.stdout.as_str()), (Some(1), expected));
    assert_eq!(done.stderr, "oep45: would fix 1 finding in 1 file\n");
    assert_eq!(read(&directory, "a/Dockerfile"), IDLE);
    let done = oep45(&directory.path().join("b"), &[&diff[..], &["--select", "missing-cmd"]].concat(), b"");
    assert_eq!((done.code, done.stdout.as_str()), (Some(0), ""), "findings without a fix are not what is asked for");
}

#[test]
fn standard_input_is_printed_and_the_report_makes_room() {
    let directory = tree(&[]);
    let arguments = [&RULES[..], &["-", "--stdin-filename", "Dockerfile"]].concat();
    let done = oep45(directory.path(), &arguments, IDLE.as_bytes());
    assert_eq!((done.code, done.stdout.as_str()), (Some(1), MENDED));
    assert!(done.stderr.contains("missing-cmd") && done.stderr.contains("1 fixed"), "{}", done.stderr);
    // Who filters a file must not lose it.
    assert_eq!(oep45(directory.path(), &arguments, MENDED.as_bytes()).stdout, MENDED);
    let done = oep45(directory.path(), &arguments, b"FROM a\xff\n");
    assert_eq!((done.code, done.stdout.as_str()), (Some(2), ""));
}

#[test]
fn the_form_of_a_file_stays() {
    let text = |text: &str| format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n"));
    let directory = tree(&[("Dockerfile", &text(IDLE))]);
    assert_eq!(oep45(directory.path(), &RULES, b"").code, Some(1));
    assert_eq!(read(&directory, "Dockerfile"), text(MENDED));
}

#[test]
fn what_is_no_text_is_left_alone_and_told() {
    let directory = tree(&[]);
    let text = [IDLE.as_bytes(), b"# caf\xe9\n"].concat();
    fs::write(directory.path().join("Dockerfile"), &text).unwrap();
    let done = oep45(directory.path(), &RULES, b"");
    assert_eq!(done.stderr, "warning: Dockerfile is not UTF-8, and is not fixed\n");
    assert_eq!(fs::read(directory.path().join("Dockerfile")).unwrap(), text);
    assert!(done.stdout.contains("unused-ignore"), "{}", done.stdout);
}

#[test]
fn a_value_with_any_blank_in_it_is_quoted() {
    let directory = tree(&[("Dockerfile", "FROM python:3.12\nENV A b\x0bc\n")]);
    let done = oep45(directory.path(), &["check", "--select", "legacy-key-value", "--fix"], b"");
    let fixed = "FROM python:3.12\nENV A=\"b\x0bc\"\n";
    assert_eq!((done.code, done.stderr.as_str(), read(&directory, "Dockerfile").as_str()), (Some(0), "", fixed));
}

#[test]
fn no_option_is_added_where_it_would_be_none() {
    let text = "FROM debian:12\nRUN [\"wget\", \"http://a/b\"]\nRUN sh -c wget' http://a/b'\nRUN sh -c apt-get\\ install\\ git\n";
    let directory = tree(&[("Dockerfile", text)]);
    let select = ["check", "--select", "wget-progress,apt-get-without-yes", "--fix"];
    let done = oep45(directory.path(), &select, b"");
    assert_eq!((done.stderr.as_str(), read(&directory, "Dockerfile").as_str()), ("", text));
    assert!(done.stdout.ends_with("oep45: 1 warning, 2 notes in 1 of 1 file\n"), "{}", done.stdout);
}

#[test]
fn a_name_that_would_open_a_string_gets_no_equals_sign() {
    let text = "FROM python:3.12\nENV A\", /app more\n";
    let directory = tree(&[("Dockerfile", text)]);
    let done = oep45(directory.path(), &["check", "--select", "legacy-key-value", "--fix"], b"");
    assert_eq!((done.code, done.stderr.as_str(), read(&directory, "Dockerfile").as_str()), (Some(1), "", text));
}

#[test]
fn what_is_no_port_is_not_cut_to_nothing() {
    let directory = tree(&[("Dockerfile", "FROM x\nEXPOSE s: 80:8080\n")]);
    let done = oep45(directory.path(), &["check", "--select", "expose-format,syntax-error", "--fix"], b"");
    assert_eq!((read(&directory, "Dockerfile").as_str(), done.stderr.as_str()), ("FROM x\nEXPOSE s: 8080\n", ""));
    assert!(done.stdout.contains("`s:` is no port") && !done.stdout.contains("expose-format"), "{}", done.stdout);
}

#[test]
fn a_template_tag_stays_what_it_is() {
    let template = "FROM a AS {{ X }}S\nFROM b AS c{% if d %}E{% endif %}\nCMD [\"e\" {% if f %}]\nCMD [\"f\"]\n";
    let directory = tree(&[("Dockerfile.j2", template)]);
    let selected = "stage-name-casing,repeated-instruction";
    let done = oep45(directory.path(), &["check", "--select", selected, "--fix", "--unsafe-fixes"], b"");
    assert_eq!((read(&directory, "Dockerfile.j2").as_str(), done.stderr.as_str()), (template, ""));
    assert!(done.stdout.contains("[repeated-instruction]") && done.stdout.contains("1 warning in"), "{}", done.stdout);
}

#[test]
fn what_is_pardoned_is_not_fixed() {
    let directory = tree(&[("Dockerfile", IDLE)]);
    assert_eq!(oep45(directory.path(), &["amnesty", "write"], b"").code, Some(0));
    let done = oep45(directory.path(), &["check", "--fix"], b"");
    assert_eq!((done.code, read(&directory, "Dockerfile").as_str()), (Some(0), IDLE), "{}", done.stdout);
    assert!(!done.stdout.contains("fixed"), "{}", done.stdout);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let directory = tree(&[("docker/Dockerfile", IDLE), ("repo/x", "")]);
    let (file, link) = (directory.path().join("docker/Dockerfile"), directory.path().join("Dockerfile"));
    fs::create_dir(directory.path().join(".git")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("docker/Dockerfile", &link).unwrap();
    let done = oep45(directory.path(), &[&RULES[..], &["Dockerfile", "docker"]].concat(), b"");
    assert!(done.stdout.ends_with("oep45: 2 warnings in 2 of 2 files, 1 fixed\n"), "{}", done.stdout);
    assert!(link.is_symlink());
    assert_eq!(read(&directory, "docker/Dockerfile"), MENDED);
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(directory.path().join("docker").read_dir().unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_repository_is_not_followed() {
    let directory = tree(&[("outside/Dockerfile", IDLE), ("repo/.git/x", "")]);
    std::os::unix::fs::symlink("../outside/Dockerfile", directory.path().join("repo/Dockerfile")).unwrap();
    let done = oep45(&directory.path().join("repo"), &[&RULES[..], &["Dockerfile"]].concat(), b"");
    assert_eq!((done.code, read(&directory, "outside/Dockerfile").as_str()), (Some(2), IDLE));
    assert!(done.stderr.contains("its fixes are not written: it is a link to "), "{}", done.stderr);
    assert!(done.stdout.contains("unused-ignore"), "what is not fixed is reported: {}", done.stdout);
}

/// A page of a rule that wants `to` where a USER says `from`.
fn wants(from: &str, to: &str) -> String {
    format!(
        r#"# user-{from}

It is `{from}`.

```toml
group = "house"
level = "warning"
precision = "high"
fix = "safe"
since = "1.0"

[match]
each = "user"
message = "`{{written}}` is the wrong user"
primary = "written"
replace = "{to}"
where.written = "{from}"
```
"#
    )
}

#[test]
fn a_file_whose_fixes_never_settle_is_left_as_it_was_and_the_others_are_fixed() {
    let (one, other, loops) = (wants("a", "b"), wants("b", "a"), "FROM x\nUSER a\n");
    let pages = [("rules/user-a.md", one.as_str()), ("rules/user-b.md", other.as_str())];
    let directory = tree(&[&pages[..], &[("1/Dockerfile", loops), ("2/Dockerfile", IDLE)]].concat());
    let selected = ["check", "--rules", "rules", "--select", "house,unused-ignore,lost-arg-default", "--fix"];
    let done = oep45(directory.path(), &selected, b"");
    let told = "1/Dockerfile: each fix makes another one necessary, so it is left as it was; please report it as a bug";
    assert!(done.stderr.contains(told), "{}", done.stderr);
    assert_eq!((read(&directory, "1/Dockerfile").as_str(), read(&directory, "2/Dockerfile").as_str()), (loops, MENDED));
    assert!(done.stdout.contains("1/Dockerfile:2:6") && done.stdout.contains("1 fixed"), "{}", done.stdout);
}

#[test]
fn options_that_contradict_each_other_are_refused() {
    let directory = tree(&[("Dockerfile", IDLE)]);
    for more in [
        &["--diff", "--fix"][..],
        &["--unsafe-fixes"],
        &["--fix", "--diff-base", "HEAD"],
        &["--diff", "--format", "json"],
        &["--diff", "--output", "x"],
    ] {
        let done = oep45(directory.path(), &[&["check"], more].concat(), b"");
        assert_eq!((done.code, done.stdout.as_str(), done.stderr.lines().count()), (Some(2), "", 1), "{more:?}");
    }
    assert_eq!(read(&directory, "Dockerfile"), IDLE);
}

/// How often each rule says what.
fn said(findings: &[Finding]) -> BTreeMap<(String, String), usize> {
    let mut said = BTreeMap::new();
    for finding in findings {
        *said.entry((finding.rule.to_string(), finding.message.clone())).or_default() += 1;
    }
    said
}

/// The files of an example that are checked, judged by every rule there is.
fn inputs(example: &Example<'_>, rules: &Arc<Ruleset>) -> Vec<Input> {
    let files: Arc<dyn Files> = Arc::new(example.tree());
    let mut inputs = Vec::new();
    for file in &example.files {
        let kind = match kind_of(Path::new(file.path)) {
            _ if file.language == "dockerfile" => FileKind::Dockerfile,
            Some(kind) if kind != FileKind::Dockerfile => kind,
            _ => continue,
        };
        let (tree, path) = (Arc::clone(&files), file.path.to_owned());
        inputs.push(Input {
            path: path.clone(),
            tree_path: path.clone(),
            files: Arc::clone(&files),
            kind,
            rules: Arc::clone(rules),
            exempt: Vec::new(),
            context: None,
            read: Box::new(move || tree.text(&path).ok_or_else(String::new)),
        });
    }
    inputs
}

/// All of an example as a repository.
fn checkout(example: &Example<'_>, rules: &Arc<Ruleset>) -> Checkout {
    Checkout {
        path: ".".to_owned(),
        tree_path: String::new(),
        files: Arc::new(example.tree()),
        rules: Arc::clone(rules),
        leaves_out: Box::new(|_| false),
        exempt: Box::new(|_| Vec::new()),
    }
}

/// Rules that see more after another's fix: `apt-get` is judged where `apt` is not, and a RUN that also cleans up is longer.
const SEES_MORE: [&str; 4] = ["apt-get-without-yes", "apt-recommends", "uncommented-command", "unpinned-apt-package"];

#[test]
fn fixes_of_all_examples_mend_what_they_are_for_and_bring_nothing_new() {
    let catalog = Catalog::builtin();
    let rules = Arc::new(Ruleset::new(&catalog, |_| true, &BTreeMap::new(), &BTreeMap::new()).unwrap());
    let mut fixed = 0;
    for page in catalog.pages() {
        let parsed = page::parse(&page.markdown).unwrap();
        for example in examples(&parsed).unwrap().iter().filter(|example| example.verdict == Verdict::Bad) {
            let (mut inputs, mut checkouts) = (inputs(example, &rules), [checkout(example, &rules)]);
            let before = said(&pipeline::check(&inputs, &checkouts).findings);
            let place = format!("{} line {}", page.path, example.line);
            for most in [Applicability::Safe, Applicability::Unsafe] {
                let judge = |inputs: &[Input], checkouts: &[Checkout]| pipeline::check(inputs, checkouts).findings;
                let found = judge(&inputs, &checkouts);
                for done in pipeline::fix(&mut inputs, &mut checkouts, most, found, judge) {
                    assert!(done.settled && done.refused.is_empty(), "{place}: {done:?}");
                    if done.kind == Some(FileKind::Dockerfile) {
                        let problems = |source: &Source| parse(source.text()).problems.len();
                        assert!(problems(&done.source) <= problems(&done.before), "{place}");
                    }
                    fixed += done.applied;
                }
                let after = judge(&inputs, &checkouts);
                for (said, count) in said(&after) {
                    if SEES_MORE.contains(&said.0.as_str()) {
                        continue;
                    }
                    assert!(before.get(&said).is_some_and(|old| *old >= count), "{place}: new after the fix: {said:?}");
                }
                let fixable = after.iter().find(|it| it.fix.as_ref().is_some_and(|fix| fix.applicability <= most));
                assert!(fixable.is_none(), "{place}: left to fix: {fixable:?}");
            }
        }
    }
    assert!(fixed > 0, "some rules fix something");
}
