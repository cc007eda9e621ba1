//! `oep45 check --statistics`: how often each rule reports.

use super::failure::Failure;
use super::output::to_stdout;
use crate::finding::Severity;
use crate::pipeline::Outcome;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What is counted of a rule.
#[derive(Default)]
struct Count<'o> {
    findings: usize,
    suppressed: usize,
    files: BTreeSet<&'o str>,
    worst: Option<Severity>,
}

/// Write the counts, the most frequent rule first.
pub(super) fn write(outcome: &Outcome) -> Result<(), Failure> {
    let text = table(outcome);
    to_stdout(|out| out.write_all(text.as_bytes()))
}

fn table(outcome: &Outcome) -> String {
    let mut rules: BTreeMap<&str, Count<'_>> = BTreeMap::new();
    for finding in &outcome.findings {
        let count = rules.entry(&finding.rule).or_default();
        count.findings += 1;
        count.files.insert(finding.primary.source.path());
        count.worst = count.worst.max(Some(finding.severity));
    }
    for finding in &outcome.suppressed {
        rules.entry(&finding.rule).or_default().suppressed += 1;
    }
    let mut rows: Vec<(&str, Count<'_>)> = rules.into_iter().collect();
    rows.sort_by_key(|(rule, count)| (Reverse(count.findings), *rule));
    let width = rows.iter().map(|(rule, _)| rule.len()).max().unwrap_or(0).max("rule".len());
    let mut text = format!("findings  files  suppressed  level    {:width$}\n", "rule").trim_end().to_owned() + "\n";
    for (rule, Count { findings, suppressed, files, worst }) in &rows {
        let level = worst.map_or("-", Severity::as_str);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{findings:>8}  {:>5}  {suppressed:>10}  {level:7}  {rule}", files.len());
    }
    // Of how many says nothing: what is found in a whole repository stands in other files than those that are counted.
    let files = files(outcome);
    let _ = writeln!(text, "{:>8}  in {files} file{}", outcome.findings.len(), if files == 1 { "" } else { "s" });
    text
}

fn files(outcome: &Outcome) -> usize {
    outcome.findings.iter().map(|finding| finding.primary.source.path()).collect::<BTreeSet<_>>().len()
}
