//! `oep45 settings diff`: what became of a service's settings.

use super::super::failure::Failure;
use super::super::output::to_stdout;
use super::super::{CLEAN, pages};
use super::checkout::Checkout;
use super::revision;
use crate::discover::Place;
use crate::operators::{Changes, changes};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum, ValueHint};
use std::path::{Path, PathBuf};

/// Arguments of `oep45 settings diff`.
#[derive(Args)]
#[command(after_help = "\
What is the name of a directory is that directory; `refs/heads/NAME` is a branch of that name in any case.

Exit codes: 0 compared, 2 a side could not be read.")]
pub(super) struct Diff {
    /// The settings as they were: a directory, or a git revision
    #[arg(value_name = "OLD", value_parser = NonEmptyStringValueParser::new())]
    old: String,

    /// The settings as they are: a directory, or a git revision
    #[arg(value_name = "NEW", value_parser = NonEmptyStringValueParser::new())]
    new: String,

    /// The repository that revisions are of [default: the one around the working directory]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::DirPath)]
    repository: Option<PathBuf>,

    /// How the changes are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// The settings package, where there are several: its path, or the application's name
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Text for people
    Human,
    /// For programs
    Json,
    /// For a change log in Markdown
    Markdown,
    /// For a change log in reStructuredText
    Rst,
}

impl Diff {
    /// Print the changes, and give the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let place = pages::place()?;
        let package = self.package.as_deref();
        let old = self.side(&self.old, &place)?.inventory(package)?;
        let new = self.side(&self.new, &place)?.inventory(package)?;
        let found = Changes::between(&old, &new);
        let text = match self.format {
            Format::Human => changes::human(&found),
            Format::Json => changes::json(&found),
            Format::Markdown => changes::markdown(&found),
            Format::Rst => changes::rst(&found),
        };
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(CLEAN)
    }

    /// What `name` stands for.
    fn side(&self, name: &str, place: &Place) -> Result<Checkout, Failure> {
        if place.directory().join(name).is_dir() {
            return Checkout::at(place, Path::new(name));
        }
        let around = Checkout::open(self.repository.as_deref())?;
        revision::read(&around, name)
    }
}
