//! `oep45 check --why-not RULE`: what keeps a rule from reporting in each file.

use super::CLEAN;
use super::failure::{Failure, one_line};
use super::output::to_stdout;
use super::run::Run;
use crate::catalog::Page;
use crate::finding::{Finding, Label, Suppression};
use std::fmt::Write as _;
use std::path::Path;

/// Say for each file of `run` why the rules called `rule` report nothing there, or that they do.
pub(super) fn not(rule: &str, run: &Run) -> Result<u8, Failure> {
    let pages = run.catalog.named(rule.trim()).map_err(|unknown| Failure::Message(unknown.to_string()))?;
    let mut text = String::new();
    for notice in &run.outcome.notices {
        line(&mut text, &format!("{}: not checked: {}", notice.path, notice.message));
    }
    for left_out in &run.left_out {
        line(&mut text, &format!("{left_out}: left out: `exclude` of the configuration covers it"));
    }
    for input in &run.inputs {
        for page in &pages {
            if !tell(&mut text, run, &input.path, page) && input.rules.looks_at(&page.id, input.kind) {
                line(&mut text, &format!("{}: {}", input.path, silent(run, &input.path, page)));
            }
        }
    }
    // Of the many other files of a repository, those count where there is something to say.
    for path in run.outcome.beside.keys().filter(|path| run.inputs.iter().all(|input| input.path != **path)) {
        for page in &pages {
            tell(&mut text, run, path, page);
        }
    }
    for checkout in &run.checkouts {
        let (path, rules) = (&checkout.path, &checkout.rules);
        for Page { id, .. } in pages.iter().filter(|page| rules.looks_at_repository(&page.id)) {
            if !told_below(run, path, id) {
                let words = format!("`{id}` looked at the repository and found nothing");
                line(&mut text, &format!("{path}: {words}; `oep45 explain {id}` tells what it leaves alone"));
            }
        }
    }
    if text.is_empty() {
        for Page { id, .. } in &pages {
            line(&mut text, &format!("`{id}` found no file here that it looks at"));
        }
    }
    to_stdout(|out| out.write_all(text.as_bytes()))?;
    Ok(CLEAN)
}

/// Whether the rule `id` says anything of a file of the repository at `root`.
fn told_below(run: &Run, root: &str, id: &str) -> bool {
    let below = |path: &str| root == "." || Path::new(path).starts_with(root);
    let outcome = &run.outcome;
    let mut findings = outcome.findings.iter().chain(&outcome.suppressed);
    findings.any(|it| it.rule == id && below(it.primary.source.path()))
        || outcome.spared.iter().any(|it| it.rule == id && below(it.place.source.path()))
}

/// Say what the rule of `page` reports and leaves alone in the file at `path`; `false` where it is nothing at all.
fn tell(text: &mut String, run: &Run, path: &str, page: &Page) -> bool {
    let of = |finding: &&Finding| finding.rule == page.id && finding.primary.source.path() == path;
    let open: Vec<&Finding> = run.outcome.findings.iter().filter(of).collect();
    let suppressed: Vec<&Finding> = run.outcome.suppressed.iter().filter(of).collect();
    for finding in &open {
        line(text, &format!("{}: `{}` reports: {}", place(&finding.primary), page.id, finding.message));
    }
    for finding in &suppressed {
        let said = finding.suppressed.as_ref().map_or_else(String::new, suppression);
        line(text, &format!("{}: `{}` is suppressed {said}: {}", place(&finding.primary), page.id, finding.message));
    }
    let spared = spared(run, path, page);
    for (place, why) in spared.iter().take(SHOWN) {
        line(text, &format!("{place}: `{}` leaves this alone: {why}", page.id));
    }
    if spared.len() > SHOWN {
        line(text, &format!("{path}: `{}` leaves {} more places alone", page.id, spared.len() - SHOWN));
    }
    !(open.is_empty() && suppressed.is_empty() && spared.is_empty())
}

/// How many places of a file are told that a rule leaves alone.
pub(super) const SHOWN: usize = 10;

/// The places of the file at `path` that a rule leaves alone, and why.
fn spared(run: &Run, path: &str, page: &Page) -> Vec<(String, String)> {
    let of = run.outcome.spared.iter().filter(|spared| spared.rule == page.id);
    let mut places: Vec<&Label> = of.map(|spared| &spared.place).filter(|it| it.source.path() == path).collect();
    places.sort_by_key(|place| (place.span, place.message.as_str()));
    let mut told: Vec<(String, String)> =
        places.into_iter().map(|label| (place(label), label.message.clone())).collect();
    told.dedup();
    told
}

/// Why nothing at all was found in the file at `path`.
fn silent(run: &Run, path: &str, page: &Page) -> String {
    let id = &page.id;
    if run.judged(path, id) {
        return format!("`{id}` ran and found nothing; `oep45 explain {id}` tells what it leaves alone");
    }
    if run.lacks(path, id) {
        return format!("`{id}` does not run, since its page is wrong");
    }
    let off = if page.default { "" } else { ", which is off by default," };
    format!("`{id}`{off} is not selected here; `oep45 config {path}` tells what is, and `--select {id}` runs it")
}

/// `by a comment at Dockerfile:3 ("the reason")`.
fn suppression(suppression: &Suppression) -> String {
    let by = match &suppression.place {
        Some(said) => format!("by the {} at {}", suppression.by.as_str(), place(said)),
        None => format!("by the {}", suppression.by.as_str()),
    };
    if suppression.reason.is_empty() { by } else { format!("{by} (\"{}\")", suppression.reason) }
}

/// `Dockerfile:3`.
pub(super) fn place(label: &Label) -> String {
    format!("{}:{}", label.source.path(), label.source.position(label.span.start).line)
}

fn line(text: &mut String, words: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{}", one_line(words));
}
