//! `oep45 tree`: how a Dockerfile is understood.

use super::failure::Failure;
use super::output::to_stdout;
use super::{CLEAN, FOUND, input};
use crate::discover::Place;
use crate::outline;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Arguments of `oep45 tree`.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 understood, 1 the file has problems, 2 it could not be read.")]
pub(super) struct Tree {
    /// The Dockerfile, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// How the tree is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Indented text for people
    Human,
    /// For scripts
    Json,
}

impl Tree {
    /// Print the tree, and give the exit code.
    pub(super) fn run(self) -> Result<u8, Failure> {
        let cannot = |error: &str| Failure::Message(format!("cannot read {}: {error}", self.file.display()));
        if self.file.is_dir() {
            return Err(cannot("is a directory, not a file"));
        }
        let place = Place::current().map_err(|error| cannot(&error))?;
        let discovered = input::find(vec![self.file.clone()], None, &place, &|_| false)?;
        let [found] = discovered.files.as_slice() else { return Err(cannot("no such file or directory")) };
        let source = found.read().map_err(|error| cannot(&error))?;
        let outline = match self.format {
            Format::Human => outline::human(&source, &found.tree_path, found.tree.as_ref()),
            Format::Json => outline::json(&source, &found.tree_path, found.tree.as_ref())
                .map_err(|error| Failure::Message(error.to_string()))?,
        };
        to_stdout(|out| out.write_all(outline.text.as_bytes()))?;
        Ok(if outline.has_problems { FOUND } else { CLEAN })
    }
}
