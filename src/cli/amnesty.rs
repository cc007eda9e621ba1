//! `oep45 amnesty`: write, show and prune the list of findings that are pardoned.

use super::amnesties::{self, Stored};
use super::choice::Choice;
use super::color::Color;
use super::failure::{self, Failure};
use super::output::to_stdout;
use super::run::{Pardon, Run};
use super::{CLEAN, TROUBLE, file, pages};
use crate::discover::{Place, in_words};
use crate::triage::amnesty::{Entry, entries, write};
use clap::{Args, Subcommand};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const AFTER_HELP: &str = "\
Examples:
  oep45 amnesty write          pardons all that is found today
  oep45 amnesty show           what is pardoned
  oep45 amnesty prune          takes out what was mended since

`oep45 check` finds the file by itself. Each pardon is for a rule, a file and the text of the instruction, with a count:
what moves stays pardoned, a second fault of the same words does not.";

/// Arguments of `oep45 amnesty`.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Amnesty {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Subcommand)]
enum Deed {
    /// Pardon every finding of today
    Write(Scope),
    /// List what is pardoned
    Show(Scope),
    /// Take out what is no longer found
    Prune(Scope),
}

#[derive(Args)]
struct Scope {
    /// Files and directories [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    choice: Choice,

    /// The amnesty file
    #[arg(long = "amnesty", value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: Option<PathBuf>,
}

impl Amnesty {
    /// Do it, and give the exit code.
    pub(super) fn run(self, color: Color) -> Result<u8, Failure> {
        let (Deed::Write(scope) | Deed::Show(scope) | Deed::Prune(scope)) = &self.deed;
        let place = pages::place()?;
        let mut run = Run::new(&scope.choice, &place, scope.paths.clone(), None, None, color)?;
        let pardon = Pardon { amnesty: scope.file.clone(), ..Pardon::default() };
        let stored = run.stored(&pardon, &place)?;
        match &self.deed {
            Deed::Write(_) => write_all(&run, scope.file.clone(), &stored, &place)?,
            Deed::Show(_) => to_stdout(|out| out.write_all(table(&stored).as_bytes()))?,
            Deed::Prune(_) => prune(&mut run, &stored, &place)?,
        }
        failure::tell_notices(&run.outcome);
        Ok(if run.outcome.notices.is_empty() { CLEAN } else { TROUBLE })
    }
}

/// Pardon the findings of `run`, and keep what is pardoned in files that it did not check, or of rules whose pages are wrong.
fn write_all(run: &Run, given: Option<PathBuf>, stored: &[Stored], place: &Place) -> Result<(), Failure> {
    let path = given.or_else(|| stored.first().map(|stored| stored.path.clone())).unwrap_or_else(|| run.home());
    let directory = amnesties::directory(&path, place);
    let locked = |finding: &&crate::finding::Finding| run.locks(finding);
    let open = run.outcome.findings.iter().filter(|finding| !locked(finding));
    let mut kept = Vec::new();
    for entry in entries(open) {
        match amnesties::from_directory(&directory, &entry.path, place) {
            Some(path) => kept.push(Entry { path, ..entry }),
            None => failure::tell(
                "warning",
                &format!("{} is not below {}, and is not pardoned", entry.path, directory.display()),
            ),
        }
    }
    let checked = |entry: &Entry| {
        let path = place.name(&amnesties::absolute(&directory, &entry.path));
        run.checked(&path) && !run.lacks(&path, &entry.rule)
    };
    let is_same = |stored: &&Stored| stored.path.canonicalize().ok() == path.canonicalize().ok();
    for (entry, _) in stored.iter().filter(is_same).flat_map(|stored| &stored.file.entries) {
        let there = directory.join(&entry.path).exists();
        if there && !checked(entry) {
            kept.push(entry.as_ref().clone());
        }
    }
    let count: usize = kept.iter().map(|entry| entry.count).sum();
    store(&path, kept)?;
    let locked = run.outcome.findings.iter().filter(locked).count();
    let besides = if locked > 0 { format!("; {locked} of locked rules are not") } else { String::new() };
    say(&format!("{}: {}{besides}", shown(&path, place), pardoned(count)))
}

/// Write the files of `stored` without what is stale.
fn prune(run: &mut Run, stored: &[Stored], place: &Place) -> Result<(), Failure> {
    let mut amnesty = amnesties::together(stored, place);
    let gone = |path: &str| !place.directory().join(path).exists();
    run.outcome.pardon(&mut amnesty, &run.inputs, gone);
    if stored.is_empty() {
        return say("there is no amnesty to prune");
    }
    for Stored { path, file } in stored {
        let kept = amnesty.pruned(&file.source, |path, rule| gone(path) || run.judged(path, rule));
        let sum = |entries: &mut dyn Iterator<Item = usize>| entries.sum::<usize>();
        let before = sum(&mut file.entries.iter().map(|(entry, _)| entry.count));
        let after = sum(&mut kept.iter().map(|entry| entry.count));
        store(path, kept)?;
        let gone = before - after;
        let pardons = if gone == 1 { "pardon" } else { "pardons" };
        say(&format!("{}: {gone} {pardons} taken out, {after} left", shown(path, place)))?;
    }
    Ok(())
}

fn store(path: &Path, entries: Vec<Entry>) -> Result<(), Failure> {
    let text = write(entries);
    file::write(path, |out| out.write_all(text.as_bytes()))
        .map_err(|error| Failure::Message(format!("cannot write {}: {}", path.display(), in_words(&error))))
}

fn shown(path: &Path, place: &Place) -> String {
    path.canonicalize().map_or_else(|_| path.display().to_string(), |path| place.name(&path))
}

fn say(line: &str) -> Result<(), Failure> {
    let line = failure::one_line(line);
    to_stdout(|out| writeln!(out, "oep45: {line}"))
}

/// One line for each entry, and the sum.
fn table(stored: &[Stored]) -> String {
    let mut text = String::new();
    let mut sum = 0;
    for (entry, _) in stored.iter().flat_map(|stored| &stored.file.entries) {
        sum += entry.count;
        let words: String = entry.text.chars().take(80).collect();
        let line = format!("{:>4}  {}  {}  {words}", entry.count, entry.rule, entry.path);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", failure::one_line(&line));
    }
    let _ = writeln!(text, "oep45: {}", pardoned(sum));
    text
}

fn pardoned(count: usize) -> String {
    if count == 1 { "1 finding is pardoned".to_owned() } else { format!("{count} findings are pardoned") }
}
