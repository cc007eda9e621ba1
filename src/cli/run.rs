//! One run: every file under its own configuration, judged, and pardoned where there is an amnesty.

use super::amnesties::{self, Stored};
use super::color::Color;
use super::failure::Failure;
use super::input;
use super::rulesets::{AMNESTY, Choice, Judging, Rulesets};
use crate::catalog::Catalog;
use crate::config::FailOn;
use crate::discover::{Discovered, Place};
use crate::finding::{Finding, Notice};
use crate::pipeline::{self, Input, Outcome};
use clap::{Args, ValueHint};
use std::collections::BTreeMap;
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
    /// Paths of the Dockerfiles that a configuration excludes.
    pub(super) left_out: Vec<String>,
    /// The configuration of each file, by the path that findings have.
    judging: BTreeMap<String, Arc<Judging>>,
    /// Where amnesties are looked for.
    places: Vec<PathBuf>,
}

impl Run {
    /// Find the files of `paths` and judge them. A configuration that is wrong is told, and costs the files under it
    /// alone.
    ///
    /// # Errors
    /// What the command line says is wrong, or every configuration is.
    pub(super) fn new(
        choice: &Choice,
        place: &Place,
        paths: Vec<PathBuf>,
        stdin: Option<&Path>,
        color: Color,
    ) -> Result<Self, Failure> {
        let mut rulesets = Rulesets::new(choice, place);
        let here = rulesets.of(place.directory())?;
        let mut judging = BTreeMap::new();
        let mut inputs = Vec::new();
        let (mut any_dockerfile, mut left_out) = (false, Vec::new());
        let Discovered { files, repositories } = input::find(paths, stdin, place)?;
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
            judging.insert(found.path.clone(), Arc::clone(&own));
            inputs.push(input::of(found, &own));
        }
        let mut checkouts = Vec::new();
        for found in repositories {
            if let Some(own) = rulesets.of(&found.place)? {
                checkouts.push((input::checkout(found, &own), own));
            }
        }
        let mut notices = Vec::new();
        if judging.is_empty() && !rulesets.failures.is_empty() {
            return Err(rulesets.failures.swap_remove(0).1);
        }
        for (path, failure) in &rulesets.failures {
            failure.tell(color);
            notices.push(Notice {
                path: path.clone(),
                message: "the configuration is wrong, so the files under it were not judged".to_owned(),
            });
        }
        let (checkouts, owners): (Vec<_>, Vec<_>) = checkouts.into_iter().unzip();
        let mut outcome = pipeline::check(&inputs, &checkouts);
        for (path, rules) in &outcome.beside {
            let owner = owners.iter().find(|owner| Arc::ptr_eq(&owner.rules, rules));
            if let Some(owner) = owner {
                judging.entry(path.clone()).or_insert_with(|| Arc::clone(owner));
            }
        }
        outcome.notices.append(&mut notices);
        outcome.notices.sort();
        // That of the working directory first: a new amnesty goes beside it.
        let others = rulesets.judgings().filter(|other| here.as_ref().is_none_or(|here| !Arc::ptr_eq(here, other)));
        let known: Vec<&Arc<Judging>> = here.iter().chain(others).collect();
        let mut places: Vec<PathBuf> = known.iter().flat_map(|judging| judging.amnesties.clone()).collect();
        places.push(place.directory().join(AMNESTY));
        let catalog = union(&known);
        Ok(Self { outcome, catalog, any_dockerfile, inputs, left_out, judging, places })
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
                let mut amnesty = amnesties::together(&stored, place);
                let gone = |path: &str| !place.directory().join(path).exists();
                self.outcome.pardon(&mut amnesty, &self.inputs, gone);
            }
            // Nothing is pardoned then, and nothing is lost.
            Err(failure) => {
                failure.tell(color);
                let message = "the amnesty can't be read, so nothing is pardoned".to_owned();
                self.outcome.notices.push(Notice { path: failure.path().to_owned(), message });
            }
        }
        Ok(())
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

fn union(known: &[&Arc<Judging>]) -> Catalog {
    if let [only] = known {
        return only.catalog.clone();
    }
    Catalog::from_pages(known.iter().flat_map(|judging| judging.catalog.pages().cloned()).collect())
}
