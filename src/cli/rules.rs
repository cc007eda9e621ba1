//! `oep45 rules`: the list of rules.

use super::CLEAN;
use super::failure::Failure;
use super::output::to_stdout;
use crate::catalog::{Catalog, render};
use clap::{Args, ValueEnum};

/// Arguments of `oep45 rules`.
#[derive(Args)]
pub(super) struct Rules {
    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table for people
    Human,
    /// All that is known of each rule
    Json,
    /// A table for documents
    Markdown,
}

impl Rules {
    /// Print the list, and give the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let catalog = Catalog::builtin();
        let text = match self.format {
            Format::Human => render::table(&catalog),
            Format::Json => render::json(&catalog),
            Format::Markdown => render::markdown(&catalog),
        };
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(CLEAN)
    }
}
