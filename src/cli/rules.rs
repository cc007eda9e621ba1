//! `oep45 rules`: the list of rules.

use super::color::Color;
use super::failure::Failure;
use super::output::to_stdout;
use super::{CLEAN, terminal};
use crate::catalog::{Catalog, UnknownName, render};
use clap::{Args, ValueEnum};
use std::io;

const AFTER_HELP: &str = "\
Examples:
  oep45 rules                       all rules
  oep45 rules image                 those of one group
  oep45 rules --format json         for scripts";

/// Arguments of `oep45 rules`.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Rules {
    /// List these alone: ids, aliases, groups or `all` [default: all]
    #[arg(value_name = "RULE", value_delimiter = ',')]
    rules: Vec<String>,

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
    pub(super) fn run(&self, color: Color) -> Result<u8, Failure> {
        let catalog = self.listed().map_err(|unknown| Failure::Message(unknown.to_string()))?;
        let text = match self.format {
            Format::Human => render::table(&catalog, terminal::width(), color.on(&io::stdout())),
            Format::Json => render::json(&catalog),
            Format::Markdown => render::markdown(&catalog),
        };
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(CLEAN)
    }

    fn listed(&self) -> Result<Catalog, UnknownName> {
        let builtin = Catalog::builtin();
        if self.rules.is_empty() {
            return Ok(builtin);
        }
        let mut pages = Vec::new();
        for name in &self.rules {
            pages.extend(builtin.named(name.trim())?.into_iter().cloned());
        }
        Ok(Catalog::from_pages(pages))
    }
}
