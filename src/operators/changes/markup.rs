//! The changes as the entry of a change log: Markdown or reStructuredText.

use super::human::{headline, said};
use super::{Change, Changes, Kind};
use crate::operators::list::{escaped, literal};
use crate::report::{as_markdown, visible};

/// `changes` as Markdown.
pub fn markdown(changes: &Changes<'_>) -> String {
    let mut text = String::from("## Settings\n");
    for (kind, found) in by_kind(changes) {
        text.extend([format!("\n### {}\n\n", kind.title())]);
        for change in found {
            let code = visible(&headline(change)).replace('`', "'");
            let rest: Vec<String> = said(change).iter().map(|line| as_markdown(line)).collect();
            text.extend([format!("- `{code}`: {}\n", rest.join("; "))]);
        }
    }
    if changes.changes.is_empty() {
        text.push_str("\nNo setting changed.\n");
    }
    for note in &changes.notes {
        text.extend([format!("\n> Note: {}.\n", as_markdown(note))]);
    }
    text
}

/// `changes` as reStructuredText.
pub fn rst(changes: &Changes<'_>) -> String {
    let mut text = String::from("Settings\n========\n");
    for (kind, found) in by_kind(changes) {
        let title = kind.title();
        text.extend([format!("\n{title}\n{}\n\n", "-".repeat(title.len()))]);
        for change in found {
            let rest: Vec<String> = said(change).iter().map(|line| escaped(line)).collect();
            text.extend([format!("* {}: {}\n", literal(&headline(change)), rest.join("; "))]);
        }
    }
    if changes.changes.is_empty() {
        text.push_str("\nNo setting changed.\n");
    }
    for note in &changes.notes {
        text.extend([format!("\n.. note:: {}.\n", escaped(note))]);
    }
    text
}

fn by_kind<'c, 'i>(changes: &'c Changes<'i>) -> impl Iterator<Item = (Kind, Vec<&'c Change<'i>>)> {
    let all = Kind::ALL.into_iter().map(|kind| (kind, changes.of(kind).collect::<Vec<_>>()));
    all.filter(|(_, found)| !found.is_empty())
}
