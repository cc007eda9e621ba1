//! `oep45 check`: find, judge, report.

use super::choice::Choice;
use super::color::Color;
use super::failure::{self, Failure};
use super::fixes::{self, Fixing};
use super::output::{Outputs, Target};
use super::run::{Pardon, Run};
use super::{CLEAN, FOUND, TROUBLE, git, pages, shell_linter, statistics, summary, why};
use crate::config::FailOn;
use crate::report::{Format, Options, Report, Root};
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use std::io;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
A directory is searched for Dockerfile, Dockerfile.*, *.Dockerfile, Containerfile and the like,
and for templates of these such as Dockerfile.j2. Makefiles and GitHub workflows are read as well
where a rule looks at the commands that they run. Files that git ignores are left out. A file that
is named is checked whatever its name.

A directory that is the whole repository of a service is judged as such too: its settings,
operations manual, change log and publishing. `--ignore settings,operations` leaves that out.

The nearest oep45.toml above a file, or pyproject.toml with a [tool.oep45] table, configures how it is checked.

Examples:
  oep45 check                                      every Dockerfile below the working directory
  oep45 check --select image,operations            two groups of rules
  oep45 check --ignore missing-cmd --fail-on error
  oep45 check --format json --output report.json   to a file instead of standard output
  oep45 check --output sarif:oep45.sarif           to a file as well
  oep45 check --context . docker/lms               built from here, not from docker/lms
  oep45 check --diff-base origin/main              what a pull request brings
  oep45 check --fix                                mend what can be mended safely, and report the rest
  oep45 check --diff --unsafe-fixes                what all fixes would change
  oep45 check --stdin-filename Dockerfile - < draft

Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 something could not be checked.
With --diff: 0 nothing to change, 1 something.";

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

    #[command(flatten)]
    choice: Choice,

    /// Count the findings of each rule instead of listing them
    #[arg(long, conflicts_with_all = ["format", "output"])]
    statistics: bool,

    /// Say why RULE reports nothing in the files
    #[arg(long, value_name = "RULE", conflicts_with_all = ["format", "output", "statistics"])]
    why_not: Option<String>,

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

    /// Keep to the findings whose every line differs from where the working tree left REF
    #[arg(long, value_name = "REF", value_parser = NonEmptyStringValueParser::new())]
    diff_base: Option<String>,

    #[command(flatten)]
    fixing: Fixing,

    #[command(flatten)]
    pardon: Pardon,
}

impl Check {
    /// Check, report, and give the exit code.
    pub(super) fn run(self, color: Color) -> Result<u8, Failure> {
        let mut outputs = Outputs::new(self.format, self.output)?;
        if self.sarif_category.is_some() && !outputs.write_as(Format::Sarif) {
            let message = "--sarif-category is about the SARIF report; ask for one with `--output sarif:FILE`";
            return Err(Failure::Message(message.to_owned()));
        }
        let place = pages::place()?;
        let root = match place.elsewhere(&self.paths) {
            Some((directory, root)) => Root::Outside { directory, root },
            None => Root::Inside(place.in_repository()),
        };
        let changes = self.diff_base.map(|base| git::changes_since(&base, &place)).transpose()?;
        let mut run =
            Run::new(&self.choice, &place, self.paths, self.stdin_filename.as_deref(), self.why_not.as_deref(), color)?;
        if !run.any_dockerfile && run.outcome.repositories == 0 {
            failure::tell("warning", "found no Dockerfile; name a file to check it whatever its name");
        }
        run.pardon(&self.pardon, &place, color)?;
        if let Some(changes) = changes {
            let inside = place.in_repository();
            run.outcome.findings.retain(|finding| changes.holds(finding, &inside));
        }

        if let Some(rule) = &self.why_not {
            return why::not(rule, &run);
        }
        let changes = self.fixing.changes(&mut run, &place)?;
        if self.fixing.diff {
            let any = fixes::show(&changes, &run, color)?;
            failure::tell_notices(&run.outcome);
            return Ok(if !run.outcome.notices.is_empty() {
                TROUBLE
            } else if any && !self.exit_zero {
                FOUND
            } else {
                CLEAN
            });
        }
        outputs.stdout_is_taken = self.fixing.takes_stdout(&run);
        let fixed = self.fixing.apply(&changes, &mut run, &place)?;
        let outcome = &run.outcome;
        let report = Report {
            findings: &outcome.findings,
            suppressed: &outcome.suppressed,
            catalog: &run.catalog,
            notices: &outcome.notices,
            files: outcome.files,
            repositories: outcome.repositories,
            fixed,
        };
        let options = Options {
            color: if outputs.stdout_is_taken { color.on(&io::stderr()) } else { color.on(&io::stdout()) },
            root,
            web: summary::web(),
            sarif_category: self.sarif_category,
            suppressed: self.show_suppressed,
        };
        let written = if self.statistics { statistics::write(outcome) } else { outputs.write(&report, &options) };
        failure::tell_notices(outcome);
        shell_linter::tell(outcome);
        written?;

        let given = if self.exit_zero { Some(FailOn::Never) } else { self.fail_on };
        let code = if !outcome.notices.is_empty() {
            TROUBLE
        } else if outcome.findings.iter().any(|finding| run.fails(finding, given)) {
            FOUND
        } else {
            CLEAN
        };
        // The program ends here: giving back its many pieces of memory one by one would take longer than to report them.
        std::mem::forget(run);
        Ok(code)
    }
}
