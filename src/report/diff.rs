//! What changes in a file, as a unified diff: for programs to the byte, for people with what would steer a terminal written
//! out. What findings mask is hidden from both.
//!
//! ```text
//! --- Dockerfile
//! +++ Dockerfile
//! @@ -1,3 +1,2 @@      hunks
//!  FROM a
//! -# oep45: ignore[…]
//!  RUN b
//! ```

use super::inert;
use crate::finding::Finding;
use crate::text::Source;
use anstyle::{AnsiColor, Style};
use similar::TextDiff;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Who reads a diff.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// A program that applies it.
    Program,
    /// A person, on a terminal or in a log.
    Person {
        /// Whether to colour it.
        color: bool,
    },
}

/// Lines that are shown around a change.
const CONTEXT: usize = 3;

/// What a secret reads as.
const MASK: &str = "****";

/// The hunks of a unified diff from `old` to `new`; empty where they are equal.
pub fn hunks(old: &str, new: &str) -> String {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    diff.unified_diff().context_radius(CONTEXT).to_string()
}

/// Write the diff from `old` to `new`, which is the same file later. `findings` tell what is masked.
///
/// # Errors
/// Those of `out`.
pub fn write_diff(
    old: &Source,
    new: &Source,
    findings: &[Finding],
    audience: Audience,
    out: &mut dyn Write,
) -> io::Result<()> {
    let secrets = secrets(findings);
    let hunks = hunks(&masked(old.text(), &secrets), &masked(new.text(), &secrets));
    let header = format!("--- {0}\n+++ {0}\n", old.path());
    match audience {
        Audience::Program => write!(out, "{header}{hunks}"),
        Audience::Person { color } => show(&(header + &hunks), color, out),
    }
}

/// Every line of what `findings` mask.
fn secrets(findings: &[Finding]) -> BTreeSet<&str> {
    let masked = findings.iter().flat_map(|finding| &finding.masked);
    let lines = masked.flat_map(|masked| masked.source.slice(masked.span).lines());
    lines.filter(|line| !line.trim().is_empty()).collect()
}

fn masked(text: &str, secrets: &BTreeSet<&str>) -> String {
    // A secret may stand in another one.
    let mut longest_first: Vec<&str> = secrets.iter().copied().collect();
    longest_first.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    longest_first.into_iter().fold(text.to_owned(), |text, secret| text.replace(secret, MASK))
}

fn show(diff: &str, color: bool, out: &mut dyn Write) -> io::Result<()> {
    for line in diff.split_inclusive('\n') {
        let style = match line.as_bytes().first() {
            Some(b'+') if color => AnsiColor::Green.on_default(),
            Some(b'-') if color => AnsiColor::Red.on_default(),
            Some(b'@') if color => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        let text = shown(line.trim_end_matches(['\r', '\n']));
        writeln!(out, "{style}{text}{style:#}")?;
    }
    Ok(())
}

/// A line of a diff as it may be shown. Its sign stays; tabs do, too.
fn shown(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    // GitHub's runner looks past blanks for a command.
    if let Some(command) = line.trim_start().strip_prefix("::") {
        text.push_str(&line[..line.len() - command.len() - 2]);
        text.push_str("\\u{3a}:");
        rest = command;
    }
    inert::append(&mut text, rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::text::Span;
    use std::sync::Arc;

    #[test]
    fn a_diff_is_exact_whatever_ends_its_lines() {
        assert_eq!(
            hunks("a\r\nb\rc", "a\r\nb\rc\n"),
            "@@ -1,2 +1,2 @@\n a\r\n-b\rc\n\\ No newline at end of file\n+b\rc\n"
        );
        assert_eq!(hunks("a\n", "a\n"), "");
    }

    fn written(old: &str, new: &str, mask: &[Span], audience: Audience) -> String {
        let old = Arc::new(Source::new("Dockerfile", old));
        let mut sink = Sink::new("secret", Severity::Error, Arc::clone(&old));
        for span in mask {
            sink.report(*span, "wrong").mask(*span);
        }
        let mut out = Vec::new();
        let new = Source::new("Dockerfile", new);
        write_diff(&old, &new, &sink.into_findings(), audience, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_masked_is_hidden_on_both_sides() {
        let mask = [Span::new(4, 11)];
        let shown = written("ENV hunter2\nRUN a hunter2\n", "ENV hunter2\nRUN b hunter2\n", &mask, Audience::Program);
        assert_eq!(shown, "--- Dockerfile\n+++ Dockerfile\n@@ -1,2 +1,2 @@\n ENV ****\n-RUN a ****\n+RUN b ****\n");
    }

    #[test]
    fn people_see_no_line_that_acts() {
        let (old, new) = ("::error::x\n##[group]\n\ta\u{1b}[2J\n", "::error::x\n##[group]\n\ta\n");
        let shown = written(old, new, &[], Audience::Person { color: false });
        assert!(shown.ends_with(" \\u{3a}:error::x\n ##\\u{5b}group]\n-\ta␛[2J\n+\ta\n"), "{shown}");
        assert!(written(old, new, &[], Audience::Person { color: true }).contains("\u{1b}[31m-\ta␛[2J"));
        assert!(written(old, new, &[], Audience::Program).contains("-\ta\u{1b}[2J\n"));
    }
}
