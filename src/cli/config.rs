//! `oep45 config`: the settings that count for a place, each with the file and line that set it.

mod import;

use super::chain::read;
use super::failure::Failure;
use super::output::to_stdout;
use super::rulesets::{Choice, Rulesets};
use super::{CLEAN, pages};
use crate::config::{self, Layered, Layers, Placed, SETTINGS, Text};
use crate::pipeline;
use crate::text::Span;
use clap::{Args, Subcommand};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Examples:
  oep45 config                                      what counts in the working directory
  oep45 config docker/lms                           what counts there
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

    /// Print the JSON schema of a configuration there instead, for editors
    #[arg(long)]
    schema: bool,
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
        to_stdout(|out| out.write_all(toml(&layers).as_bytes()))?;
        Ok(CLEAN)
    }
}

/// The settings as TOML. Paths and globs stand as in the files, each relative to the file named beside it.
fn toml(layers: &Layers<'_>) -> String {
    let mut text = String::new();
    for setting in SETTINGS {
        let list = |values: &[Layered<'_, Text>]| {
            if values.is_empty() { default(setting.key, setting.default) } else { lines(setting.key, layers, values) }
        };
        text += &match setting.key {
            "select" => layers.select().map_or_else(String::new, |select| {
                let values: Vec<_> = select.value.iter().map(|value| Layered { layer: select.layer, value }).collect();
                lines("select", layers, &values)
            }),
            "ignore" => list(&layers.ignore()),
            "exclude" => list(&layers.exclude()),
            "locked" => list(&layers.locked()),
            "rule-pages" => list(&layers.rule_pages()),
            "fail-on" => one(setting.key, setting.default, layers, layers.fail_on().as_ref()),
            "ignore-reasons" => one(setting.key, setting.default, layers, layers.reasons().as_ref()),
            "amnesty" => one(setting.key, setting.default, layers, layers.amnesty().as_ref()),
            _ => String::new(),
        };
    }
    for table in layers.per_file() {
        let list = |values: &[Text]| {
            let quoted: Vec<&str> = values.iter().map(|value| written(layers, table.layer, value.span)).collect();
            quoted.join(", ")
        };
        let reason = &table.value.reason;
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "\n[[per-file]]  {}\npaths = [{}]\nignore = [{}]\nreason = {}\n",
            origin(layers, table.layer, reason.span),
            list(&table.value.paths),
            list(&table.value.ignore),
            written(layers, table.layer, reason.span),
        );
    }
    text + &rules(layers)
}

fn rules(layers: &Layers<'_>) -> String {
    let mut by_rule: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, level) in layers.levels() {
        let line = assignment("level", layers, level.layer, level.value.span);
        by_rule.entry(id).or_default().push(line);
    }
    for option in layers.option_keys() {
        let line = assignment(option.key, layers, option.layer, option.span);
        by_rule.entry(option.rule.to_owned()).or_default().push(line);
    }
    let tables: Vec<String> =
        by_rule.into_iter().map(|(id, lines)| format!("\n[rules.{id}]\n{}", lines.concat())).collect();
    tables.concat()
}

fn one<T>(key: &str, default_value: &str, layers: &Layers<'_>, value: Option<&Layered<'_, Placed<T>>>) -> String {
    match value {
        Some(value) => assignment(key, layers, value.layer, value.value.span),
        None => default(key, default_value),
    }
}

fn assignment(key: &str, layers: &Layers<'_>, layer: usize, span: Span) -> String {
    let value = written(layers, layer, span);
    let origin = origin(layers, layer, span);
    // Behind a value of several lines a comment may stand as well.
    format!("{key} = {value}  {origin}\n")
}

fn lines(key: &str, layers: &Layers<'_>, values: &[Layered<'_, Text>]) -> String {
    let item = |item: &Layered<'_, Text>| {
        let span = item.value.span;
        format!("    {},  {}\n", written(layers, item.layer, span), origin(layers, item.layer, span))
    };
    format!("{key} = [\n{}]\n", values.iter().map(item).collect::<String>())
}

fn default(key: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{key} = {value}  # default\n") }
}

fn written<'l>(layers: &'l Layers<'_>, layer: usize, span: Span) -> &'l str {
    span.of(layers.source(layer).text())
}

/// `# oep45.toml:3`. A name may hold a line feed, which must not end the comment.
fn origin(layers: &Layers<'_>, layer: usize, span: Span) -> String {
    let source = layers.source(layer);
    format!("# {}:{}", source.path().escape_debug(), source.position(span.start).line)
}
