//! The rules that found something, below everything: what each is for.

use super::escape::{anchor, code, escape};
use crate::audit::Scorecard;
use crate::catalog::{Catalog, Page};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Write the section of rules; nothing where none found anything.
pub(super) fn write(html: &mut String, card: &Scorecard, catalog: &Catalog) {
    let judged = card.repositories.iter().flat_map(super::super::Audited::deliverables);
    let rules: BTreeSet<&str> =
        judged.flat_map(|judged| judged.remarks().map(|(_, remark)| remark.rule.as_str())).collect();
    if rules.is_empty() {
        return;
    }
    html.push_str("<section class=\"rules\" id=\"rules\">\n<h2>Rules</h2>\n");
    for page in rules.iter().filter_map(|rule| catalog.get(rule)) {
        rule(html, page);
    }
    html.push_str("</section>\n");
}

fn rule(html: &mut String, page: &Page) {
    let id = escape(&page.id);
    let _ = write!(
        html,
        "<details id=\"rule-{}\">\n<summary><code>{id}</code> <span>{}</span></summary>\n<div>\n",
        anchor(&page.id),
        code(&page.summary),
    );
    if let Some((section, words)) = page.clause.split_once(": ") {
        let _ =
            writeln!(html, "<blockquote><p>{}</p><cite>OEP-45, {}</cite></blockquote>", escape(words), escape(section));
    }
    for paragraph in page.section("Why").unwrap_or_default().split("\n\n") {
        block(html, paragraph);
    }
    let _ = write!(html, "<p class=\"more\"><code>oep45 explain {id}</code> shows examples.</p>\n</div>\n</details>\n");
}

/// A paragraph or a list of a page; code blocks are left to `oep45 explain`.
fn block(html: &mut String, text: &str) {
    let text = text.trim();
    if text.is_empty() || text.starts_with("```") || text.starts_with('|') {
        return;
    }
    if let Some(first) = text.strip_prefix("- ") {
        html.push_str("<ul>\n");
        for item in first.split("\n- ") {
            let _ = writeln!(html, "<li>{}</li>", code(item));
        }
        html.push_str("</ul>\n");
    } else {
        let _ = writeln!(html, "<p>{}</p>", code(text));
    }
}
