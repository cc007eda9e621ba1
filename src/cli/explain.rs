//! `oep45 explain`: a rule's page.

use super::color::Color;
use super::failure::Failure;
use super::output::to_stdout;
use super::{CLEAN, pages};
use crate::catalog::render;
use clap::Args;
use std::io;
use std::path::PathBuf;

/// Columns of a page where the environment does not tell the terminal's.
const WIDTH: usize = 100;

/// Arguments of `oep45 explain`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  oep45 explain missing-cmd\n  oep45 explain DL3008      another linter's name for a rule"
)]
pub(super) struct Explain {
    /// The rule's id, an alias, or a group for all of its rules
    #[arg(value_name = "RULE")]
    rule: String,

    /// Know the rule pages in DIR as well; may be repeated
    #[arg(long = "rules", value_name = "DIR")]
    rules: Vec<PathBuf>,
}

impl Explain {
    /// Print the page, and give the exit code.
    pub(super) fn run(&self, color: Color) -> Result<u8, Failure> {
        let catalog = pages::catalog(&self.rules, &pages::place()?)?;
        let pages = catalog.named(self.rule.trim()).map_err(|unknown| Failure::Message(unknown.to_string()))?;
        let color = color.on(&io::stdout());
        let pages: Vec<String> = pages.into_iter().map(|page| render::page(page, width(), color)).collect();
        to_stdout(|out| out.write_all(pages.join("\n").as_bytes()))?;
        Ok(CLEAN)
    }
}

#[allow(clippy::disallowed_methods, reason = "the command line is told by its environment about the terminal")]
fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.map_or(WIDTH, |columns: usize| columns.clamp(40, WIDTH))
}
