//! A repository below the table: its deliverables, to be opened one by one.

use super::escape::{anchor, code, line};
use super::{class, id};
use crate::audit::words::{share, wants_remedy};
use crate::audit::{Audited, Judged, Met, Remark, State, Verdict};
use std::fmt::Write as _;

/// Remarks of one requirement that are listed; of the others there is the number.
const SHOWN: usize = 50;

/// Write the section of `repository`, which stands at place `at`; nothing where it is no service.
pub(super) fn repository(html: &mut String, at: usize, repository: &Audited) {
    let State::Service { deliverables, notices } = &repository.state else { return };
    let (name, path) = (line(&repository.name), line(&repository.path));
    let _ =
        write!(html, "<section class=\"repository\" id=\"r{at}\">\n<h2>{name}</h2>\n<p class=\"path\">{path}</p>\n");
    for notice in notices {
        let _ = writeln!(html, "<p class=\"notice\">Not checked: {}</p>", line(notice));
    }
    for judged in deliverables {
        deliverable(html, at, judged);
    }
    html.push_str("</section>\n");
}

fn deliverable(html: &mut String, at: usize, judged: &Judged) {
    let verdict = judged.verdict;
    let share = share(judged).map_or_else(String::new, |share| format!(" <small>{share}</small>"));
    let found = judged.remarks().count();
    let found = match found {
        0 => String::new(),
        1 => " <small>1 finding</small>".to_owned(),
        many => format!(" <small>{many} findings</small>"),
    };
    let _ = write!(
        html,
        "<details id=\"{}\" class=\"{}\">\n<summary><i aria-hidden=\"true\">{}</i> <span>{}</span> <b>{}</b>{share}{found}\
         </summary>\n<div>\n<p>{}</p>\n",
        id(at, judged),
        class(verdict),
        verdict.symbol(),
        code(judged.deliverable.title),
        super::long(verdict),
        code(judged.deliverable.summary),
    );
    if let Some(reason) = &judged.reason {
        let _ = writeln!(html, "<p class=\"reason\">{}.</p>", line(&capital(reason)));
    }
    if wants_remedy(judged) {
        let _ = writeln!(html, "<p class=\"remedy\"><b>To pass, add</b> {}.</p>", code(judged.deliverable.remedy));
    }
    html.push_str("<ul class=\"requirements\">\n");
    for met in &judged.requirements {
        requirement(html, met);
    }
    html.push_str("</ul>\n</div>\n</details>\n");
}

fn requirement(html: &mut String, met: &Met) {
    let said = match met.verdict {
        Verdict::Pass if met.remarks.is_empty() => "met",
        Verdict::Pass => "met, with a note",
        Verdict::NotApplicable => "not judged",
        Verdict::Partly | Verdict::Fail => "not met",
    };
    let _ = writeln!(
        html,
        "<li class=\"{}\"><p class=\"what\"><i aria-hidden=\"true\">{}</i> {} <small>{said}</small></p>",
        class(met.verdict),
        met.verdict.symbol(),
        code(&met.requirement.title.replace("<APPNAME>_CFG_PATH", "`<APPNAME>_CFG_PATH`")),
    );
    if !met.remarks.is_empty() {
        html.push_str("<ol class=\"remarks\">\n");
        for found in met.remarks.iter().take(SHOWN) {
            remark(html, found);
        }
        html.push_str("</ol>\n");
    }
    if met.remarks.len() > SHOWN {
        let _ = writeln!(html, "<p class=\"more\">{} more.</p>", met.remarks.len() - SHOWN);
    }
    html.push_str("</li>\n");
}

fn remark(html: &mut String, remark: &Remark) {
    let place = format!("{}:{}", remark.path, remark.line);
    let _ = write!(
        html,
        "<li class=\"{}\"><p><span class=\"level\">{}</span> {}</p>\n<p class=\"where\"><code>{}</code> \
         <a href=\"#rule-{}\">{}</a></p>\n",
        remark.severity.as_str(),
        remark.severity.as_str(),
        line(&capital(&remark.message)),
        super::escape::escape(&crate::report::visible(&place)),
        anchor(&remark.rule),
        line(&remark.rule),
    );
    for help in &remark.help {
        let _ = writeln!(html, "<p class=\"help\">{}</p>", line(help));
    }
    if let Some(accepted) = &remark.accepted {
        let _ = writeln!(html, "<p class=\"accepted\">Accepted {}; it counts all the same.</p>", line(accepted));
    }
    html.push_str("</li>\n");
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
