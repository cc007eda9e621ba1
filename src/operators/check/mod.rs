//! A configuration file against an inventory: whether it has what is required, names nothing that nobody knows, and gives
//! values that can be meant.
//!
//! ```text
//! LMS_BASE_URL:                required, and empty
//! NOTES_PAGESIZE: 50           unknown; did you mean NOTES_PAGE_SIZE?
//! DEBUG: "false"               a text, which is true, where the default is a truth
//! SECRET_KEY: CHANGEME         a placeholder
//! ```

mod entries;
mod kind;
mod placeholder;
mod values;

use super::{Inventory, Setting};
use crate::catalog::nearest;
use crate::finding::{CONFIGURATION, Finding, Severity, Sink};
use crate::repo::yaml::Yaml;
use crate::text::{Source, Span};
use entries::{Entry, entries};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The rule that tells of settings that are missing.
const INCOMPLETE: &str = "incomplete-config";
/// The rule that tells of settings that nobody knows.
const UNKNOWN: &str = "unknown-setting";

/// Most missing settings that are explained.
const EXPLAINED: usize = 12;

/// What is wrong with the configuration file `source` for the application of `inventory`, by place. `knows` tells whether
/// a name that is no setting of it means something to its code.
pub fn check(inventory: &Inventory, source: &Arc<Source>, knows: impl Fn(&str) -> bool) -> Vec<Finding> {
    let yaml = Yaml::parse(source.text());
    let mut sink = Sink::new(CONFIGURATION, Severity::Error, Arc::clone(source));
    let checker = Checker { inventory, source, knows: &knows };
    if let Some(problem) = &yaml.problem {
        let span = Span::on_characters(source.text(), problem.span.range());
        sink.report(span, format!("this can't be read as YAML: {}", problem.message.trim_end_matches('.')));
        return sink.into_findings();
    }
    let root = yaml.root().filter(|root| !root.is_null());
    if let Some(root) = root.filter(|root| !root.is_mapping()) {
        sink.report(checker.on_first_line(root.span()), "a configuration file is a mapping of settings to values")
            .help("Write a line `NAME: value` for each setting.");
        return sink.into_findings();
    }
    let entries = root.map(entries).unwrap_or_default();
    checker.names(&entries, &mut sink);
    for entry in &entries {
        let setting = checker.setting(entry.name);
        values::check(source, entry, setting, &mut sink);
    }
    let mut findings = sink.into_findings();
    findings.extend(checker.missing(&entries));
    findings.extend(checker.unknown(&entries));
    findings.sort_by_key(|finding| finding.primary.span);
    // Excerpts show whole lines: what is secret anywhere in the file is masked in all of them.
    if let Some(first) = findings.first_mut() {
        root.iter().flat_map(|root| values::secrets(*root)).for_each(|span| _ = first.mask(span));
    }
    findings
}

struct Checker<'c> {
    inventory: &'c Inventory,
    source: &'c Arc<Source>,
    knows: &'c dyn Fn(&str) -> bool,
}

impl Checker<'_> {
    /// The setting that an entry called `name` gives a value to.
    fn setting(&self, name: &str) -> Option<&Setting> {
        let called = |it: &&Setting| it.configured_as.as_deref() == Some(name);
        self.inventory.get(name).or_else(|| self.inventory.settings.iter().find(called))
    }

    /// `span`, up to the end of its first line.
    fn on_first_line(&self, span: Span) -> Span {
        let text = span.of(self.source.text());
        let length = text.lines().next().map_or(0, |line| line.trim_end().len());
        Span::new(span.start, span.start + u32::try_from(length).unwrap_or(0))
    }

    /// Names that stand twice, and those that Django passes over.
    fn names(&self, entries: &[Entry<'_>], sink: &mut Sink) {
        let merges = entries.iter().any(|entry| entry.is_merged);
        let mut first: BTreeMap<&str, Span> = BTreeMap::new();
        for entry in entries.iter().filter(|entry| !entry.is_merged) {
            let (name, span) = (entry.name, entry.key.span());
            if let Some(other) = first.get(name) {
                let finding = sink.report(span, format!("`{name}` is set twice, and only this one counts"));
                finding.label(*other, "the first one").help("Remove one of them.");
                continue;
            }
            first.insert(name, span);
            let meant = name.to_uppercase();
            let known = self.inventory.get(&meant).is_some();
            if entry.is_setting() || !known && (entry.is_for_merging(merges) || (self.knows)(name)) {
                continue;
            }
            let finding = sink.report(span, format!("`{name}` is no setting: Django takes names in capitals alone"));
            if known {
                finding.help(format!("Write `{meant}`."));
            } else {
                finding.severity(Severity::Warning).help("Remove it, or write the name of the setting that is meant.");
            }
        }
    }

    /// The settings that are required and have no value.
    fn missing(&self, entries: &[Entry<'_>]) -> Vec<Finding> {
        let is_set = |setting: &&Setting| {
            let called = setting.configured_as.as_deref().unwrap_or(&setting.name);
            entries.iter().any(|entry| entry.name == called || entry.name == setting.name)
        };
        let wanted = self.inventory.required(true).filter(|setting| !setting.is_from_environment);
        let missing: Vec<&Setting> = wanted.filter(|setting| !is_set(setting)).collect();
        if missing.is_empty() {
            return Vec::new();
        }
        let names: Vec<String> = missing.iter().map(|setting| format!("`{}`", setting.name)).collect();
        let message = match names.split_last() {
            Some((last, [])) => format!("{last} is required, and missing"),
            Some((last, others)) => format!("{} and {last} are required, and missing", others.join(", ")),
            None => return Vec::new(),
        };
        let mut finding = Finding::new(INCOMPLETE, Severity::Error, self.source, self.source.first_line(), message);
        for setting in missing.iter().take(EXPLAINED) {
            let says = setting.documentation.lines().collect::<Vec<_>>().join(" ");
            let place = format!("`{}` is declared in {}:{}", setting.name, setting.place.path, setting.place.line);
            let says = says.trim_end_matches('.');
            finding.help(if says.is_empty() { format!("{place}.") } else { format!("{place}: {says}.") });
        }
        vec![finding]
    }

    /// The settings that nothing knows.
    fn unknown(&self, entries: &[Entry<'_>]) -> Vec<Finding> {
        let is_unknown = |entry: &&Entry<'_>| self.setting(entry.name).is_none() && !(self.knows)(entry.name);
        let suspects = entries.iter().filter(|entry| entry.is_setting() && !entry.is_merged).filter(is_unknown);
        let finding = |entry: &Entry<'_>| {
            let message = format!("nothing in `{}` knows the setting `{}`", self.inventory.application, entry.name);
            let mut finding = Finding::new(UNKNOWN, Severity::Error, self.source, entry.key.span(), message);
            let known = self.inventory.settings.iter().map(|setting| setting.name.as_str());
            match nearest(entry.name, known) {
                Some(meant) => finding.help(format!("Did you mean `{meant}`?")),
                None => finding.help("Remove it, or look in the change log for what became of it."),
            };
            finding
        };
        suspects.map(finding).collect()
    }
}

#[cfg(test)]
#[cfg(feature = "python")]
mod tests;
