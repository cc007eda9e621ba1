//! What keeps a command from being done, and how it is told: on standard error, with exit code 2.

use super::TROUBLE;
use super::color::Color;
use crate::catalog::Catalog;
use crate::config::Mistakes;
use crate::discover::Unreadable;
use crate::pipeline::Outcome;
use crate::report;
use clap::error::ErrorKind;
use std::io::{self, Write};
use thiserror::Error;

/// What keeps a command from being done.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// One line for people, without a full stop.
    #[error("{0}")]
    Message(String),
    /// The configuration can't be read.
    #[error("cannot read the configuration: {0}")]
    Unreadable(#[from] Unreadable),
    /// Rule pages can't be read, each in words that name its path.
    #[error("cannot read the rule pages")]
    Pages(Vec<String>),
    /// The configuration is wrong, as findings in its text say.
    #[error(transparent)]
    Configuration(#[from] Mistakes),
}

impl Failure {
    /// The file that it is about; empty where it is about none.
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Configuration(Mistakes(findings)) => findings.first().map_or("", |first| first.primary.source.path()),
            Self::Unreadable(unreadable) => &unreadable.path,
            Self::Message(_) | Self::Pages(_) => "",
        }
    }

    /// Tell it, and give the exit code.
    pub(super) fn tell(&self, color: Color) -> u8 {
        match self {
            Self::Configuration(Mistakes(findings)) => {
                let color = color.on(&io::stderr());
                // Where standard error is closed, nobody listens.
                let _ = report::write_findings(findings, &Catalog::default(), color, &mut io::stderr().lock());
            }
            Self::Pages(messages) => {
                for message in messages {
                    tell("error", &format!("cannot read rule pages: {message}"));
                }
            }
            other => tell("error", &other.to_string()),
        }
        TROUBLE
    }
}

/// Write `kind: message` to standard error.
pub(super) fn tell(kind: &str, message: &str) {
    let _ = writeln!(io::stderr(), "{kind}: {}", one_line(message));
}

/// Write to standard error what could not be checked.
pub(super) fn tell_notices(outcome: &Outcome) {
    for notice in &outcome.notices {
        tell("error", &format!("cannot check {}: {}", notice.path, notice.message));
    }
}

/// Tell what is wrong with the arguments, or give the help that they ask for.
pub(super) fn refuse(error: &clap::Error) -> u8 {
    use ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand, DisplayVersion};
    if matches!(error.kind(), DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand | DisplayVersion) {
        // What was asked for and can't be given is a failure; a reader that has seen enough is none.
        if error.print().is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe) {
            tell("error", "cannot write to standard output");
            return TROUBLE;
        }
    } else {
        tell("error", &first_part(&error.render().to_string()));
    }
    u8::try_from(error.exit_code()).unwrap_or(TROUBLE)
}

/// What is wrong and the tip, without the usage below them, as one line.
fn first_part(text: &str) -> String {
    let told = text.lines().map(str::trim).take_while(|line| !line.starts_with("Usage:"));
    let told = told.filter(|line| !line.is_empty() && !line.starts_with("For more information"));
    let told: Vec<_> = told.collect();
    told.join(" ").trim_start_matches("error: ").replace(" tip: ", "; ")
}

/// `text` with what would act on a terminal, or as a command in the log of a GitHub workflow, written out; it may quote
/// the name of a file.
pub(super) fn one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\'' | '"' | '\\' => shown.push(ch),
            '[' if shown.ends_with("##") => shown.push_str("\\u{5b}"),
            _ => shown.extend(ch.escape_debug()),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usage_error_is_one_line_with_its_tip() {
        let text = "error: unexpected argument '--fromat' found\n\n  tip: a similar argument exists: '--format'\n\n\
                    Usage: oep45 check --format <FORMAT>\n\nFor more information, try '--help'.\n";
        assert_eq!(first_part(text), "unexpected argument '--fromat' found; a similar argument exists: '--format'");
    }

    #[test]
    fn what_steers_a_terminal_is_written_out() {
        assert_eq!(one_line("it's \u{1b}[2J\n\u{202e}é"), "it's \\u{1b}[2J\\n\\u{202e}é");
        assert_eq!(one_line("##[add-mask]a"), "##\\u{5b}add-mask]a");
    }
}
