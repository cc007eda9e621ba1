//! The scorecard as Markdown, for an issue, a wiki or the summary of a step.

use super::words::{aside, counts, groups, rest, share, wants_remedy};
use super::{Audited, DELIVERABLES, Judged, Scorecard, Verdict};
use crate::report::{as_markdown, visible};
use std::io::{self, Write};

/// Write `card`.
///
/// # Errors
/// Those of `out`.
pub fn write(card: &Scorecard, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# OEP-45 scorecard\n")?;
    let counted = counts(card);
    if !counted.is_empty() {
        writeln!(out, "{counted}.\n")?;
    }
    let heads: Vec<&str> = DELIVERABLES.iter().map(|deliverable| deliverable.title).collect();
    writeln!(out, "| Repository | {} |", heads.join(" | "))?;
    writeln!(out, "|:--|{}", ":--|".repeat(heads.len()))?;
    for repository in &card.repositories {
        let cells: Vec<String> = match aside(repository) {
            Some(said) => {
                let rest = vec![String::new(); DELIVERABLES.len() - 1];
                std::iter::once(as_markdown(&said)).chain(rest).collect()
            }
            None => repository.deliverables().iter().map(cell).collect(),
        };
        writeln!(out, "| {} | {} |", as_markdown(&repository.name), cells.join(" | "))?;
    }
    for repository in &card.repositories {
        work(repository, out)?;
    }
    Ok(())
}

fn cell(judged: &Judged) -> String {
    let sign = match judged.verdict {
        Verdict::Pass => "✅",
        Verdict::Partly => "🟡",
        Verdict::Fail => "❌",
        Verdict::NotApplicable => "➖",
    };
    format!("{sign} {}", judged.verdict.as_str())
}

fn work(repository: &Audited, out: &mut dyn Write) -> io::Result<()> {
    let open: Vec<&Judged> =
        repository.deliverables().iter().filter(|judged| judged.verdict != Verdict::Pass).collect();
    if open.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## {}", as_markdown(&repository.name))?;
    for judged in open {
        let share = share(judged).map_or_else(String::new, |share| format!(" ({share})"));
        let reason = judged.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", as_markdown(reason)));
        writeln!(out, "\n**{}** {}{share}{reason}\n", judged.deliverable.title, cell(judged))?;
        if wants_remedy(judged) {
            writeln!(out, "- Add {}.", as_markdown(judged.deliverable.remedy))?;
        }
        for group in groups(judged) {
            let remark = group.first;
            let place = visible(&format!("{}:{}", remark.path, remark.line)).replace('`', "'");
            let rest = as_markdown(&rest(&group));
            writeln!(out, "- `{}` in `{place}`: {}{rest}", remark.rule, as_markdown(&remark.message))?;
        }
    }
    Ok(())
}
