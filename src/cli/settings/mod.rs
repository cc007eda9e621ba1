//! `oep45 settings`: what operators of a service need to know of its settings.

mod checkout;
mod list;

use super::color::Color;
use super::failure::Failure;
use clap::{Args, Subcommand};

const AFTER_HELP: &str = "\
Examples:
  oep45 settings list                              what can be set, what has to be, and what it is without
  oep45 settings list --format yaml > notes.yml    a configuration file to fill in";

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
}

impl Settings {
    /// Do what is asked, and give the exit code.
    pub(super) fn run(&self, _color: Color) -> Result<u8, Failure> {
        match &self.deed {
            Deed::List(list) => list.run(),
        }
    }
}
