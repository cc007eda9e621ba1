//! `oep45 rules`: the list of rules, and the tests of pages.

mod test;

use super::failure::Failure;
use super::output::to_stdout;
use super::{CLEAN, pages};
use crate::catalog::render;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Arguments of `oep45 rules`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Rules {
    #[command(subcommand)]
    action: Option<Action>,

    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Know the rule pages in DIR as well; may be repeated
    #[arg(long = "rules", value_name = "DIR")]
    directories: Vec<PathBuf>,
}

#[derive(Subcommand)]
enum Action {
    /// Run the examples of rule pages as tests
    Test(test::Test),
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
        let place = pages::place()?;
        if let Some(Action::Test(test)) = &self.action {
            return test.run(&place);
        }
        let catalog = pages::catalog(&self.directories, &place)?;
        let text = match self.format {
            Format::Human => render::table(&catalog),
            Format::Json => render::json(&catalog),
            Format::Markdown => render::markdown(&catalog),
        };
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(CLEAN)
    }
}
