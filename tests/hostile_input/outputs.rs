//! Where a report goes: a reader that has seen enough, a full disk, a place that can't be written.

use super::{oep45, tree};
use assert_cmd::cargo::cargo_bin;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const FORMATS: [&str; 9] = ["human", "json", "sarif", "github", "gitlab", "checkstyle", "junit", "markdown", "rdjson"];

/// Three thousand findings: more than any pipe holds.
fn many() -> TempDir {
    let text = format!("FROM python:3.12 as a\n{}", "RUN sudo cd a\nCOPY a b\n".repeat(1_000));
    tree(&[("Dockerfile", text.as_bytes())])
}

/// Every subcommand that prints much.
fn commands() -> Vec<Vec<&'static str>> {
    let mut commands: Vec<Vec<&str>> =
        FORMATS.iter().map(|format| vec!["check", "--select", "all", "--format", format]).collect();
    for other in [
        &["check", "--select", "all", "--fix", "-"][..],
        &["check", "--select", "all", "--diff"],
        &["check", "--select", "all", "--statistics"],
        &["check", "--select", "all", "--why-not", "missing-cmd"],
        &["tree", "Dockerfile"],
        &["tree", "Dockerfile", "--format", "json"],
        &["rules"],
        &["rules", "--format", "json"],
        &["explain", "missing-cmd"],
        &["config"],
        &["config", "--schema"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["check", "--help"],
        &["--version"],
    ] {
        commands.push(other.to_vec());
    }
    commands
}

fn start(root: &Path, arguments: &[&str], stdout: impl Into<Stdio>) -> std::process::Child {
    let mut command = Command::new(cargo_bin!("oep45"));
    let stdin = File::open(root.join("Dockerfile")).unwrap();
    command.current_dir(root).args(arguments).stdin(stdin).stdout(stdout).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let root = many();
    for arguments in commands() {
        let mut child = start(root.path(), &arguments, Stdio::piped());
        let mut line = String::new();
        let mut stdout = BufReader::with_capacity(16, child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        drop(stdout);
        let done = child.wait_with_output().unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(matches!(done.status.code(), Some(0 | 1)), "{arguments:?}: {:?} {told}", done.status);
        assert!(!told.to_lowercase().contains("pipe") && !told.contains("error:"), "{arguments:?}: {told}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let root = many();
    for arguments in commands() {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let done = start(root.path(), &arguments, full).wait_with_output().unwrap();
        let told = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {told}");
        assert!(told.contains("cannot write to standard output"), "{arguments:?}: {told}");
    }
    for format in FORMATS {
        let output = format!("{format}:/dev/full");
        let done = oep45(root.path(), &["check", "--select", "all", "--output", &output]);
        assert_eq!(done.code, 2, "{format}");
        assert!(done.stderr.contains("cannot write /dev/full: no space left on device"), "{}", done.stderr);
        assert!(!done.stdout.is_empty(), "{format}: the other report is written all the same");
    }
}

#[test]
fn an_output_that_can_not_be_written_is_told_and_the_others_are_written() {
    let root = many();
    fs::create_dir(root.path().join("directory")).unwrap();
    for path in ["no/such/report", "directory", "Dockerfile/report"] {
        let done = oep45(root.path(), &["check", "-o", &format!("json:{path}"), "-o", "sarif:there"]);
        assert!(done.code == 2 && done.stderr.contains(&format!("cannot write {path}: ")), "{path}: {}", done.stderr);
        assert!(root.path().join("there").is_file() && !done.stdout.is_empty(), "{path}");
        fs::remove_file(root.path().join("there")).unwrap();
    }
    let done = oep45(root.path(), &["audit", "--format", "json", "-o", "no/such/card", "."]);
    assert_eq!(done.code, 2, "{}", done.stderr);
}

#[test]
fn an_output_that_may_not_be_written_stays() {
    let root = many();
    let path = root.path().join("report");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    // Whoever may write everything can't be kept from it.
    if OpenOptions::new().write(true).open(&path).is_ok() {
        return;
    }
    let done = oep45(root.path(), &["check", "-o", "json:report"]);
    assert!(done.code == 2 && done.stderr.contains("cannot write report: permission denied"), "{}", done.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
}

#[test]
fn a_report_takes_the_place_of_another_with_its_permissions() {
    let root = many();
    let path = root.path().join("report");
    fs::write(&path, "x".repeat(10_000_000)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    oep45(root.path(), &["check", "-o", "json:report"]);
    assert!(serde_json::from_slice::<serde_json::Value>(&fs::read(&path).unwrap()).is_ok());
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let names: Vec<_> = root.path().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn standard_streams_are_outputs() {
    let root = many();
    let path = root.path().join("all");
    let file = File::create(&path).unwrap();
    // What others write there, before and behind, stays.
    let script = "echo before; \"$0\" check -o json:/dev/stdout --exit-zero --format sarif; echo behind";
    let mut shell = Command::new("sh");
    let shell = shell.args(["-c", script]).arg(cargo_bin!("oep45")).current_dir(root.path()).stdout(file);
    assert!(shell.status().unwrap().success());
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        text.starts_with("before\n{") && text.ends_with("behind\n"),
        "{:.40} … {:.40}",
        text,
        &text[text.len() - 40..]
    );
    let done = oep45(root.path(), &["check", "-o", "json:/dev/null", "-o", "sarif:/dev/stderr"]);
    assert!(done.stderr.starts_with('{'), "{:.80}", done.stderr);
}

#[test]
fn a_pipe_is_an_output() {
    let root = many();
    let pipe = root.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut child = start(root.path(), &["check", "-o", "json:pipe", "-o", "sarif:report"], Stdio::null());
    let mut text = Vec::new();
    File::open(&pipe).unwrap().read_to_end(&mut text).unwrap();
    child.wait().unwrap();
    assert!(serde_json::from_slice::<serde_json::Value>(&text).is_ok());
}

#[test]
fn fixes_are_written_as_reports_are() {
    let root = tree(&[("real", b"FROM python:3.12 as a\n")]);
    fs::set_permissions(root.path().join("real"), fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real", root.path().join("Dockerfile")).unwrap();
    oep45(root.path(), &["check", "Dockerfile", "--select", "from-as-casing", "--fix"]);
    let path = root.path().join("real");
    assert_eq!(fs::read_to_string(&path).unwrap(), "FROM python:3.12 AS a\n");
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert!(root.path().join("Dockerfile").is_symlink());
    assert_eq!(root.path().read_dir().unwrap().count(), 2);
}

/// Ctrl-C, while it waits for standard input: it ends by the signal, as a shell expects it, and says nothing.
#[test]
fn an_interrupt_ends_it_quietly() {
    let root = tree(&[]);
    // A job in the background of a script ignores the signal, and would have it ignored by what it starts.
    let mut command = Command::new(if ignores_interrupts() { "env" } else { cargo_bin!("oep45").to_str().unwrap() });
    if ignores_interrupts() {
        command.arg("--default-signal=INT").arg(cargo_bin!("oep45"));
    }
    let command = command.current_dir(root.path()).args(["check", "-"]);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Its end is open, so that there is more to come.
    let stdin = child.stdin.take();
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let done = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!((done.status.signal(), done.stdout, done.stderr), (Some(2), Vec::new(), Vec::new()));
}

/// Whether this process ignores SIGINT, as Linux tells.
fn ignores_interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 0b10 != 0)
}
