//! The scorecard for people at a terminal: a table, and below it what to do.
//!
//! ```text
//!                   Dockerfile  Settings  …
//! edx-notes-api     ~ partly    ✗ fail    …
//! ```

use super::words::{aside, counts, groups, rest, share, wants_remedy};
use super::{Audited, DELIVERABLES, Scorecard, Verdict};
use crate::report::visible;
use std::io::{self, Write};

/// Most characters of a repository's name in the table.
const WIDEST: usize = 40;

/// Write `card`; coloured with ANSI escapes where `color` says so.
///
/// # Errors
/// Those of `out`.
pub fn write(card: &Scorecard, color: bool, out: &mut dyn Write) -> io::Result<()> {
    table(card, color, out)?;
    for repository in &card.repositories {
        work(repository, color, out)?;
    }
    let services = card.repositories.iter().filter(|repository| !repository.deliverables().is_empty()).count();
    let counted = counts(card);
    let all = card.repositories.len();
    writeln!(
        out,
        "\noep45: {services} of {all} repositories are services{}",
        if counted.is_empty() { String::new() } else { format!("; {counted}") }
    )
}

fn table(card: &Scorecard, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> = card.repositories.iter().map(|repository| short(&repository.name)).collect();
    let first = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let cells: Vec<usize> =
        DELIVERABLES.iter().map(|deliverable| deliverable.title.len().max("~ partly".len())).collect();
    let heads: Vec<String> =
        DELIVERABLES.iter().zip(&cells).map(|(it, width)| format!("{:width$}", it.title)).collect();
    writeln!(out, "{}", format!("{:first$}  {}", "", heads.join("  ")).trim_end())?;
    for (repository, name) in card.repositories.iter().zip(&names) {
        let pad = " ".repeat(first.saturating_sub(name.chars().count()));
        let row = if let Some(said) = aside(repository) {
            visible(&said)
        } else {
            let cell = |(judged, width): (&super::Judged, &usize)| {
                let text = format!("{} {}", judged.verdict.symbol(), judged.verdict.as_str());
                let pad = " ".repeat(width.saturating_sub(text.chars().count()));
                format!("{}{pad}", paint(&text, judged.verdict, color))
            };
            repository.deliverables().iter().zip(&cells).map(cell).collect::<Vec<_>>().join("  ")
        };
        writeln!(out, "{}", format!("{name}{pad}  {row}").trim_end())?;
    }
    Ok(())
}

/// What is left to do in a repository.
fn work(repository: &Audited, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let open = |judged: &&super::Judged| judged.verdict != Verdict::Pass;
    if repository.deliverables().iter().all(|judged| !open(&judged)) {
        return Ok(());
    }
    writeln!(out, "\n{}", visible(&repository.name))?;
    for judged in repository.deliverables().iter().filter(open) {
        let share = share(judged).map_or_else(String::new, |share| format!(" ({share})"));
        let sign = paint(judged.verdict.symbol(), judged.verdict, color);
        let word = judged.verdict.as_str();
        let reason = judged.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", visible(reason)));
        writeln!(out, "  {sign} {}, {word}{share}{reason}", judged.deliverable.title)?;
        if wants_remedy(judged) {
            writeln!(out, "      add {}", judged.deliverable.remedy)?;
        }
        for group in groups(judged) {
            let remark = group.first;
            let place = format!("{}:{}", remark.path, remark.line);
            writeln!(
                out,
                "      {}[{}] {}: {}{}",
                remark.severity.as_str(),
                remark.rule,
                visible(&place),
                visible(&remark.message),
                rest(&group)
            )?;
        }
    }
    Ok(())
}

fn short(name: &str) -> String {
    let name = visible(name);
    if name.chars().count() <= WIDEST { name } else { name.chars().take(WIDEST - 1).chain(['…']).collect() }
}

fn paint(text: &str, verdict: Verdict, color: bool) -> String {
    let code = match verdict {
        Verdict::Pass => "32",
        Verdict::Partly => "33",
        Verdict::Fail => "31",
        Verdict::NotApplicable => "2",
    };
    if color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}
