//! `oep45 settings list`: all settings of a service.

use super::super::failure::Failure;
use super::super::output::to_stdout;
use super::super::{CLEAN, terminal};
use super::checkout::Checkout;
use crate::operators::list;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Arguments of `oep45 settings list`.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 listed, 2 there are no settings, or they could not be read.")]
pub(super) struct List {
    /// The service's repository [default: the one around the working directory]
    #[arg(value_name = "PATH", value_hint = ValueHint::DirPath)]
    path: Option<PathBuf>,

    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,

    /// Only the settings without which the service does not start
    #[arg(long)]
    required: bool,

    /// The settings package, where there are several: its path, or the application's name
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Columns for people
    Table,
    /// All that is known of each setting
    Json,
    /// A configuration file to fill in
    Yaml,
    /// A page for a manual
    Rst,
}

impl List {
    /// Print the list, and give the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let inventory = Checkout::open(self.path.as_deref())?.inventory(self.package.as_deref())?;
        let text = match self.format {
            Format::Table => list::table(&inventory, self.required, terminal::width()),
            Format::Json => list::json(&inventory, self.required),
            Format::Yaml => list::yaml(&inventory, self.required),
            Format::Rst => list::rst(&inventory, self.required),
        };
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(CLEAN)
    }
}
