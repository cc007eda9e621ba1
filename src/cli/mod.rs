//! The command line: what the arguments mean, and what becomes of a command.

mod amnesties;
mod amnesty;
mod audit;
mod bugs;
mod build;
mod chain;
mod check;
mod choice;
mod color;
mod completions;
mod config;
mod contexts;
mod exclusion;
mod explain;
mod failure;
mod file;
mod fixes;
mod git;
mod input;
mod man;
mod output;
mod pager;
mod pages;
mod per_file;
mod rules;
mod rulesets;
mod run;
mod selection;
mod settings;
mod shell_linter;
mod shellcheck;
mod statistics;
mod summary;
mod terminal;
mod tree;
mod why;

pub use shellcheck::ShellCheck;

use clap::{Parser, Subcommand};
use color::Color;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Nothing to complain of.
const CLEAN: u8 = 0;

/// Findings at or above `--fail-on`.
const FOUND: u8 = 1;

/// Something could not be checked: usage, configuration, a file, a rule.
const TROUBLE: u8 = 2;

const AFTER_HELP: &str = "\
Examples:
  oep45 check                              every Dockerfile below the working directory
  oep45 check docker/Dockerfile            one file, whatever its name
  oep45 check --output sarif:oep45.sarif   the report, and a file for code scanning
  oep45 explain missing-cmd                why a rule is there, and what to do

Exit codes: 0 nothing found, 1 findings, 2 something could not be checked.";

/// Checks Dockerfiles, and the repositories around them, against Open edX's OEP-45
#[derive(Parser)]
#[command(name = "oep45", version, after_help = AFTER_HELP, disable_help_subcommand = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours; `NO_COLOR` in the environment turns `auto` off
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Subcommand)]
enum Command {
    /// Check Dockerfiles, and the repositories of services around them
    Check(check::Check),
    /// Say what of OEP-45 each of several repositories delivers
    Audit(audit::Audit),
    /// Pardon the findings of today, so that only new ones fail
    Amnesty(amnesty::Amnesty),
    /// Show the settings that count, and where each is set
    Config(config::Show),
    /// Say why a rule is there, what it looks like, and what to do
    Explain(explain::Explain),
    /// List the rules
    Rules(rules::Rules),
    /// Tell operators of a service's settings: all of them, whether a file has them, what an upgrade changes
    Settings(settings::Settings),
    /// Show how a Dockerfile is understood
    Tree(tree::Tree),
    /// Write the script by which a shell completes oep45's arguments
    Completions(completions::Completions),
    /// Write the manual pages
    Man(man::Manual),
}

/// Run the command that `arguments` name, the program's own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let Arguments { command, color } = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return ExitCode::from(failure::refuse(&error)),
    };
    bugs::tell_in_one_line();
    let run = || run_command(command, color);
    let done = catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(failure::Failure::Message("this is a bug of oep45; please report it".to_owned())));
    ExitCode::from(done.unwrap_or_else(|failure| failure.tell(color)))
}

fn run_command(command: Command, color: Color) -> Result<u8, failure::Failure> {
    match command {
        Command::Check(check) => check.run(color),
        Command::Audit(audit) => audit.run(color),
        Command::Amnesty(amnesty) => amnesty.run(color),
        Command::Config(config) => config.run(),
        Command::Explain(explain) => explain.run(color),
        Command::Rules(rules) => rules.run(color),
        Command::Settings(settings) => settings.run(color),
        Command::Tree(tree) => tree.run(),
        Command::Completions(completions) => completions.run(),
        Command::Man(man) => man.run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }
}
