//! `oep45 explain`: a rule's page.

use super::color::Color;
use super::failure::Failure;
use super::{CLEAN, pager, pages, terminal};
use crate::catalog::render;
use crate::report::without_commands;
use clap::{Args, ValueHint};
use std::io;
use std::path::PathBuf;

/// Columns of a page at most, and where no terminal tells its own.
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
    #[arg(long = "rules", value_name = "DIR", value_hint = ValueHint::DirPath)]
    rules: Vec<PathBuf>,

    /// Print the page at once, though standard output is a terminal
    #[arg(long)]
    no_pager: bool,
}

impl Explain {
    /// Print the page, and give the exit code.
    pub(super) fn run(&self, color: Color) -> Result<u8, Failure> {
        let catalog = pages::catalog(&self.rules, &pages::place()?)?;
        let named = catalog.named(self.rule.trim()).map_err(|unknown| Failure::Message(unknown.to_string()))?;
        let color = color.on(&io::stdout());
        let texts: Vec<String> = named.into_iter().map(|page| render::page(page, width(), color)).collect();
        pager::show(&without_commands(&texts.join("\n")), self.no_pager)?;
        Ok(CLEAN)
    }
}

fn width() -> usize {
    terminal::width().map_or(WIDTH, |columns| columns.clamp(40, WIDTH))
}
