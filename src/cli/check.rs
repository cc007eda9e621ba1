//! `oep45 check`: find, judge, report.

use super::color::Color;
use super::failure::{self, Failure};
use super::output::{Outputs, Target};
use super::{CLEAN, FOUND, TROUBLE, input, pages, selection, summary};
use crate::catalog::Catalog;
use crate::config::{self, Config, FailOn};
use crate::discover::{ConfigFile, Exclude, config_file};
use crate::pipeline::{self, Rejected, Ruleset};
use crate::report::{Format, Options, Report, Root};
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

const AFTER_HELP: &str = "\
A directory is searched for Dockerfile, Dockerfile.*, *.Dockerfile, Containerfile and the like,
and for templates of these such as Dockerfile.j2. Makefiles and GitHub workflows are read as well
where a rule looks at the commands that they run. Files that git ignores are left out. A file that
is named is checked whatever its name.

The nearest oep45.toml, or pyproject.toml with a [tool.oep45] table, configures the run.

Examples:
  oep45 check                                      every Dockerfile below the working directory
  oep45 check --select image,operations            two groups of rules
  oep45 check --ignore missing-cmd --fail-on error
  oep45 check --format json --output report.json   to a file instead of standard output
  oep45 check --output sarif:oep45.sarif           to a file as well
  oep45 check --stdin-filename Dockerfile - < draft

Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 something could not be checked.";

/// Arguments of `oep45 check`.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Check {
    /// Files, directories, or `-` for standard input [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How the report is written
    #[arg(long, value_name = "FORMAT", default_value = "human",
          value_parser = PossibleValuesParser::new(Format::names()).try_map(|name| name.parse::<Format>()))]
    format: Format,

    /// Write the report to FILE instead of standard output, or with a format before it, such as `sarif:FILE`, as well;
    /// may be repeated
    #[arg(long, short, value_name = "[FORMAT:]FILE", value_hint = ValueHint::FilePath)]
    output: Vec<Target>,

    /// What SARIF calls this run among several of one commit; code scanning keeps them apart by it
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    sarif_category: Option<String>,

    /// Have SARIF and JSON list the suppressed findings too, marked as such
    #[arg(long)]
    show_suppressed: bool,

    /// Run these rules alone: ids, aliases, groups or `all`, separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,

    /// Don't run these rules: ids, aliases, groups or `all`, separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// The mildest severity that makes the exit code 1 [default: warning]
    #[arg(long, value_name = "SEVERITY",
          value_parser = PossibleValuesParser::new(FailOn::NAMES).try_map(|name| FailOn::from_name(&name).ok_or(name)))]
    fail_on: Option<FailOn>,

    /// Exit with 0 though there are findings; the same as `--fail-on never`
    #[arg(long)]
    exit_zero: bool,

    /// The path that standard input is reported under, and the place of its build context
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,

    /// Take the rule pages in DIR as well; may be repeated
    #[arg(long = "rules", value_name = "DIR", value_hint = ValueHint::DirPath)]
    rules: Vec<PathBuf>,

    /// Read no configuration file
    #[arg(long)]
    no_config: bool,
}

impl Check {
    /// Check, report, and give the exit code.
    pub(super) fn run(self, color: Color) -> Result<u8, Failure> {
        let outputs = Outputs::new(self.format, self.output)?;
        if self.sarif_category.is_some() && !outputs.write_as(Format::Sarif) {
            let message = "--sarif-category is about the SARIF report; ask for one with `--output sarif:FILE`";
            return Err(Failure::Message(message.to_owned()));
        }
        let place = pages::place()?;
        let catalog = pages::catalog(&self.rules, &place)?;
        let file = if self.no_config { None } else { config_file(&place)? };
        let mut config = match &file {
            Some(file) => Config::parse(&file.source, file.kind, &catalog)?,
            None => Config::default(),
        };
        let selected = selection::rules(&catalog, &config, &self.select, &self.ignore)?;
        let rules = Arc::new(ruleset(&catalog, &selected, &mut config, file.as_ref())?);
        let exclude = file.as_ref().map_or(Ok(Exclude::nothing()), |file| exclude(&config, file))?;

        let root = match place.elsewhere(&self.paths) {
            Some((directory, root)) => Root::Outside { directory, root },
            None => Root::Inside(place.in_repository()),
        };
        let found = input::find(self.paths, self.stdin_filename.as_deref(), &place, &exclude)?;
        if !found.iter().any(|found| found.named || found.is_dockerfile()) {
            failure::tell("warning", "found no Dockerfile; name a file to check it whatever its name");
        }
        let inputs: Vec<_> = found.into_iter().map(|found| input::of(found, Arc::clone(&rules))).collect();
        let outcome = pipeline::check(&inputs);

        let report = Report {
            findings: &outcome.findings,
            suppressed: &outcome.suppressed,
            catalog: &catalog,
            notices: &outcome.notices,
            files: outcome.files,
        };
        let options = Options {
            color: color.on(&io::stdout()),
            root,
            web: summary::web(),
            sarif_category: self.sarif_category,
            suppressed: self.show_suppressed,
        };
        let written = outputs.write(&report, &options);
        failure::tell_notices(&outcome);
        written?;

        let configured = self.fail_on.or(config.fail_on).unwrap_or_default();
        let fail_on = if self.exit_zero { FailOn::Never } else { configured };
        Ok(if !outcome.notices.is_empty() {
            TROUBLE
        } else if outcome.findings.iter().any(|finding| fail_on.fails(finding.severity)) {
            FOUND
        } else {
            CLEAN
        })
    }
}

fn ruleset(
    catalog: &Catalog,
    selected: &BTreeSet<String>,
    config: &mut Config<'_>,
    file: Option<&ConfigFile>,
) -> Result<Ruleset, Failure> {
    let options = config.take_options();
    Ruleset::new(catalog, |id| selected.contains(id), &config.levels, options).map_err(|error| match (error, file) {
        (Rejected::Page(findings), _) => Failure::from(config::Mistakes(findings)),
        (Rejected::Options(error), Some(file)) => Failure::from(config::rejected(&file.source, &error)),
        (Rejected::Options(error), None) => Failure::Message(error.message().to_owned()),
    })
}

fn exclude(config: &Config<'_>, file: &ConfigFile) -> Result<Exclude, Failure> {
    let globs = config.exclude.iter().map(|glob| glob.value.as_str());
    Exclude::new(&file.directory, globs).map_err(|wrong| {
        let span = config.exclude.get(wrong.index).map(|glob| glob.span).unwrap_or_default();
        let message = format!("this glob can't be understood: {}", wrong.message);
        Failure::from(config::wrong(&file.source, span, message))
    })
}
