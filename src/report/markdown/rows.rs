//! Rows of the report's tables: a finding, or a rule with the number of its findings.

use super::super::Options;
use super::super::address::{percent_encode, rule_page};
use super::super::columns::shown;
use super::super::words::shorten;
use super::{paragraphs, plain};
use crate::catalog::Catalog;
use crate::finding::{Finding, Label, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::iter::once;

/// Makes rows.
pub(super) struct Rows<'a> {
    catalog: &'a Catalog,
    options: &'a Options,
}

impl<'a> Rows<'a> {
    /// Rows that link to the pages of `catalog`, and to the repository's files where `options` know how.
    pub(super) fn new(catalog: &'a Catalog, options: &'a Options) -> Self {
        Self { catalog, options }
    }

    /// The row of `finding`. Where the rule has a row of its own, this one need not link to its page.
    pub(super) fn of_finding(&self, finding: &Finding, linked: bool) -> String {
        let lines = once(&*finding.message).chain(finding.help.iter().flat_map(|help| help.lines()));
        let rule = if linked { self.rule(&finding.rule) } else { plain::code(&shorten(&finding.rule)) };
        let place = self.place(&finding.primary);
        format!("| {} | {rule} | {place} | {} |\n", level(finding.severity), paragraphs(lines))
    }

    /// A row for each rule that `findings` are of: the worst first, then those with most findings.
    pub(super) fn of_rules(&self, findings: &[&Finding]) -> Vec<String> {
        let mut rules: BTreeMap<&str, (Severity, usize)> = BTreeMap::new();
        for finding in findings {
            let (worst, number) = rules.entry(&*finding.rule).or_insert((finding.severity, 0));
            *worst = finding.severity.max(*worst);
            *number += 1;
        }
        let mut rules: Vec<_> = rules.into_iter().collect();
        rules.sort_by_key(|&(_, key)| Reverse(key));
        let rows = rules.into_iter().map(|(rule, (worst, number))| {
            let about = self.catalog.get(rule).map_or("", |page| &*page.summary);
            format!("| {} | {} | {number} | {} |\n", level(worst), self.rule(rule), paragraphs(once(about)))
        });
        rows.collect()
    }

    /// The rule's id, linked to its page.
    fn rule(&self, id: &str) -> String {
        let shown = plain::code(&shorten(id));
        match self.catalog.get(id).and_then(rule_page) {
            Some(page) => format!("[{shown}]({page})"),
            None => shown,
        }
    }

    /// `path:line`, linked to the lines where that is possible.
    fn place(&self, label: &Label) -> String {
        let span = shown(&label.source, label.span);
        let lines = label.source.lines();
        let (first, last) = (lines.line(span.start), lines.line(span.end));
        let path = label.source.path();
        let shown = plain::code(&format!("{}:{first}", shorten(path)));
        let (Some(web), Some(inside)) = (&self.options.web, self.options.root.inside(path)) else {
            return shown;
        };
        let behind = if last > first { format!("-L{last}") } else { String::new() };
        format!("[{shown}]({web}/{}#L{first}{behind})", percent_encode(&inside))
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "**error**",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
