//! Annotations of a pull request: workflow commands, which GitHub's runner picks out of the log of a step.
//!
//! ```text
//! ::error file=web/Dockerfile,line=3,endLine=3,col=5,endColumn=12,title=oep45%3A some-rule::`x` is wrong%0A%0AUse `y`
//!   └ level     └─ properties: `%`, CR, LF, `:` and `,` are escaped ───────────────────┘  └─ data: `%`, CR, LF
//! ```
//!
//! A command is one line, and its level is one of ours: nothing that a file holds can begin another one. Columns are UTF-16
//! code units from 1, as in SARIF, the last one behind the words; GitHub says that they count from 1, and not in what.

use super::Report;
use super::address::Root;
use super::columns::{AllColumns, shown};
use super::inert;
use super::words::{clause, sentence, shorten, summary};
use crate::catalog::Catalog;
use crate::finding::{Finding, Label, Notice, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Annotations of one level that GitHub takes from a step.
const MOST_OF_A_LEVEL: usize = 10;

/// Characters of a message that the runner passes on, in UTF-16 code units.
const LONGEST: usize = 4_096;

/// Write the most severe findings as commands, and how many there are in words.
pub(super) fn write(report: &Report<'_>, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let mut columns = AllColumns::default();
    let mut annotated = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let notices = if severity == Severity::Error { report.notices } else { &[] };
        let notices = notices.iter().map(|notice| of_notice(notice, root));
        let findings = report.findings.iter().filter(|finding| finding.severity == severity);
        let findings = of_many_rules(findings, MOST_OF_A_LEVEL.saturating_sub(notices.len()));
        let findings = findings.into_iter().map(|it| of_finding(it, root, report.catalog, &mut columns));
        for command in notices.take(MOST_OF_A_LEVEL).chain(findings) {
            writeln!(out, "{command}")?;
            annotated += 1;
        }
    }
    writeln!(out, "oep45: {}", summary(report))?;
    let more = report.findings.len() + report.notices.len() - annotated;
    if more > 0 {
        writeln!(
            out,
            "oep45: {more} more without an annotation, since GitHub takes {MOST_OF_A_LEVEL} of each level from a step; \
             the step summary, if there is one, and `oep45 check` show them all"
        )?;
    }
    Ok(())
}

/// So many of `findings`, in their order: the first of each rule, then the second, so that no rule takes all the places.
fn of_many_rules<'f>(findings: impl Iterator<Item = &'f Finding>, most: usize) -> Vec<&'f Finding> {
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, usize, &Finding)> = Vec::new();
    for (index, finding) in findings.enumerate() {
        let before = told.entry(&finding.rule).or_default();
        ranked.push((*before, index, finding));
        *before += 1;
    }
    ranked.sort_unstable_by_key(|&(before, index, _)| (before, index));
    ranked.truncate(most);
    ranked.sort_unstable_by_key(|&(_, index, _)| index);
    ranked.into_iter().map(|(.., finding)| finding).collect()
}

fn of_finding<'a>(finding: &'a Finding, root: &Root, catalog: &Catalog, columns: &mut AllColumns<'a>) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = place(&finding.primary, root, columns);
    let title = escape_property(&format!("oep45: {}", shorten(&finding.rule)));
    format!("::{level} {place},title={title}::{}", escape_data(&message(finding, catalog)))
}

fn of_notice(notice: &Notice, root: &Root) -> String {
    let file = file(&notice.path, root);
    let message = cut(&format!("Cannot check {}: {}", shorten(&notice.path), shorten(&notice.message)), LONGEST);
    format!("::error {file},title={}::{}", escape_property("oep45: not checked"), escape_data(&message))
}

/// What is wrong, what to do, and the clause, in paragraphs.
fn message(finding: &Finding, catalog: &Catalog) -> String {
    let help: Vec<String> = finding.help.iter().flat_map(|help| help.lines()).map(shorten).collect();
    let mut text = sentence(&finding.message);
    for part in [help.join("\n"), clause(&finding.rule, catalog).unwrap_or_default()] {
        if !part.is_empty() {
            text.push_str("\n\n");
            text.push_str(&part);
        }
    }
    cut(&text, LONGEST)
}

/// The properties that say where. GitHub takes columns only where the place is on one line.
fn place<'a>(label: &'a Label, root: &Root, columns: &mut AllColumns<'a>) -> String {
    let columns = columns.of(&label.source);
    let span = shown(&label.source, label.span);
    let (start, end) = (columns.position_utf16(span.start), columns.position_utf16(span.end));
    let lines = format!("{},line={},endLine={}", file(label.source.path(), root), start.line, end.line);
    if start.line == end.line { format!("{lines},col={},endColumn={}", start.column, end.column) } else { lines }
}

fn file(path: &str, root: &Root) -> String {
    let path = root.name(path);
    format!("file={}", escape_property(&inert::line(&path, usize::MAX)))
}

/// `text` cut to `limit` UTF-16 code units.
fn cut(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    // One unit is left for the ellipsis.
    let mut units = 1;
    let kept = text.chars().take_while(|ch| {
        units += ch.len_utf16();
        units <= limit
    });
    kept.chain(['…']).collect()
}

/// As the toolkit that GitHub's own actions are written with escapes what stands behind the second `::`.
fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As it escapes the value of a property.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_signs_are_escaped_before_what_is_escaped_with_them() {
        assert_eq!(escape_data("100%\r\n%0A: a, b"), "100%25%0D%0A%250A: a, b");
        assert_eq!(escape_property("100%\r\n%3A: a, b"), "100%25%0D%0A%253A%3A a%2C b");
    }

    #[test]
    fn a_message_is_cut_in_utf16_units() {
        assert_eq!(cut("a😀b", 4), "a😀b");
        assert_eq!(cut("a😀bc", 4), "a😀…");
        assert_eq!(cut("😀😀", 3), "😀…");
        assert_eq!(cut("éé", 2), "éé");
    }
}
