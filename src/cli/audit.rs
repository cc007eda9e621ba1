//! `oep45 audit`: what of OEP-45 each of several repositories delivers.

use super::choice::Choice;
use super::color::Color;
use super::failure::{Failure, tell};
use super::output::to_stdout;
use super::run::{Pardon, Run};
use super::{CLEAN, FOUND, TROUBLE, file, pages};
use crate::audit::{self, Audited, Facts, Scorecard, State, Verdict};
use crate::catalog::Catalog;
use crate::discover::{Place, in_words};
use clap::{Args, ValueEnum, ValueHint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The groups of OEP-45's own clauses.
const GROUPS: [&str; 3] = ["image", "settings", "operations"];

/// The group whose rules tell where they could not tell.
const ASKED: &str = "operations";

/// A run that takes no longer shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

const AFTER_HELP: &str = "\
Each repository is judged under its own configuration. What a comment, an amnesty or the configuration lives with
counts all the same, and is marked as accepted. docs/audit.md tells how verdicts come about.

Examples:
  oep45 audit                                  the repository around the working directory
  oep45 audit services/*                       a table of many
  oep45 audit --format html --output card.html services/*
  oep45 audit --fail-on never --format json .

Exit codes: 0 nothing at or above --fail-on, 1 something is, 2 something could not be checked, or nothing is a service.";

/// Arguments of `oep45 audit`.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Audit {
    /// Directories of repositories [default: .]
    #[arg(value_name = "REPO", value_hint = ValueHint::DirPath)]
    repositories: Vec<PathBuf>,

    /// How the scorecard is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Form,

    /// Write it to FILE instead of standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,

    /// The mildest verdict that makes the exit code 1
    #[arg(long, value_name = "VERDICT", default_value = "fail")]
    fail_on: FailOn,

    #[command(flatten)]
    choice: Choice,
}

/// How a scorecard is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A table, and what is left to do
    Human,
    /// For programs
    Json,
    /// For issues and summaries
    Markdown,
    /// One page that needs no other file
    Html,
}

/// Which verdicts fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// None
    Never,
    /// What is there in part, or not at all
    Partly,
    /// What is not there
    Fail,
}

impl Audit {
    /// Judge the repositories, write the scorecard, and give the exit code.
    pub(super) fn run(mut self, color: Color) -> Result<u8, Failure> {
        let place = pages::place()?;
        let catalog = pages::catalog(&self.choice.rules, &place)?;
        let counted = self.counted(&catalog)?;
        let of_groups = catalog.pages().filter(|page| page.default && GROUPS.contains(&page.group.as_ref()));
        let run: BTreeSet<String> = of_groups.map(|page| page.id.to_string()).chain(counted.iter().cloned()).collect();
        let choice = self.choice.elsewhere(place.directory(), run.into_iter().collect());
        if self.repositories.is_empty() {
            self.repositories.push(place.root().unwrap_or(place.directory()).to_path_buf());
        }
        let judging = Judging { choice, counted, color };
        let card = Scorecard { repositories: judging.all(&self.repositories, &place) };
        self.write(&card, &catalog, color)?;
        Ok(self.exit(&card))
    }

    /// The rules that count.
    fn counted(&self, catalog: &Catalog) -> Result<BTreeSet<String>, Failure> {
        let names = |given: &[String]| given.iter().map(|name| name.trim().to_owned()).collect::<Vec<_>>();
        let (select, ignore) = (names(&self.choice.select), names(&self.choice.ignore));
        let of = |names: &[String], ignore: &[String]| {
            let (names, ignore): (Vec<&str>, Vec<&str>) =
                (names.iter().map(String::as_str).collect(), ignore.iter().map(String::as_str).collect());
            let ids = catalog.resolve(&names, &ignore).map_err(|unknown| Failure::Message(unknown.to_string()))?;
            Ok::<_, Failure>(ids.into_iter().map(str::to_owned).collect::<BTreeSet<_>>())
        };
        let mut ids = of(&select, &ignore)?;
        ids.retain(|id| catalog.get(id).is_some_and(|page| GROUPS.contains(&page.group.as_ref())));
        if ids.is_empty() {
            let message = format!("no rule of {} is left to judge by", GROUPS.join(", "));
            return Err(Failure::Message(message));
        }
        Ok(ids)
    }

    fn write(&self, card: &Scorecard, catalog: &Catalog, color: Color) -> Result<(), Failure> {
        let colored = self.output.is_none() && color.on(&io::stdout());
        let write = |out: &mut dyn Write| match self.format {
            Form::Human => audit::human(card, colored, out),
            Form::Json => audit::json(card, out),
            Form::Markdown => audit::markdown(card, out),
            Form::Html => audit::html::write(card, catalog, out),
        };
        match &self.output {
            None => to_stdout(write),
            Some(path) => file::write(path, write)
                .map_err(|error| Failure::Message(format!("cannot write {}: {}", path.display(), in_words(&error)))),
        }
    }

    fn exit(&self, card: &Scorecard) -> u8 {
        for repository in &card.repositories {
            match &repository.state {
                State::Service { notices, .. } => {
                    for notice in notices {
                        tell("error", &format!("cannot check {notice}"));
                    }
                }
                State::Unchecked { reason } => tell("error", &format!("cannot audit {}: {reason}", repository.path)),
                State::NoService => {}
            }
        }
        let Some(worst) = card.worst() else {
            if !card.is_incomplete() {
                tell("error", "nothing to judge: no repository here is that of a service");
            }
            return TROUBLE;
        };
        let fails = match self.fail_on {
            FailOn::Never => false,
            FailOn::Partly => worst >= Verdict::Partly,
            FailOn::Fail => worst >= Verdict::Fail,
        };
        match (card.is_incomplete(), fails) {
            (true, _) => TROUBLE,
            (false, true) => FOUND,
            (false, false) => CLEAN,
        }
    }
}

/// How repositories are judged.
struct Judging {
    choice: Choice,
    counted: BTreeSet<String>,
    color: Color,
}

impl Judging {
    /// Judge all of `paths`, in parallel.
    fn all(&self, paths: &[PathBuf], place: &Place) -> Vec<Audited> {
        let bar = ProgressBar::with_draw_target(u64::try_from(paths.len()).ok(), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{pos}/{len} repositories {bar:30} {msg}") {
            bar.set_style(style);
        }
        let (started, on_terminal) = (Instant::now(), io::stderr().is_terminal());
        let one = |path: &PathBuf| {
            let audited = self.one(path, place);
            if on_terminal && bar.is_hidden() && started.elapsed() > PATIENCE {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            bar.inc(1);
            audited
        };
        let judged = paths.par_iter().map(one).collect();
        bar.finish_and_clear();
        judged
    }

    fn one(&self, path: &Path, place: &Place) -> Audited {
        let directory = place.directory().join(path);
        let unchecked = |reason: String| {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
            Audited {
                name: name.into_owned(),
                path: path.to_string_lossy().into_owned(),
                state: State::Unchecked { reason },
            }
        };
        if !directory.is_dir() {
            let there = if directory.exists() { "it is no directory" } else { "there is no such directory" };
            return unchecked(there.to_owned());
        }
        // From inside, so that paths and amnesties are the repository's own.
        let own = match Place::at(&directory) {
            Ok(own) => own,
            Err(reason) => return unchecked(reason),
        };
        let state = match self.state(&own) {
            Ok(state) => state,
            Err(failure) => {
                failure.tell(self.color);
                return unchecked(failure.to_string());
            }
        };
        let name =
            own.directory().file_name().map_or_else(|| own.directory().to_string_lossy(), |it| it.to_string_lossy());
        Audited { name: name.into_owned(), path: path.to_string_lossy().into_owned(), state }
    }

    fn state(&self, place: &Place) -> Result<State, Failure> {
        let mut run = Run::new(&self.choice, place, vec![PathBuf::from(".")], None, Some(ASKED), self.color)?;
        run.pardon(&Pardon::default(), place, self.color)?;
        let outcome = &run.outcome;
        if outcome.repositories == 0 {
            return Ok(State::NoService);
        }
        let read: Vec<&str> = outcome.beside.keys().map(String::as_str).collect();
        let facts = Facts {
            read: &read,
            findings: &outcome.findings,
            suppressed: &outcome.suppressed,
            spared: &outcome.spared,
            dockerfiles: outcome.files,
        };
        let ran = |rule: &str| self.counted.contains(rule) && run.runs(rule);
        let deliverables = audit::judge(facts, &run.catalog, ran, |rule| run.drops(rule));
        let notices = outcome.notices.iter().map(|notice| format!("{}: {}", notice.path, notice.message)).collect();
        Ok(State::Service { deliverables, notices })
    }
}
