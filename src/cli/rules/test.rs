//! `oep45 rules test`: the examples of an operator's pages, run as tests.

use super::super::failure::Failure;
use super::super::output::to_stdout;
use super::super::{CLEAN, FOUND, pages, why};
use crate::catalog::example::{Said, Verdict, with_outputs};
use crate::catalog::{Catalog, Page};
use crate::config::Mistakes;
use crate::discover::Place;
use crate::finding::Spared;
use crate::pipeline::{Fault, Rejected, Ruleset, Trial, trials};
use clap::{Args, ValueHint};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Arguments of `oep45 rules test`.
#[derive(Args)]
#[command(after_help = "\
Every Bad example must be reported by its page's rule, in the very words of its `text` block where
it has one, and fixed as its `diff` block says; every Good example must be clean.

Examples:
  oep45 rules test oep45-rules             run the examples of all pages in that directory
  oep45 rules test oep45-rules --update    write what the rules say today into the pages

Exit codes: 0 all examples are right, 1 some are not, 2 a page can't be read.")]
pub(super) struct Test {
    /// Directories with rule pages
    #[arg(value_name = "DIR", required = true, value_hint = ValueHint::DirPath)]
    directories: Vec<PathBuf>,

    /// Write what the rules say and fix into the `text` and `diff` blocks of the pages
    #[arg(long)]
    update: bool,
}

impl Test {
    /// Run the examples, tell how it went, and give the exit code.
    pub(super) fn run(&self, place: &Place) -> Result<u8, Failure> {
        let catalog = pages::catalog(&self.directories, place)?;
        let builtin = Catalog::builtin();
        let is_own = |page: &&Page| builtin.get(&page.id).is_none_or(|other| other.path != page.path);
        // All that is wrong with all pages, before the first example.
        let own = |id: &str| catalog.get(id).is_some_and(|page| is_own(&page));
        match Ruleset::new(&catalog, own, &BTreeMap::new(), &BTreeMap::new()) {
            Err(Rejected::Page(findings)) => return Err(Mistakes(findings).into()),
            Err(other) => return Err(Failure::Message(other.to_string())),
            Ok(_) => {}
        }
        let (mut text, mut pages, mut examples, mut failed) = (String::new(), 0, 0, 0);
        for page in catalog.pages().filter(is_own) {
            let trials = trials(&catalog, page).map_err(|said| Failure::Message(format!("{}: {said}", page.path)))?;
            if self.update {
                update(page, &trials, place)?;
            }
            pages += 1;
            examples += trials.len();
            // Writing to a String can't fail.
            let _ = writeln!(text, "{}", page.path);
            for trial in &trials {
                failed += usize::from(self.tell(trial, &mut text));
            }
            for verdict in [Verdict::Bad, Verdict::Good] {
                if trials.iter().all(|trial| trial.example.verdict != verdict) {
                    let _ = writeln!(text, "  FAIL  there is no {verdict:?} example");
                    failed += 1;
                }
            }
        }
        let _ = writeln!(text, "\n{}, {}: {}", count(pages, "page"), count(examples, "example"), result(failed));
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(if failed == 0 { CLEAN } else { FOUND })
    }

    /// Tell how one example went; whether it failed.
    fn tell(&self, trial: &Trial<'_>, text: &mut String) -> bool {
        let (verdict, line) = (trial.example.verdict, trial.example.line);
        let updated = |fault: &Fault| self.update && matches!(fault, Fault::Differs | Fault::FixDiffers);
        let fault = trial.fault().filter(|fault| !updated(fault));
        let said = match fault {
            None => {
                let _ = writeln!(text, "  ok    {verdict:?} example, line {line}");
                return false;
            }
            Some(Fault::Silent) => "the rule does not report it",
            Some(Fault::Reported) => "the rule reports it",
            Some(Fault::Differs) => "the rule says something else than the page shows; `--update` takes it over",
            Some(Fault::Undeclared) => "the rule offers a fix that the page's `fix` excludes",
            Some(Fault::Unfixed) => "the rule's fixes leave the fault there, or make another one",
            Some(Fault::FixDiffers) => "the fix changes something else than the page shows; `--update` takes it over",
        };
        let _ = writeln!(text, "  FAIL  {verdict:?} example, line {line}: {said}");
        let Said { output, diff } = &trial.said;
        let shown = if fault == Some(Fault::FixDiffers) { diff.as_deref().unwrap_or("") } else { output };
        for line in shown.lines() {
            let _ = writeln!(text, "        {line}");
        }
        if fault == Some(Fault::Silent) {
            for Spared { place: label, .. } in trial.spared.iter().take(why::SHOWN) {
                let _ = writeln!(text, "        {}: it leaves this alone: {}", why::place(label), label.message);
            }
        }
        true
    }
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn result(failed: usize) -> String {
    if failed == 0 { "all right".to_owned() } else { format!("{failed} failed") }
}

#[allow(clippy::disallowed_methods, reason = "rewrites the page on request")]
fn update(page: &Page, trials: &[Trial<'_>], place: &Place) -> Result<(), Failure> {
    let bad = trials.iter().filter(|trial| trial.example.verdict == Verdict::Bad && !trial.said.output.is_empty());
    let outputs = bad.map(|trial| (&trial.example, trial.said.clone()));
    let markdown = with_outputs(&page.markdown, outputs);
    if markdown == page.markdown {
        return Ok(());
    }
    let path = place.directory().join(page.path.as_ref());
    std::fs::write(&path, markdown).map_err(|error| Failure::Message(format!("cannot write {}: {error}", page.path)))
}
