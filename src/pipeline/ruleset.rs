//! The rules of one configuration, built once, and run on file after file.

use super::checkouts::Beside;
use super::elsewhere::Elsewhere;
use super::{Input, ShellChecks};
use crate::catalog::{Catalog, Page, Wanted, is_shellcheck};
use crate::finding::{Finding, Severity};
use crate::parse::Tree;
use crate::rules::declared::{self, Battery, Rejected};
use crate::rules::{self, Rule};
use crate::text::{FileKind, Source};
use crate::triage::exempt::{self, Exemption};
use crate::triage::{self, Policy, checks, ignores, yielding};
use serde::Deserialize;
use serde::de::DeserializeSeed;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

/// The rules that judge a file, and what becomes of what they find.
pub struct Ruleset {
    pub(super) active: Vec<Active>,
    /// Which of them pages declare: they judge together.
    pub(super) declared: Range<usize>,
    pub(super) battery: Battery,
    /// Of the rules that judge how findings are suppressed.
    triage: Vec<(&'static str, Severity)>,
    /// Experimental ones, which wait for a file to ask for them.
    waiting: BTreeSet<String>,
    catalog: Catalog,
    policy: Policy,
    shell: Option<ShellChecks>,
    /// Of rules of which a part is asked for, which.
    pub(super) wanted: Wanted,
}

/// What a rule looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    File,
    Repository,
}

/// The options of a rule that has none.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoOptions {}

pub(super) struct Active {
    pub(super) id: Cow<'static, str>,
    pub(super) severity: Severity,
    pub(super) rule: Arc<dyn Rule>,
}

impl fmt::Debug for Ruleset {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.active.iter().map(|active| &active.id)).finish()
    }
}

impl Ruleset {
    /// Build the rules that `selected` names. `options` and `levels` are by rule id.
    ///
    /// # Errors
    /// Options that a rule does not take, and pages whose `[match]` table is wrong.
    pub fn new(
        catalog: &Catalog,
        selected: impl Fn(&str) -> bool,
        levels: &BTreeMap<String, Severity>,
        options: &BTreeMap<String, Spanned<DeValue<'_>>>,
    ) -> Result<Self, Rejected> {
        let severity = |id: &str| {
            let page = catalog.get(id);
            levels.get(id).copied().or(page.map(|page| page.level)).unwrap_or(Severity::Warning)
        };
        let given = |id: &str| options.get(id).cloned().map(ValueDeserializer::from);
        let mut active = Vec::new();
        let mut wrong = Vec::new();
        for entry in rules::all() {
            // A page of an operator's own may take the place of code.
            if catalog.get(entry.id).is_some_and(|page| page.declares) {
                continue;
            }
            if entry.home != entry.id
                && let Some(own) = given(entry.id)
            {
                Elsewhere(entry.home).deserialize(own)?;
            }
            let built = (entry.build)(given(entry.home))?;
            if selected(entry.id) {
                let id = Cow::Borrowed(entry.id);
                active.push(Active { id, severity: severity(entry.id), rule: built.into() });
            }
        }
        let first_declared = active.len();
        let mut together = Vec::new();
        for page in catalog.pages().filter(|page| page.declares) {
            let given = given(&page.id);
            let runs = selected(&page.id);
            // Nobody's options are left unread; without any, a page is read when its rule runs.
            if !runs && given.is_none() {
                continue;
            }
            let source = Arc::new(Source::new(page.path.as_ref(), page.markdown.as_ref()));
            match declared::compile(page, &source, given) {
                Ok(rule) if runs => {
                    let rule = Arc::new(rule);
                    together.push(Arc::clone(&rule));
                    active.push(Active { id: page.id.clone(), severity: severity(&page.id), rule });
                }
                Ok(_) => {}
                Err(Rejected::Page(findings)) => wrong.extend(findings),
                Err(options) => return Err(options),
            }
        }
        if !wrong.is_empty() {
            return Err(Rejected::Page(wrong));
        }
        for given in triage::RULES.iter().copied().filter_map(given) {
            NoOptions::deserialize(given)?;
        }
        let triage = triage::RULES.iter().filter(|id| selected(id)).map(|id| (*id, severity(id))).collect();
        let waiting = catalog.pages().filter(|page| page.experimental).map(|page| page.id.to_string()).collect();
        Ok(Self {
            declared: first_declared..active.len(),
            active,
            battery: Battery::new(together),
            triage,
            waiting,
            catalog: catalog.clone(),
            policy: Policy::default(),
            shell: None,
            wanted: Wanted::default(),
        })
    }

    #[cfg(test)]
    pub(super) fn of(active: Vec<Active>) -> Self {
        Self {
            active,
            declared: 0..0,
            battery: Battery::new(Vec::new()),
            triage: Vec::new(),
            waiting: BTreeSet::new(),
            catalog: Catalog::default(),
            policy: Policy::default(),
            shell: None,
            wanted: Wanted::default(),
        }
    }

    /// Run `rule` as well, under an id and a severity of its own: how a program adds a rule in Rust.
    pub fn with_rule(mut self, id: impl Into<Cow<'static, str>>, severity: Severity, rule: Box<dyn Rule>) -> Self {
        self.active.push(Active { id: id.into(), severity, rule: rule.into() });
        self
    }

    /// Have ShellCheck judge the commands of RUN as well.
    pub fn with_shell(self, shell: ShellChecks) -> Self {
        Self { shell: Some(shell), ..self }
    }

    /// Keep what is wanted of what the rules find.
    pub fn wanting(self, wanted: Wanted) -> Self {
        Self { wanted, ..self }
    }

    /// What ShellCheck judges.
    pub(super) fn shell(&self) -> Option<&ShellChecks> {
        self.shell.as_ref()
    }

    /// Run the experimental rules that `named` holds for on every file, whether or not it asks for them.
    pub fn everywhere(mut self, named: impl Fn(&Page) -> bool) -> Self {
        self.waiting.retain(|id| !self.catalog.get(id).is_some_and(&named));
        self
    }

    /// Triage what the rules find as `policy` says.
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// The severity of the rule `id`; `None` where it does not run.
    pub fn severity(&self, id: &str) -> Option<Severity> {
        let judging = self.active.iter().map(|active| (active.id.as_ref(), active.severity));
        let known = judging.chain(self.triage.iter().copied()).find(|(other, _)| *other == id);
        known.map(|(_, severity)| severity).or_else(|| self.shell_severity(id))
    }

    /// The severity of a code of ShellCheck's that is reported.
    fn shell_severity(&self, code: &str) -> Option<Severity> {
        let shell = self.shell.as_ref().filter(|shell| is_shellcheck(code) && shell.reports(code))?;
        shell.levels.get(code).copied().or_else(|| self.catalog.get(code).map(|page| page.level))
    }

    /// Whether nothing may suppress the findings of the rule `id`.
    pub fn locks(&self, id: &str) -> bool {
        self.policy.locked.contains(id)
    }

    /// Whether there is a rule whose findings nothing may suppress.
    pub fn locks_any(&self) -> bool {
        !self.policy.locked.is_empty()
    }

    /// Whether a rule looks at what Makefiles and workflows run. Where none does, they are not even read.
    pub fn wants_recipes(&self) -> bool {
        self.active.iter().any(|active| active.rule.wants_recipes())
    }

    /// Whether a rule looks at repositories. Where none does, they are not even listed.
    pub fn wants_repository(&self) -> bool {
        self.active.iter().any(|active| active.rule.wants_repository())
    }

    /// Whether the rule `id` looks at files of this kind by themselves; one that does not run may.
    pub fn looks_at(&self, id: &str, kind: FileKind) -> bool {
        let rule = self.active.iter().find(|active| active.id == id).map(|active| &active.rule);
        match kind {
            FileKind::Dockerfile => rule.is_none_or(|rule| !rule.wants_repository()),
            FileKind::Makefile | FileKind::Workflow => rule.is_some_and(|rule| rule.wants_recipes()),
        }
    }

    /// Whether the rule `id` runs, and looks at repositories.
    pub fn looks_at_repository(&self, id: &str) -> bool {
        self.active.iter().any(|active| active.id == id && active.rule.wants_repository())
    }

    /// Leave out what the file does not ask for and what another rule reports better, suppress the findings that are to be
    /// suppressed, and judge what suppresses them. `shell`: whether ShellCheck said all that it has to say.
    pub(super) fn triage(
        &self,
        input: &Input,
        beside: Option<&Beside>,
        shell: bool,
        source: &Arc<Source>,
        tree: Option<&Tree<'_>>,
        findings: &mut Vec<Finding>,
    ) {
        let ran = |id: &str| {
            if is_shellcheck(id) && !shell {
                return None;
            }
            self.ran(id, Scope::File).or_else(|| beside.and_then(|beside| beside.rules.ran(id, Scope::Repository)))
        };
        let file = ignores::File { source, tree, catalog: &self.catalog, policy: &self.policy, ran: &ran };
        self.apply(&file, &input.exempt, findings);
    }

    /// The same for a file that only the verdict on a repository rests on.
    pub(super) fn triage_beside(&self, exempt: &[Arc<Exemption>], source: &Arc<Source>, findings: &mut Vec<Finding>) {
        let ran = |id: &str| self.ran(id, Scope::Repository);
        let file = ignores::File { source, tree: None, catalog: &self.catalog, policy: &self.policy, ran: &ran };
        self.apply(&file, exempt, findings);
    }

    fn apply(&self, file: &ignores::File<'_>, exempt: &[Arc<Exemption>], findings: &mut Vec<Finding>) {
        checks::apply(file, &|id| self.waiting.contains(id), findings);
        yielding::apply(file, findings);
        exempt::apply(exempt, &self.policy, findings);
        ignores::apply(file, findings);
    }

    /// The severity of the rule `id` where it judges what `scope` is; `None` where it can have found nothing there.
    fn ran(&self, id: &str, scope: Scope) -> Option<Severity> {
        match self.active.iter().find(|active| active.id == id) {
            Some(active) => (active.rule.wants_repository() == (scope == Scope::Repository)).then_some(active.severity),
            None => self.severity(id),
        }
    }
}
