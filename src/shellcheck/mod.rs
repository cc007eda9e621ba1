//! What ShellCheck says of RUN: scripts out of a Dockerfile, and remarks back to their places in it. Who runs ShellCheck, or
//! takes its place, is [`ShellLinter`]'s affair; nothing here starts a program.
//!
//! ```text
//! Dockerfile ──► script (dialect, known names, text with a map to the source) ──► ShellLinter ──► Remark
//!                                                                                                   │
//!                                        findings, at their places in the Dockerfile ◄──────────────┘
//! ```

#[cfg(feature = "shuck")]
mod builtin;
mod dialect;
mod script;

#[cfg(feature = "shuck")]
pub use builtin::{Builtin, Code, Measured};
pub use script::{Script, scripts};

use crate::catalog;
use crate::finding::{Finding, Severity};

/// Runs ShellCheck.
pub trait ShellLinter: Send + Sync {
    /// What it says of `scripts`, whose first lines name their shells.
    ///
    /// # Errors
    /// In words that stand behind "the commands of RUN are not judged: ".
    fn lint(&self, scripts: &[&str]) -> Result<Verdict, String>;
}

/// Who judges scripts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Judge {
    /// The program ShellCheck.
    ShellCheck,
    /// The linter that this program was built with.
    Builtin {
        /// How many of ShellCheck's codes it reports.
        codes: usize,
    },
}

/// What is said of some scripts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// The remarks, in no order.
    pub remarks: Vec<Remark>,
    /// Scripts, by index, that could not be judged though the others were, each with the reason in words.
    pub failed: Vec<(usize, String)>,
    /// Who judged.
    pub judge: Judge,
}

/// One remark of ShellCheck's. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// Index of the script.
    pub script: usize,
    /// Line and column where it begins.
    pub start: (usize, usize),
    /// Line and column behind its end.
    pub end: (usize, usize),
    /// How bad it is.
    pub severity: Severity,
    /// The number behind `SC`.
    pub code: u32,
    /// What is wrong: sentences.
    pub message: String,
}

/// Codes that say nothing about a RUN: files that can't be followed, and the dialect of `ash`.
pub const EXCLUDED: [u32; 3] = [1090, 1091, 2187];

/// Repeated blanks between words: in a continued line they are its layout.
const LAYOUT: u32 = 2291;

/// `remark` on `script` as a finding; `None` where it is about what the script doesn't take from the Dockerfile.
pub fn finding(remark: &Remark, script: &Script) -> Option<Finding> {
    let span = script.span(remark.start, remark.end)?;
    if EXCLUDED.contains(&remark.code) || (remark.code == LAYOUT && script.source.slice(span).contains('\n')) {
        return None;
    }
    let code = format!("SC{:04}", remark.code);
    let mut finding = Finding::new(code.clone(), remark.severity, &script.source, span, message(&remark.message));
    finding.help(format!("ShellCheck explains it: <{}>.", catalog::wiki(&code)));
    Some(finding)
}

/// The message as ours are: one line that begins in lower case and ends without a full stop.
fn message(said: &str) -> String {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = said.trim_end_matches(['.', ' ']);
    let mut chars = said.chars();
    match (chars.next(), chars.next()) {
        // `POSIX` stays as it is.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().collect::<String>() + &said[first.len_utf8()..]
        }
        _ if said.is_empty() => "something is wrong".to_owned(),
        _ => said.to_owned(),
    }
}

#[cfg(test)]
mod tests;
