//! Repositories, judged as a whole before their files are: what is found waits, by file, until that file's turn comes, so
//! that comments and exceptions see all that was found in it at once.

use super::guard::guarded;
use super::judging::Subject;
use super::{Input, Outcome, Ruleset, TRIAGE};
use crate::finding::{Finding, Label, Notice, Spared};
use crate::repo::{Language, NoService, Repository, Unparsed};
use crate::text::{Files, Source};
use crate::triage::exempt::Exemption;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A directory to judge as a repository.
pub struct Checkout {
    /// The path that notices name.
    pub path: String,
    /// The same directory's path inside `files`.
    pub tree_path: String,
    /// The tree that it stands in.
    pub files: Arc<dyn Files>,
    /// The rules that judge it.
    pub rules: Arc<Ruleset>,
    /// Whether a file, by its path inside `files`, is not to be looked at.
    pub leaves_out: Box<dyn Fn(&str) -> bool + Send + Sync>,
    /// What the configuration excepts a file from, by its path inside `files`.
    pub exempt: Exempt,
}

/// Tells what is excepted at a path.
type Exempt = Box<dyn Fn(&str) -> Vec<Arc<Exemption>> + Send + Sync>;

/// A file that the verdict on a repository rests on, and what was found in it.
pub(super) struct Beside {
    pub(super) source: Arc<Source>,
    pub(super) findings: Vec<Finding>,
    pub(super) exempt: Vec<Arc<Exemption>>,
    pub(super) rules: Arc<Ruleset>,
}

/// What was found in repositories.
#[derive(Default)]
pub(super) struct Judged {
    /// By the path that findings name.
    pub(super) beside: BTreeMap<String, Beside>,
    pub(super) notices: Vec<Notice>,
    pub(super) spared: Vec<Spared>,
    /// Number of repositories that were judged.
    pub(super) count: usize,
}

/// Judge every one of `checkouts` that is a service's.
pub(super) fn judge(checkouts: &[Checkout], asked: &[&str]) -> Judged {
    let wanted = checkouts.par_iter().filter(|checkout| checkout.rules.wants_repository());
    let one = |checkout: &Checkout| {
        let failed = |notice| Judged { notices: vec![notice], ..Judged::default() };
        guarded(&checkout.path, "reading the repository", || judge_one(checkout, asked)).unwrap_or_else(failed)
    };
    let parts: Vec<Judged> = wanted.map(one).collect();
    let mut all = Judged::default();
    for part in parts {
        for (path, beside) in part.beside {
            match all.beside.get_mut(&path) {
                Some(known) => known.take(beside.findings),
                None => _ = all.beside.insert(path, beside),
            }
        }
        all.notices.extend(part.notices);
        all.spared.extend(part.spared);
        all.count += part.count;
    }
    all
}

fn judge_one(checkout: &Checkout, asked: &[&str]) -> Judged {
    let repository = Repository::new(checkout.files.as_ref(), &checkout.tree_path, &checkout.leaves_out);
    let Some(service) = repository.service() else { return spared(checkout, &repository, asked).unwrap_or_default() };
    let subject = Subject::Service(service, &repository);
    let Outcome { findings, mut notices, spared, .. } = checkout.rules.judge(subject, &service.source, asked);
    let mut tell = |path: String, message: String| {
        let path = if checkout.path == "." { path } else { format!("{}/{path}", checkout.path) };
        notices.push(Notice { path, message });
    };
    for path in repository.unreadable() {
        tell(path, "no regular file of up to 1 MiB inside the repository, so it was not read".to_owned());
    }
    for Unparsed { path, line, language, message } in repository.unparsed() {
        tell(
            path,
            match language {
                Language::Python => {
                    format!("line {line} can't be read as Python, so some of its settings may be missing")
                }
                Language::Yaml => {
                    format!("line {line} can't be read as YAML ({message}), so nothing from there on was looked at")
                }
            },
        );
    }
    if repository.is_exhausted() {
        let message = "workflows run more than 16 MiB of Makefiles and scripts; the rest was not followed".to_owned();
        notices.push(Notice { path: checkout.path.clone(), message });
    }
    let mut judged = Judged { notices, spared, count: 1, ..Judged::default() };
    for (path, source) in repository.read() {
        judged.rest_on(checkout, &repository, &path, source);
    }
    for finding in findings {
        // A rule can only point at what it has read.
        if let Some(beside) = judged.beside.get_mut(finding.primary.source.path()) {
            beside.findings.push(finding);
        }
    }
    judged
}

/// What the rules called `asked` say of what is no service's repository: nothing, and why.
fn spared(checkout: &Checkout, repository: &Repository<'_>, asked: &[&str]) -> Option<Judged> {
    let active = checkout.rules.active.iter().filter(|active| asked.contains(&active.id.as_ref()));
    let mut asked = active.filter(|active| active.rule.wants_repository()).peekable();
    asked.peek()?;
    let NoService { path, why } = repository.no_service()?;
    // What is missing stands nowhere: people look at the Dockerfile.
    let path = path.as_ref().or_else(|| repository.dockerfiles().first())?;
    let source = repository.text(path)?;
    let message = format!("no service: {why}");
    let place = Label { source: Arc::clone(&source), span: source.first_line(), message };
    let spared = asked.map(|active| Spared { rule: active.id.clone(), place: place.clone() }).collect();
    let mut judged = Judged { spared, ..Judged::default() };
    judged.rest_on(checkout, repository, path, source);
    Some(judged)
}

impl Beside {
    /// Take findings of another reading of the same file.
    pub(super) fn take(&mut self, findings: Vec<Finding>) {
        let source = &self.source;
        self.findings.extend(findings.into_iter().map(|finding| at(source, finding)));
    }

    /// The findings, in `source`: the same file, read as another one.
    pub(super) fn findings_in(&self, source: &Arc<Source>) -> Vec<Finding> {
        self.findings.iter().cloned().map(|finding| at(source, finding)).collect()
    }

    /// Triage the findings of a file that is judged as nothing else.
    fn triage(self, outcome: &mut Outcome) {
        let Self { source, mut findings, exempt, rules } = self;
        let triage = || {
            rules.triage_beside(&exempt, &source, &mut findings);
            super::anchors::in_lines(&mut findings, &source);
        };
        outcome.notices.extend(guarded(source.path(), TRIAGE, triage).err());
        outcome.findings.extend(findings);
    }
}

/// `finding` with its labels in `source`, where they are in the very same text: what one of them masks, all have to.
pub(super) fn at(source: &Arc<Source>, mut finding: Finding) -> Finding {
    // Many findings stand in one reading: its text is compared by its place in memory first.
    let same = |other: &Arc<Source>| {
        !Arc::ptr_eq(other, source) && other.path() == source.path() && other.text() == source.text()
    };
    let move_label = |label: &mut Label| {
        if same(&label.source) {
            label.source = Arc::clone(source);
        }
    };
    move_label(&mut finding.primary);
    finding.labels.iter_mut().for_each(move_label);
    for masked in finding.masked.iter_mut().filter(|masked| same(&masked.source)) {
        masked.source = Arc::clone(source);
    }
    finding
}

impl Judged {
    /// The verdict rests on `source`, the file at `path` of `repository`.
    fn rest_on(&mut self, checkout: &Checkout, repository: &Repository<'_>, path: &str, source: Arc<Source>) {
        let exempt = (checkout.exempt)(&repository.in_files(path));
        let rules = Arc::clone(&checkout.rules);
        let beside = Beside { source, findings: Vec::new(), exempt, rules };
        self.beside.insert(beside.source.path().to_owned(), beside);
    }

    /// Triage what was found in files that none of `inputs` is.
    pub(super) fn finish(self, inputs: &[Input], outcome: &mut Outcome) {
        let inputs: BTreeSet<&str> = inputs.iter().map(|input| input.path.as_str()).collect();
        for (path, beside) in self.beside {
            outcome.beside.insert(path.clone(), Arc::clone(&beside.rules));
            if !inputs.contains(path.as_str()) {
                beside.triage(outcome);
            }
        }
        outcome.notices.extend(self.notices);
        outcome.spared.extend(self.spared);
        outcome.repositories = self.count;
    }
}
