//! The list of rules, in the order of the groups: as JSON and a Markdown table.

use crate::catalog::{Catalog, Fixes, GROUPS, Page};
use serde::Serialize;
use std::borrow::Cow;

/// An array of the rules' metadata, with the keys of the pages, and a final newline.
pub fn json(catalog: &Catalog) -> String {
    let rows: Vec<_> = in_order(catalog).into_iter().map(Row::of).collect();
    // Rows hold strings, numbers and truth values alone, which always become JSON.
    serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
}

/// A Markdown table whose links are relative to the root of the repository.
pub fn markdown(catalog: &Catalog) -> String {
    let mut text = "| Rule | Level | Fix | Default | What it finds |\n|---|---|---|---|---|\n".to_owned();
    for page in in_order(catalog) {
        let Page { id, group, level, summary, .. } = page;
        let link = format!("[`{id}`](rules/{group}/{id}.md)");
        let cells =
            [&link, level.as_str(), fix(page), on(page), &summary.replace('|', "\\|").replace('<', "&lt;")].join(" | ");
        text.extend(["| ", &cells, " |\n"]);
    }
    text
}

/// By group, built-in groups first and in their own order, then by id.
pub(super) fn in_order(catalog: &Catalog) -> Vec<&Page> {
    let mut pages: Vec<_> = catalog.pages().collect();
    pages.sort_by_key(|page| {
        let place = GROUPS.iter().position(|group| *group == page.group).unwrap_or(GROUPS.len());
        (place, page.group.as_ref(), page.id.as_ref())
    });
    pages
}

fn fix(page: &Page) -> &'static str {
    if page.fixes == Fixes::None { "-" } else { page.fixes.as_str() }
}

fn on(page: &Page) -> &'static str {
    if page.default { "on" } else { "off" }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Row<'p> {
    id: &'p str,
    summary: &'p str,
    group: &'p str,
    clause: &'p str,
    level: &'static str,
    precision: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    security_severity: Option<f32>,
    fix: &'static str,
    aliases: &'p [Cow<'static, str>],
    since: &'p str,
    default: bool,
}

impl<'p> Row<'p> {
    fn of(page: &'p Page) -> Self {
        Self {
            id: &page.id,
            summary: &page.summary,
            group: &page.group,
            clause: &page.clause,
            level: page.level.as_str(),
            precision: page.precision.as_str(),
            security_severity: page.security_severity,
            fix: page.fixes.as_str(),
            aliases: &page.aliases,
            since: &page.since,
            default: page.default,
        }
    }
}
