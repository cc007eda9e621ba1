//! The amnesty over the outcome of a run: the one step of triage that looks at more than one file.

use super::{Input, Outcome, Ruleset};
use crate::triage::{
    self,
    amnesty::{self, Amnesty, Entry},
};
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
        let judges =
            Judges(beside.chain(inputs.iter().map(|input| (input.path.as_str(), input.rules.as_ref()))).collect());
        amnesty.apply(&mut self.findings, |finding| {
            judges.0.get(finding.primary.source.path()).is_some_and(|rules| rules.locks(&finding.rule))
        });
        self.suppressed.append(&mut triage::suppressed(&mut self.findings));
        triage::sort(&mut self.suppressed);
        let severity = |rules: &Ruleset| rules.severity(amnesty::STALE);
        self.findings.extend(amnesty.stale(|entry| match judges.of(entry) {
            Some(rules) => severity(rules),
            None if gone(&entry.path) => judges.0.values().find_map(|rules| severity(rules)),
            None => None,
        }));
        triage::sort(&mut self.findings);
    }
}

impl Judges<'_> {
    /// The rules that judged an entry's file, if its rule is among them.
    fn of(&self, entry: &Entry) -> Option<&Ruleset> {
        self.0.get(entry.path.as_str()).copied().filter(|rules| rules.severity(&entry.rule).is_some())
    }
}
