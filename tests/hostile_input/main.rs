//! Whatever strangers hand in, and whatever becomes of the output: findings or one clear message, and never a crash, a hang or
//! a surprise.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "makes the trees that it checks, and starts the program")]

mod bugs;
mod files;
mod inert;
mod outputs;
mod programs;
mod texts;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

struct Done {
    code: i32,
    stdout: Vec<u8>,
    stderr: String,
}

/// Run oep45 in `directory`: it ends by itself, and before long, tells no bug, and what it says is text.
fn oep45(directory: &Path, arguments: &[&str]) -> Done {
    let mut command = Command::new(cargo_bin!("oep45"));
    let command =
        command.current_dir(directory).args(arguments).env_remove("GITHUB_ACTIONS").env_remove("RUST_BACKTRACE");
    let output = command.timeout(Duration::from_mins(2)).output().unwrap();
    let code = output.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed: {output:?}"));
    assert!((0..=2).contains(&code), "{arguments:?}: exit code {code}");
    let stderr = String::from_utf8(output.stderr).unwrap();
    let bug = stderr.lines().find(|line| line.contains("panicked") || line.ends_with("please report it as a bug"));
    assert!(bug.is_none(), "{arguments:?}: {bug:?}");
    Done { code, stdout: output.stdout, stderr }
}

/// A directory that holds these files.
fn tree(files: &[(&str, &[u8])]) -> TempDir {
    let directory = TempDir::new().unwrap();
    for (path, text) in files {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    directory
}

/// Check a Dockerfile of this text with every rule.
fn check(text: &[u8]) -> Done {
    let root = tree(&[("Dockerfile", text)]);
    oep45(root.path(), &["check", "--select", "all", "--format", "json"])
}
