//! The amnesty over the outcome of a run: the one step of triage that looks at more than one file.

use super::{Input, Outcome, Ruleset};
use crate::finding::Finding;
use crate::triage::{
    self,
    amnesty::{self, Amnesty},
};
use std::cell::LazyCell;
use std::collections::BTreeMap;

/// The rules that judged each path.
struct Judges<'i>(BTreeMap<&'i str, &'i Ruleset>);

impl Outcome {
    /// Suppress the findings that `amnesty` pardons, and report its entries that pardon nothing any more. `inputs` are
    /// those that were checked; `gone` tells whether a file that was not is no more.
    pub fn pardon(&mut self, amnesty: &mut Amnesty, inputs: &[Input], gone: impl Fn(&str) -> bool) {
        if amnesty.is_empty() {
            return;
        }
        let beside = self.beside.clone();
        let beside = beside.iter().map(|(path, rules)| (path.as_str(), rules.as_ref()));
        let all = beside.chain(inputs.iter().map(|input| (input.path.as_str(), input.rules.as_ref())));
        // Few lock anything.
        let locking = Judges(all.clone().filter(|(_, rules)| rules.locks_any()).collect());
        amnesty.apply(&mut self.findings, |finding| locking.lock(finding));
        triage::set_aside(&mut self.findings, &mut self.suppressed);
        triage::sort(&mut self.suppressed);
        let judges = LazyCell::new(|| Judges(all.collect()));
        let severity = |rules: &Ruleset| rules.severity(amnesty::STALE);
        self.findings.extend(amnesty.stale(|path, rule| match judges.of(path, rule) {
            Some(rules) => severity(rules),
            None if gone(path) => judges.0.values().find_map(|rules| severity(rules)),
            None => None,
        }));
        triage::sort(&mut self.findings);
    }
}

impl Judges<'_> {
    /// The rules that judged a file, if `rule` is among them.
    fn of(&self, path: &str, rule: &str) -> Option<&Ruleset> {
        self.0.get(path).copied().filter(|rules| rules.severity(rule).is_some())
    }

    /// Whether nothing may suppress a finding.
    fn lock(&self, finding: &Finding) -> bool {
        self.0.get(finding.primary.source.path()).is_some_and(|rules| rules.locks(&finding.rule))
    }
}
