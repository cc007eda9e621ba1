//! `oep45 config import`: another linter's configuration as ours.

use super::super::failure::Failure;
use super::super::output::to_stdout;
use super::super::{CLEAN, pages};
use crate::catalog::Catalog;
use crate::config::Mistakes;
use crate::discover::beside;
use crate::import::hadolint;
use clap::{Args, ValueHint};
use std::path::PathBuf;
use std::sync::Arc;

/// Arguments of `oep45 config import`.
#[derive(Args)]
#[command(after_help = "\
What has no equal here is said in comments. Read them, and then let a run decide:

  oep45 config import > oep45.toml
  oep45 check --statistics")]
pub(super) struct Import {
    /// A configuration of hadolint
    #[arg(value_name = "FILE", default_value = ".hadolint.yaml", value_hint = ValueHint::FilePath)]
    file: PathBuf,
}

impl Import {
    /// Print the configuration, and give the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let source = beside(&pages::place()?, &self.file)
            .map_err(|message| Failure::Message(format!("cannot read {}: {message}", self.file.display())))?;
        let text = hadolint::import(&Arc::new(source), &Catalog::builtin()).map_err(Mistakes)?;
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(CLEAN)
    }
}
