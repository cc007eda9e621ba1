//! The rules of one configuration, built once, and run on file after file.

use super::Outcome;
use crate::catalog::Catalog;
use crate::finding::{Notice, Severity, Sink};
use crate::rules::{self, Rule};
use crate::text::Source;
use crate::triage::Policy;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use toml::de::ValueDeserializer;

/// The rules that judge a file, and what becomes of what they find.
pub struct Ruleset {
    active: Vec<Active>,
    pub(super) policy: Policy,
}

pub(super) struct Active {
    pub(super) id: &'static str,
    pub(super) severity: Severity,
    pub(super) rule: Box<dyn Rule>,
}

impl Ruleset {
    /// Build the rules that `selected` names. `options` and `levels` are by rule id.
    ///
    /// # Errors
    /// Options that a rule does not take; the error carries the span in the configuration's text.
    pub fn new(
        catalog: &Catalog,
        selected: impl Fn(&str) -> bool,
        levels: &BTreeMap<String, Severity>,
        mut options: BTreeMap<String, ValueDeserializer<'_>>,
    ) -> Result<Self, toml::de::Error> {
        let mut active = Vec::new();
        for entry in rules::all() {
            let built = (entry.build)(options.remove(entry.id))?;
            if selected(entry.id) {
                let page = catalog.get(entry.id);
                let severity = levels.get(entry.id).copied().or(page.map(|page| page.level));
                active.push(Active { id: entry.id, severity: severity.unwrap_or(Severity::Warning), rule: built });
            }
        }
        Ok(Self::of(active))
    }

    pub(super) fn of(active: Vec<Active>) -> Self {
        Self { active, policy: Policy::default() }
    }

    /// Triage what the rules find as `policy` says.
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// Whether the rule `id` is among them.
    pub fn runs(&self, id: &str) -> bool {
        self.active.iter().any(|active| active.id == id)
    }

    /// Whether a rule looks at what Makefiles and workflows run. Where none does, they are not even read.
    pub fn wants_recipes(&self) -> bool {
        self.active.iter().any(|active| active.rule.wants_recipes())
    }

    /// What `check` finds in `source` with each rule.
    pub(super) fn judge(&self, source: &Arc<Source>, check: impl Fn(&dyn Rule, &mut Sink)) -> Outcome {
        let mut outcome = Outcome::default();
        for active in &self.active {
            let mut sink = Sink::new(active.id, active.severity, Arc::clone(source));
            // One rule's bug must not cost the findings of the others.
            match catch_unwind(AssertUnwindSafe(|| check(active.rule.as_ref(), &mut sink))) {
                Ok(()) => outcome.findings.extend(sink.into_findings()),
                Err(_) => outcome.notices.push(Notice {
                    path: source.path().to_owned(),
                    message: format!("rule `{}` failed on this file; please report it as a bug", active.id),
                }),
            }
        }
        outcome
    }
}
