//! From the configuration files of a run to the rules that judge each of its files.

use super::chain::{chain, read};
use super::choice::Choice;
use super::failure::Failure;
use super::per_file::{self, PerFile};
use super::shell_linter::ShellLinters;
use super::{amnesties, pages, selection};
use crate::catalog::Catalog;
use crate::config::{self, FailOn, Layers, Mistakes, Needs, ShellJudge};
use crate::discover::{ConfigFile, Exclude, Found, Nearest, Place, Unreadable, inside, rule_pages};
use crate::finding::Severity;
use crate::pipeline::{Rejected, Ruleset, ShellChecks};
use crate::text::Source;
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
    /// What is wrong with configurations.
    pub(super) failures: Vec<(String, Failure)>,
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
            failures: Vec::new(),
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
            Ok(judging) => {
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
            self.failures.push((path.clone(), failure));
            self.built.insert(path, None);
        }
        None
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

    fn build(&self, file: Option<&ConfigFile>) -> Result<Judging, Failure> {
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
        let (rules, per_file) = match (ruleset(&catalog, &selected, &layers), per_file) {
            (Ok(rules), Ok(per_file)) => {
                let rules = rules.everywhere(|page| selection::names(page, &layers, &self.choice.select));
                let wanted = selection::wanted(&catalog, &layers, &self.choice.select, &self.choice.ignore);
                (rules.with_policy(policy).wanting(wanted), per_file)
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
        Ok(Judging {
            rules: Arc::new(rules),
            fail_on: layers.fail_on().map(|fail_on| fail_on.value.value),
            amnesties: amnesties::places(&layers, &files)?,
            ignored: ignored(&layers, &catalog),
            per_file,
            catalog,
        })
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

fn ruleset(catalog: &Catalog, selected: &BTreeSet<String>, layers: &Layers<'_>) -> Result<Ruleset, Mistakes> {
    let levels: BTreeMap<String, Severity> =
        layers.levels().into_iter().map(|(id, level)| (id, level.value.value)).collect();
    let build = |selected: &dyn Fn(&str) -> bool, options: &BTreeMap<_, _>, source: &Arc<Source>| {
        Ruleset::new(catalog, selected, &levels, options).map_err(|rejected| match rejected {
            Rejected::Page(findings) => Mistakes(findings),
            Rejected::Options(error) => config::rejected(source, &error),
        })
    };
    // Each rule's options of each file are tried alone, so that all errors are shown, each in the right file.
    let mut wrong = Vec::new();
    for (layer, options) in layers.options_by_layer() {
        for (id, options) in options {
            let alone = BTreeMap::from([(id, options)]);
            wrong.extend(build(&|_| false, &alone, layers.source(layer)).err().into_iter().flat_map(|found| found.0));
        }
    }
    if !wrong.is_empty() {
        return Err(Mistakes(wrong));
    }
    let nearest = layers.nearest().cloned().unwrap_or_else(|| Arc::new(Source::new("", "")));
    build(&|id| selected.contains(id), &layers.options(), &nearest)
}

/// The rules that the configuration ignores, not merely a part of what they find.
fn ignored(layers: &Layers<'_>, catalog: &Catalog) -> BTreeSet<String> {
    let names = layers.ignore();
    let names: Vec<&str> = names.iter().map(|name| name.value.value.as_str()).collect();
    catalog.meant(&names).whole().map(str::to_owned).collect()
}
