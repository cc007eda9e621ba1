//! `oep45 settings`: what operators of a service need to know of its settings.

mod check;
mod checkout;
mod diff;
mod list;
mod revision;

use super::color::Color;
use super::failure::Failure;
use clap::{Args, Subcommand};

const AFTER_HELP: &str = "\
Examples:
  oep45 settings list                              what can be set, and what has to be
  oep45 settings list --format yaml > notes.yml    a configuration file to fill in
  oep45 settings check notes.yml                   whether it is complete and known
  oep45 settings diff v1.0 v2.0                    what an upgrade changes";

/// Arguments of `oep45 settings`.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Settings {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// List the settings of a service, with what its developers say about them
    List(list::List),
    /// Say whether a configuration file has what the service needs, and nothing that it does not know
    Check(check::Check),
    /// Say what became of the settings between two states of a service
    Diff(diff::Diff),
}

impl Settings {
    /// Do what is asked, and give the exit code.
    pub(super) fn run(&self, color: Color) -> Result<u8, Failure> {
        match &self.deed {
            Deed::List(list) => list.run(),
            Deed::Check(check) => check.run(color),
            Deed::Diff(diff) => diff.run(),
        }
    }
}
