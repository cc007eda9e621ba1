//! `oep45 rules`: the list of rules, and the tests of pages.

mod test;

use super::color::Color;
use super::failure::Failure;
use super::output::to_stdout;
use super::{CLEAN, pages, terminal};
use crate::catalog::{Catalog, UnknownName, render};
use crate::report::{inert_json, without_commands};
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use std::io;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  oep45 rules                       all rules
  oep45 rules image                 those of one group
  oep45 rules --format json         for scripts
  oep45 rules test our-rules        run the examples of rule pages of your own";

/// Arguments of `oep45 rules`.
#[derive(Args)]
#[command(after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
pub(super) struct Rules {
    #[command(subcommand)]
    action: Option<Action>,

    /// List these alone: ids, aliases, groups or `all` [default: all]
    #[arg(id = "rules", value_name = "RULE", value_delimiter = ',')]
    names: Vec<String>,

    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// Know the rule pages in DIR as well; may be repeated
    #[arg(long = "rules", value_name = "DIR", value_hint = ValueHint::DirPath)]
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
    pub(super) fn run(&self, color: Color) -> Result<u8, Failure> {
        let place = pages::place()?;
        if let Some(Action::Test(test)) = &self.action {
            return test.run(&place);
        }
        let catalog = pages::catalog(&self.directories, &place)?;
        let catalog = self.listed(catalog).map_err(|unknown| Failure::Message(unknown.to_string()))?;
        let text = match self.format {
            Format::Human => without_commands(&render::table(&catalog, terminal::width(), color.on(&io::stdout()))),
            Format::Json => inert_json(&render::json(&catalog)),
            Format::Markdown => without_commands(&render::markdown(&catalog)),
        };
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(CLEAN)
    }

    fn listed(&self, catalog: Catalog) -> Result<Catalog, UnknownName> {
        if self.names.is_empty() {
            return Ok(catalog);
        }
        let mut pages = Vec::new();
        for name in &self.names {
            pages.extend(catalog.named(name.trim())?.into_iter().cloned());
        }
        Ok(Catalog::from_pages(pages))
    }
}
