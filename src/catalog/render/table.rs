//! The list of rules for people: what `oep45 rules` prints.

use super::list::in_order;
use crate::catalog::{Catalog, Fixes, Page};
use crate::finding::Severity;

/// The rules under the headings of their groups: id, level and summary in columns, and behind the summary what is
/// special. A rule takes one line, which is broken where `width` columns are given and full. Escape sequences stand in
/// it only with `color`.
pub fn table(catalog: &Catalog, width: Option<usize>, color: bool) -> String {
    let pages = in_order(catalog);
    let longest = pages.iter().map(|page| page.id.chars().count()).max().unwrap_or(0);
    let before = INDENT + longest + GAP + LEVEL + GAP;
    // Where next to nothing is left for it, a column of single words helps nobody.
    let room = width.map(|width| width.saturating_sub(before)).filter(|room| *room >= NARROWEST);
    let mut text = String::new();
    let mut group = None;
    for page in &pages {
        if group != Some(&page.group) {
            text.push_str(if group.is_some() { "\n" } else { "" });
            text.extend([styled(BOLD, &page.group, color), "\n".to_owned()]);
            group = Some(&page.group);
        }
        let level = styled(style(page.level), &format!("{:LEVEL$}", page.level.as_str()), color);
        let summary = lines(&said(page), room).join(&format!("\n{:before$}", ""));
        let id = format!("{:INDENT$}{:longest$}{:GAP$}", "", page.id, "");
        text.extend([id.as_str(), &level, &" ".repeat(GAP), &summary, "\n"]);
    }
    let off = pages.iter().filter(|page| !page.default).count();
    let rules = if pages.len() == 1 { "rule" } else { "rules" };
    let off = if off == 0 { String::new() } else { format!(", {off} off by default") };
    text + &format!("\n{} {rules}{off}. `oep45 explain RULE` tells more.\n", pages.len())
}

const INDENT: usize = 2;
const GAP: usize = 2;
/// Columns of the longest level, `warning`.
const LEVEL: usize = 7;
/// Columns of summary below which wrapping does not help.
const NARROWEST: usize = 20;

const BOLD: &str = "\u{1b}[1m";

fn style(level: Severity) -> &'static str {
    match level {
        Severity::Error => "\u{1b}[31m",
        Severity::Warning => "\u{1b}[33m",
        Severity::Note => "\u{1b}[34m",
    }
}

fn styled(style: &str, words: &str, color: bool) -> String {
    if color { format!("{style}{words}\u{1b}[0m") } else { words.to_owned() }
}

/// The summary, and in parentheses in what the rule differs from most.
fn said(page: &Page) -> String {
    let mut special = Vec::new();
    if !page.default {
        special.push("off by default".to_owned());
    }
    if page.fixes != Fixes::None {
        special.push(format!("{} fix", page.fixes.as_str()));
    }
    if !page.aliases.is_empty() {
        special.push(format!("also {}", page.aliases.join(", ")));
    }
    if special.is_empty() { page.summary.to_string() } else { format!("{} ({})", page.summary, special.join("; ")) }
}

fn lines(text: &str, room: Option<usize>) -> Vec<String> {
    let Some(room) = room else { return vec![text.to_owned()] };
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => line.extend([" ", word]),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
