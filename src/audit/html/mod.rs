//! The scorecard as one page: no file beside it, nothing from elsewhere. It is read without its script as well, which only
//! opens what a link points at.
//!
//! ```text
//!  summary ── counts
//!  table ──── repositories by deliverables; a cell leads to ──┐
//!  details ── of a repository: each deliverable, its requirements and findings ──┐
//!  rules ──── the pages of the rules that found something ◄──────────────────────┘
//! ```

mod details;
mod escape;
mod pages;

use super::words::{aside, share};
use super::{Audited, DELIVERABLES, Judged, Scorecard, Verdict};
use crate::catalog::Catalog;
use escape::{anchor, escape, line};
use std::fmt::Write as _;
use std::io::{self, Write};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("open.js");

/// Write `card`, with the pages in `catalog` of the rules that found something.
///
/// # Errors
/// Those of `out`.
pub fn write(card: &Scorecard, catalog: &Catalog, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(page(card, catalog).as_bytes())
}

// Writing to a string does not fail.
fn page(card: &Scorecard, catalog: &Catalog) -> String {
    let mut html = String::new();
    let _ = write!(
        html,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src \
         'unsafe-inline'\">\n<title>OEP-45 scorecard</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    head(&mut html, card);
    html.push_str("<main>\n");
    table(&mut html, card);
    for (at, repository) in card.repositories.iter().enumerate() {
        details::repository(&mut html, at, repository);
    }
    pages::write(&mut html, card, catalog);
    let _ = write!(
        html,
        "</main>\n<footer><p>Made by oep45 {}. OEP-45 is <em>Configuring and Operating Open edX</em>.</p></footer>\n\
         <script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    );
    html
}

fn head(html: &mut String, card: &Scorecard) {
    let services = card.repositories.iter().filter(|repository| !repository.deliverables().is_empty()).count();
    let what = if services == 1 { "service of Open edX delivers" } else { "services of Open edX deliver" };
    let others = match card.repositories.len() - services {
        0 => String::new(),
        1 => " One repository was not judged.".to_owned(),
        number => format!(" {number} repositories were not judged."),
    };
    let _ = write!(
        html,
        "<header>\n<p class=\"over\">OEP-45</p>\n<h1>Scorecard</h1>\n<p class=\"lead\">What {services} {what} of what \
         OEP-45 expects.{others}</p>\n<ul class=\"counts\">\n"
    );
    for verdict in [Verdict::Pass, Verdict::Partly, Verdict::Fail, Verdict::NotApplicable] {
        let count = card.count(verdict);
        let class = class(verdict);
        let _ = writeln!(
            html,
            "<li class=\"{class}\"><b>{count}</b> <span><i aria-hidden=\"true\">{}</i> {}</span></li>",
            verdict.symbol(),
            long(verdict)
        );
    }
    html.push_str("</ul>\n</header>\n");
}

fn table(html: &mut String, card: &Scorecard) {
    html.push_str(
        "<div class=\"scroll\" role=\"region\" aria-label=\"Verdicts\" tabindex=\"0\">\n<table>\n<caption>Repositories and \
         deliverables. A cell leads to what was found.</caption>\n<thead>\n<tr><th scope=\"col\">Repository</th>",
    );
    for deliverable in DELIVERABLES {
        let (title, summary) = (escape(deliverable.title), escape(deliverable.summary));
        let _ = write!(html, "<th scope=\"col\" title=\"{summary}\">{title}</th>");
    }
    html.push_str("</tr>\n</thead>\n<tbody>\n");
    for (at, repository) in card.repositories.iter().enumerate() {
        row(html, at, repository);
    }
    html.push_str("</tbody>\n</table>\n</div>\n");
}

fn row(html: &mut String, at: usize, repository: &Audited) {
    let name = line(&repository.name);
    if let Some(said) = aside(repository) {
        let width = DELIVERABLES.len();
        let said = line(&said);
        let _ =
            writeln!(html, "<tr><th scope=\"row\">{name}</th><td colspan=\"{width}\" class=\"aside\">{said}</td></tr>");
        return;
    }
    let _ = write!(html, "<tr><th scope=\"row\"><a href=\"#r{at}\">{name}</a></th>");
    for judged in repository.deliverables() {
        let (id, verdict) = (id(at, judged), judged.verdict);
        let share = share(judged).map_or_else(String::new, |share| format!("<small>{share}</small>"));
        let _ = write!(
            html,
            "<td class=\"{}\"><a href=\"#{id}\"><i aria-hidden=\"true\">{}</i> <b>{}</b>{share}</a></td>",
            class(verdict),
            verdict.symbol(),
            verdict.as_str()
        );
    }
    html.push_str("</tr>\n");
}

/// The anchor of a deliverable of the repository that stands at place `at`.
fn id(at: usize, judged: &Judged) -> String {
    format!("r{at}-{}", anchor(judged.deliverable.id))
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Partly => "partly",
        Verdict::Fail => "fail",
        Verdict::NotApplicable => "none",
    }
}

fn long(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotApplicable => "not applicable",
        other => other.as_str(),
    }
}
