//! One run: every file under its own configuration, judged, and pardoned where there is an amnesty.

use super::amnesties::{self, AMNESTY, Stored};
use super::choice::Choice;
use super::color::Color;
use super::contexts::Contexts;
use super::exclusion::Exclusion;
use super::failure::Failure;
use super::input::{self, Origin};
use super::rulesets::{Complaint, Judging, Rulesets};
use crate::catalog::Catalog;
use crate::config::{FailOn, Mistakes};
use crate::discover::{Discovered, Place, inside};
use crate::finding::{Applicability, Finding, Notice};
use crate::fix::Fixed;
use crate::pipeline::{self, Checkout, Input, Outcome};
use crate::text::Source;
use crate::triage::amnesty::Amnesty;
use clap::{Args, ValueHint};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which amnesty counts.
#[derive(Args, Default)]
pub(super) struct Pardon {
    /// The amnesty file; without it, `oep45-amnesty.json` beside the configuration and in the working directory
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_amnesty")]
    pub(super) amnesty: Option<PathBuf>,

    /// Report what the amnesty pardons
    #[arg(long)]
    pub(super) no_amnesty: bool,
}

/// The files of a run, and what was found in them.
pub(super) struct Run {
    pub(super) outcome: Outcome,
    /// The pages of all configurations.
    pub(super) catalog: Catalog,
    /// Whether there was anything to judge.
    pub(super) any_dockerfile: bool,
    pub(super) inputs: Vec<Input>,
    pub(super) checkouts: Vec<Checkout>,
    /// Where each file comes from, by the path that findings have.
    pub(super) origins: BTreeMap<String, Origin>,
    /// The directories that the trees of repositories don't leave.
    roots: Vec<PathBuf>,
    /// Paths of the Dockerfiles and directories that a configuration excludes.
    pub(super) left_out: Vec<String>,
    /// The configuration of each file, by the path that findings have.
    judging: BTreeMap<String, Arc<Judging>>,
    /// Where amnesties are looked for.
    places: Vec<PathBuf>,
    /// Those that pardon, once they are read.
    amnesty: Amnesty,
    /// What could not be checked whatever the files say.
    notices: Vec<Notice>,
    /// Ids of the rules that tell what they leave alone.
    asked: Vec<String>,
}

impl Run {
    /// Find the files of `paths` and judge them; the rules that `asked` names tell what they leave alone. A configuration
    /// that is wrong is told, and costs the files under it alone.
    ///
    /// # Errors
    /// What the command line says is wrong, or every configuration is.
    pub(super) fn new(
        choice: &Choice,
        place: &Place,
        paths: Vec<PathBuf>,
        stdin: Option<&Path>,
        asked: Option<&str>,
        color: Color,
    ) -> Result<Self, Failure> {
        let mut rulesets = Rulesets::new(choice, place);
        let exclusion = Exclusion::new(choice, place);
        let leave_out = |directory: &Path| exclusion.covers(directory);
        // The rules are compiled while the disk is asked for the files.
        let find = || input::find(paths, stdin, place, &leave_out);
        let (here, found) = rayon::join(|| rulesets.of(place.directory()), find);
        let (here, Discovered { files, repositories, mut left_out }) = (here?, found?);
        let mut judging = BTreeMap::new();
        let (mut inputs, mut origins) = (Vec::new(), BTreeMap::new());
        let mut contexts = Contexts::new(choice.context.as_deref(), place)?;
        let (mut any_dockerfile, mut notices) = (false, Vec::new());
        for found in files {
            let directory = found.place.parent().unwrap_or(place.directory());
            let Some(own) = rulesets.of(directory)? else {
                continue;
            };
            if own.leaves_out(&found) {
                left_out.extend(found.is_dockerfile().then_some(found.path));
                continue;
            }
            any_dockerfile |= found.named || found.is_dockerfile();
            let built = match contexts.of(&found, &own) {
                Ok(built) => built,
                Err(notice) => {
                    // Of each repository once.
                    if !notices.contains(&notice) {
                        notices.push(notice);
                    }
                    continue;
                }
            };
            judging.insert(found.path.clone(), Arc::clone(&own));
            origins.insert(found.path.clone(), Origin::of(&found));
            inputs.push(input::of(found, built, &own));
        }
        let (mut checkouts, mut roots) = (Vec::new(), Vec::new());
        for found in repositories {
            if let Some(own) = rulesets.of(&found.place)? {
                roots.push(found.tree.root().to_path_buf());
                checkouts.push((input::checkout(found, &own), own));
            }
        }
        if judging.is_empty() && !rulesets.complaints.is_empty() {
            return Err(rulesets.complaints.swap_remove(0).failure);
        }
        for Complaint { path, failure, cost } in &rulesets.complaints {
            failure.tell(color);
            notices.push(Notice { path: path.clone(), message: (*cost).to_owned() });
        }
        let (checkouts, owners): (Vec<_>, Vec<Arc<Judging>>) = checkouts.into_iter().unzip();
        // That of the working directory first: a new amnesty goes beside it.
        let others = rulesets.judgings().filter(|other| here.as_ref().is_none_or(|here| !Arc::ptr_eq(here, other)));
        let known: Vec<&Arc<Judging>> = here.iter().chain(others).collect();
        let mut places: Vec<PathBuf> = known.iter().flat_map(|judging| judging.amnesties.clone()).collect();
        let refused = |message| Failure::Message(format!("cannot read the amnesty {AMNESTY}: it {message}"));
        places.push(inside(place.directory(), AMNESTY).map_err(refused)?);
        let catalogs = known.iter().map(|judging| &judging.catalog);
        let catalog = Catalog::union(catalogs).map_err(|wrong| Failure::from(Mistakes(wrong)))?;
        let asked = match asked {
            Some(name) => catalog.named(name.trim()).map_err(|unknown| Failure::Message(unknown.to_string()))?,
            None => Vec::new(),
        };
        let asked = asked.into_iter().map(|page| page.id.to_string()).collect();
        let mut run = Self {
            outcome: Outcome::default(),
            catalog,
            any_dockerfile,
            inputs,
            checkouts,
            origins,
            roots,
            left_out,
            judging,
            places,
            amnesty: Amnesty::default(),
            notices,
            asked,
        };
        run.check(place);
        for (path, rules) in &run.outcome.beside {
            if let Some(owner) = owners.iter().find(|owner| Arc::ptr_eq(&owner.rules, rules)) {
                run.judging.entry(path.clone()).or_insert_with(|| Arc::clone(owner));
            }
        }
        Ok(run)
    }

    /// Judge the files as they are now.
    pub(super) fn check(&mut self, place: &Place) {
        let asked: Vec<&str> = self.asked.iter().map(String::as_str).collect();
        self.outcome = pipeline::check_and_ask(&self.inputs, &self.checkouts, &asked);
        self.outcome.notices.extend(self.notices.iter().cloned());
        self.outcome.notices.sort();
        self.outcome.pardon(&mut self.amnesty.clone(), &self.inputs, |path| gone(path, place));
    }

    /// Fix the files, in memory: each once, whatever its names.
    pub(super) fn fix(&mut self, most: Applicability, place: &Place) -> Vec<Fixed> {
        let mut targets = BTreeSet::new();
        let first = |(path, origin): (&String, &Origin)| targets.insert(origin.target()).then(|| path.clone());
        let names: BTreeSet<String> = self.origins.iter().filter_map(first).collect();
        let another = |path: &str| self.origins.contains_key(path) && !names.contains(path);
        let amnesty = &self.amnesty;
        let fixable = |mut outcome: Outcome, inputs: &[Input]| {
            outcome.pardon(&mut amnesty.clone(), inputs, |path| gone(path, place));
            outcome.findings.retain(|finding| !another(finding.primary.source.path()));
            outcome.findings
        };
        let found = self.outcome.findings.iter().filter(|finding| !another(finding.primary.source.path())).cloned();
        let judge = |inputs: &[Input], checkouts: &[Checkout]| fixable(pipeline::check(inputs, checkouts), inputs);
        pipeline::fix(&mut self.inputs, &mut self.checkouts, most, found.collect(), judge)
    }

    /// Let files have other texts.
    pub(super) fn revise(&mut self, texts: &[Arc<Source>]) {
        pipeline::revise(&mut self.inputs, &mut self.checkouts, texts);
    }

    /// Suppress what the amnesty pardons.
    ///
    /// # Errors
    /// The amnesty can't be read.
    pub(super) fn pardon(&mut self, pardon: &Pardon, place: &Place, color: Color) -> Result<(), Failure> {
        if pardon.no_amnesty {
            return Ok(());
        }
        if let Some(path) = pardon.amnesty.as_ref().filter(|path| !path.exists()) {
            return Err(Failure::Message(format!(
                "there is no amnesty {}; `oep45 amnesty write` makes one",
                path.display()
            )));
        }
        match self.stored(pardon, place) {
            Ok(stored) => {
                self.amnesty = amnesties::together(&stored, place);
                self.outcome.pardon(&mut self.amnesty.clone(), &self.inputs, |path| gone(path, place));
            }
            // Nothing is pardoned then, and nothing is lost.
            Err(failure) => {
                failure.tell(color);
                let message = "the amnesty can't be read, so nothing is pardoned".to_owned();
                self.notice(Notice { path: failure.path().to_owned(), message });
            }
        }
        Ok(())
    }

    /// Tell that something could not be done.
    pub(super) fn notice(&mut self, notice: Notice) {
        self.outcome.notices.push(notice.clone());
        self.notices.push(notice);
    }

    /// The amnesty files that count.
    ///
    /// # Errors
    /// One of them can't be read.
    pub(super) fn stored(&self, pardon: &Pardon, place: &Place) -> Result<Vec<Stored>, Failure> {
        match &pardon.amnesty {
            Some(path) => amnesties::read(std::slice::from_ref(path), place),
            None => amnesties::read(&self.places, place),
        }
    }

    /// Where the file that findings call `path` comes from: an input, or a file that a repository is judged by.
    pub(super) fn origin(&self, path: &str, place: &Place) -> Option<Origin> {
        if let Some(known) = self.origins.get(path) {
            return Some(known.clone());
        }
        let there = place.directory().join(path).canonicalize().ok()?;
        let root = self.roots.iter().find(|root| self.outcome.beside.contains_key(path) && there.starts_with(root))?;
        Some(Origin::Disk { root: root.clone(), place: there })
    }

    /// Where a new amnesty goes: beside the configuration, or else into the working directory.
    pub(super) fn home(&self) -> PathBuf {
        self.places.first().cloned().unwrap_or_else(|| AMNESTY.into())
    }

    /// Whether the file that findings call `path` was judged.
    pub(super) fn checked(&self, path: &str) -> bool {
        self.judging.contains_key(path)
    }

    /// Whether it was judged by `rule`.
    pub(super) fn judged(&self, path: &str, rule: &str) -> bool {
        self.judging.get(path).is_some_and(|judging| judging.rules.severity(rule).is_some())
    }

    /// Whether it would have been judged by `rule`, were that one's page not wrong.
    pub(super) fn lacks(&self, path: &str, rule: &str) -> bool {
        self.judging.get(path).is_some_and(|judging| judging.broken.contains(rule))
    }

    /// Whether `rule` judged any file.
    pub(super) fn runs(&self, rule: &str) -> bool {
        self.judging.values().any(|judging| judging.rules.severity(rule).is_some())
    }

    /// Whether a configuration ignores `rule`.
    pub(super) fn drops(&self, rule: &str) -> bool {
        self.judging.values().any(|judging| judging.ignored.contains(rule))
    }

    /// Whether nothing may suppress `finding`.
    pub(super) fn locks(&self, finding: &Finding) -> bool {
        let path = finding.primary.source.path();
        self.judging.get(path).is_some_and(|judging| judging.rules.locks(&finding.rule))
    }

    /// Whether `finding` fails the run, `given` going before the configuration of its file.
    pub(super) fn fails(&self, finding: &Finding, given: Option<FailOn>) -> bool {
        let own = || self.judging.get(finding.primary.source.path()).and_then(|judging| judging.fail_on);
        given.or_else(own).unwrap_or_default().fails(finding.severity)
    }
}

fn gone(path: &str, place: &Place) -> bool {
    !place.directory().join(path).exists()
}
