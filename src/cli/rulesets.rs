//! From the configuration files of a run to the rules that judge each of its files.

use super::chain::{chain, read};
use super::choice::Choice;
use super::failure::Failure;
use super::per_file::{self, PerFile};
use super::shell_linter::ShellLinters;
use super::{amnesties, build, pages, selection};
use crate::catalog::{Catalog, Page};
use crate::config::{self, FailOn, Layers, Mistakes, Needs, ShellJudge};
use crate::discover::{ConfigFile, Exclude, Found, Nearest, Place, Unreadable, inside, rule_pages};
use crate::finding::Finding;
use crate::pipeline::{Ruleset, ShellChecks};
use crate::triage::{Policy, exempt::Exemption};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The rules under one configuration, and what it says of the files.
pub(super) struct Judging {
    pub(super) rules: Arc<Ruleset>,
    pub(super) catalog: Catalog,
    pub(super) fail_on: Option<FailOn>,
    /// Where the amnesty is looked for, the configured place first.
    pub(super) amnesties: Vec<PathBuf>,
    /// The rules that the configuration ignores.
    pub(super) ignored: BTreeSet<String>,
    /// The rules that do not run, since their pages are wrong.
    pub(super) broken: BTreeSet<String>,
    per_file: PerFile,
}

impl Judging {
    /// Whether `found` is left out.
    pub(super) fn leaves_out(&self, found: &Found) -> bool {
        !found.named && self.excludes(&found.place)
    }

    /// Whether the file at `place`, an absolute path, is excluded.
    pub(super) fn excludes(&self, place: &Path) -> bool {
        self.per_file.excludes(place)
    }

    /// What the file at `place`, an absolute path, is excepted from.
    pub(super) fn exemptions(&self, place: &Path) -> Vec<Arc<Exemption>> {
        self.per_file.exemptions(place)
    }

    /// The build context of the file at `place`, an absolute path, if the configuration says which it is.
    pub(super) fn context(&self, place: &Path) -> Option<&Path> {
        self.per_file.context(place)
    }
}

/// The configurations of a run, each built once.
pub(super) struct Rulesets<'p> {
    choice: &'p Choice,
    place: &'p Place,
    nearest: Nearest<'p>,
    /// The file of `--config`, once it is read.
    given: Option<Arc<ConfigFile>>,
    /// Once somebody asks for one.
    shell_linters: OnceCell<ShellLinters>,
    /// By the path of the configuration; one that is wrong is told once.
    built: BTreeMap<String, Option<Arc<Judging>>>,
    /// What is wrong with configurations and rule pages.
    pub(super) complaints: Vec<Complaint>,
}

/// What is wrong with a configuration or a rule page, and what comes of it.
pub(super) struct Complaint {
    /// The file that is wrong.
    pub(super) path: String,
    pub(super) failure: Failure,
    /// What was not done, in words that stand behind the path.
    pub(super) cost: &'static str,
}

impl<'p> Rulesets<'p> {
    /// Nothing read yet.
    pub(super) fn new(choice: &'p Choice, place: &'p Place) -> Self {
        Self {
            choice,
            place,
            nearest: Nearest::new(place),
            given: None,
            shell_linters: OnceCell::new(),
            built: BTreeMap::new(),
            complaints: Vec::new(),
        }
    }

    /// The configuration of the files in `directory`; `None` where it is wrong.
    ///
    /// # Errors
    /// What the command line says is wrong.
    pub(super) fn of(&mut self, directory: &Path) -> Result<Option<Arc<Judging>>, Failure> {
        let file = match self.file(directory)? {
            Ok(file) => file,
            Err(unreadable) => {
                let path = unreadable.path.clone();
                return Ok(self.refuse(path, Failure::from(unreadable)));
            }
        };
        let path = file.as_ref().map_or("", |file| file.source.path());
        if let Some(built) = self.built.get(path) {
            return Ok(built.clone());
        }
        let path = path.to_owned();
        match self.build(file.as_deref()) {
            Ok((judging, wrong_pages)) => {
                self.complain_of_pages(&wrong_pages);
                let judging = Some(Arc::new(judging));
                self.built.insert(path, judging.clone());
                Ok(judging)
            }
            Err(failure @ Failure::Message(_)) => Err(failure),
            Err(failure) => Ok(self.refuse(path, failure)),
        }
    }

    /// The file that configures `directory`, if one does; the inner error: it is there and can't be read.
    ///
    /// # Errors
    /// The file of `--config` can't be read.
    pub(super) fn file(&mut self, directory: &Path) -> Result<Result<Option<Arc<ConfigFile>>, Unreadable>, Failure> {
        if let (Some(path), None) = (&self.choice.config, &self.given) {
            self.given = Some(Arc::new(self.nearest.at(path)?));
        }
        Ok(match &self.given {
            Some(given) => Ok(Some(Arc::clone(given))),
            None if self.choice.no_config => Ok(None),
            None => self.nearest.of(directory),
        })
    }

    /// What `file` and those that it extends leave out; nothing where they are wrong, which is told once a file is judged
    /// under them.
    pub(super) fn exclude(&self, file: &ConfigFile) -> Vec<Exclude> {
        let Ok((files, catalog)) = self.chained(Some(file)) else { return Vec::new() };
        let Ok(layers) = read(&files, &catalog) else { return Vec::new() };
        let directories: Vec<&Path> = files.iter().map(|file| file.directory.as_path()).collect();
        per_file::exclude(&layers, &directories).unwrap_or_default()
    }

    fn refuse(&mut self, path: String, failure: Failure) -> Option<Arc<Judging>> {
        if !self.built.contains_key(&path) {
            let cost = "the configuration is wrong, so the files under it were not judged";
            self.complaints.push(Complaint { path: path.clone(), failure, cost });
            self.built.insert(path, None);
        }
        None
    }

    /// A page that is wrong costs its own rule alone; it is told once, whoever asks for the page.
    fn complain_of_pages(&mut self, wrong: &[Finding]) {
        for page in wrong.chunk_by(|one, next| one.primary.source.path() == next.primary.source.path()) {
            let path = page[0].primary.source.path().to_owned();
            if !self.complaints.iter().any(|told| told.path == path) {
                let failure = Mistakes(page.to_vec()).into();
                self.complaints.push(Complaint { path, failure, cost: "the page is wrong, so its rule did not run" });
            }
        }
    }

    /// The files that configure `directory`, the nearest first, and the pages that are known there.
    ///
    /// # Errors
    /// One of them can't be read.
    pub(super) fn files(&mut self, directory: &Path) -> Result<(Vec<ConfigFile>, Catalog), Failure> {
        let file = self.nearest.of(directory)?;
        self.chained(file.as_deref())
    }

    fn chained(&self, file: Option<&ConfigFile>) -> Result<(Vec<ConfigFile>, Catalog), Failure> {
        let files = file.map_or(Ok(Vec::new()), |file| chain(&self.nearest, file))?;
        let catalog = self.catalog(&files)?;
        Ok((files, catalog))
    }

    /// Every configuration that could be built, once.
    pub(super) fn judgings(&self) -> impl Iterator<Item = &Arc<Judging>> {
        self.built.values().flatten()
    }

    /// The rules of a configuration, and what is wrong with pages.
    fn build(&self, file: Option<&ConfigFile>) -> Result<(Judging, Vec<Finding>), Failure> {
        let (files, catalog) = self.chained(file)?;
        let layers = read(&files, &catalog)?;
        layers.check(&catalog)?;
        let selected = selection::rules(&catalog, &layers, &self.choice.select, &self.choice.ignore)?;
        let policy = Policy {
            comments: !self.choice.no_ignores,
            reasons: layers.reasons().is_none_or(|reasons| reasons.value.value),
            locked: layers.locked_ids(&catalog),
        };
        let directories: Vec<&Path> = files.iter().map(|file| file.directory.as_path()).collect();
        // All that is wrong is told at once.
        let per_file = PerFile::of(&layers, &directories, &catalog);
        let (rules, wrong_pages, per_file) = match (build::rules(&catalog, &selected, &layers), per_file) {
            (Ok((rules, wrong_pages)), Ok(per_file)) => {
                let rules = rules.everywhere(|page| selection::names(page, &layers, &self.choice.select));
                let wanted = selection::wanted(&catalog, &layers, &self.choice.select, &self.choice.ignore);
                (rules.with_policy(policy).wanting(wanted), wrong_pages, per_file)
            }
            (rules, per_file) => {
                let wrong = [rules.err(), per_file.err()];
                return Err(Mistakes(wrong.into_iter().flatten().flat_map(|wrong| wrong.0).collect()).into());
            }
        };
        let rules = match self.shell(&layers) {
            Some(shell) => rules.with_shell(shell),
            None => rules,
        };
        let is_broken = |page: &&Page| wrong_pages.iter().any(|wrong| wrong.primary.source.path() == page.path);
        let judging = Judging {
            rules: Arc::new(rules),
            fail_on: layers.fail_on().map(|fail_on| fail_on.value.value),
            amnesties: amnesties::places(&layers, &files)?,
            ignored: ignored(&layers, &catalog),
            broken: catalog.pages().filter(is_broken).map(|page| page.id.to_string()).collect(),
            per_file,
            catalog,
        };
        Ok((judging, wrong_pages))
    }

    /// What ShellCheck judges, if anybody asks for it.
    fn shell(&self, layers: &Layers<'_>) -> Option<ShellChecks> {
        let configured = layers.shellcheck().and_then(|configured| configured.value.value);
        let given = self.choice.shellcheck;
        let asked = given.is_some() || configured.is_some();
        let (only, without) = selection::shellcheck(layers, &self.choice.select, &self.choice.ignore, asked)?;
        let levels = layers.levels().into_iter().map(|(id, level)| (id, level.value.value)).collect();
        // An option without a value leaves it to the configuration who judges.
        let judge = given.filter(|given| *given != ShellJudge::Any).or(configured).unwrap_or_default();
        let linter = self.shell_linters.get_or_init(ShellLinters::new).of(judge);
        Some(ShellChecks { linter, only, without, levels })
    }

    /// The pages of the command line and those that the files ask for.
    fn catalog(&self, files: &[ConfigFile]) -> Result<Catalog, Failure> {
        let mut sources = pages::read(&self.choice.rules, self.place)?;
        let mut wrong = Vec::new();
        for file in files {
            for pages in Needs::of(&file.source, file.kind).rule_pages {
                let refused = |message: String| vec![format!("{}: {message}", pages.value)];
                let read = inside(&file.directory, &pages.value).map_err(refused);
                let read = read.and_then(|directory| rule_pages(self.place, &directory));
                match read {
                    Ok(pages) => sources.extend(pages),
                    Err(messages) => {
                        let of = |message: String| config::wrong(&file.source, pages.span, message).0;
                        wrong.extend(messages.into_iter().flat_map(of));
                    }
                }
            }
        }
        if wrong.is_empty() { pages::with_pages(&sources) } else { Err(Mistakes(wrong).into()) }
    }
}

/// The rules that the configuration ignores, not merely a part of what they find.
fn ignored(layers: &Layers<'_>, catalog: &Catalog) -> BTreeSet<String> {
    let names = layers.ignore();
    let names: Vec<&str> = names.iter().map(|name| name.value.value.as_str()).collect();
    catalog.meant(&names).whole().map(str::to_owned).collect()
}
