//! `oep45 config`: the settings that count for a place, each with the file and line that set it.

mod effective;
mod human;
mod import;
mod json;

use super::chain::read;
use super::choice::Choice;
use super::failure::Failure;
use super::output::to_stdout;
use super::rulesets::Rulesets;
use super::{CLEAN, pages};
use crate::config;
use crate::pipeline;
use crate::report::inert_json;
use clap::{Args, Subcommand, ValueEnum};
use effective::Effective;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  oep45 config                                      what counts in the working directory
  oep45 config docker/lms                           what counts there
  oep45 config --format json                        the same for programs
  oep45 config import .hadolint.yaml > oep45.toml   what hadolint was told, for oep45";

/// Arguments of `oep45 config`.
#[derive(Args)]
#[command(after_help = AFTER_HELP, args_conflicts_with_subcommands = true)]
pub(super) struct Show {
    #[command(subcommand)]
    deed: Option<Deed>,

    /// A file or a directory [default: .]
    #[arg(value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    path: Option<PathBuf>,

    /// How the settings are written: as TOML with a comment behind each, or as JSON
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human", conflicts_with = "schema")]
    format: Format,

    /// Print the JSON schema of a configuration there instead, for editors
    #[arg(long)]
    schema: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
}

#[derive(Subcommand)]
enum Deed {
    /// Print the equal of another linter's configuration
    Import(import::Import),
}

impl Show {
    /// Print the settings, and give the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        if let Some(Deed::Import(import)) = &self.deed {
            return import.run();
        }
        let place = pages::place()?;
        let given = place.directory().join(self.path.as_deref().unwrap_or(".".as_ref()));
        let real = given
            .canonicalize()
            .map_err(|_| Failure::Message(format!("there is no file or directory {}", given.display())))?;
        let directory = if real.is_dir() { real.as_path() } else { real.parent().unwrap_or(&real) };
        let choice = Choice::default();
        let (files, catalog) = Rulesets::new(&choice, &place).files(directory)?;
        if self.schema {
            // With the rules of one's own that the place has.
            let schema = format!("{:#}\n", config::schema(&catalog, &pipeline::options(&catalog)));
            to_stdout(|out| out.write_all(schema.as_bytes()))?;
            return Ok(CLEAN);
        }
        let layers = read(&files, &catalog)?;
        layers.check(&catalog)?;
        let effective = Effective::of(&layers);
        let text = match self.format {
            Format::Human => human::text(&effective),
            Format::Json => inert_json(&format!("{:#}\n", json::value(&effective))),
        };
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(CLEAN)
    }
}
