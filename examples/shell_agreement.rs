//! How far the built-in linter of commands agrees with ShellCheck, which has to be installed, code by code:
//!
//! ```console
//! cargo run --release --features shuck --example shell_agreement -- DIRECTORY…
//! ```
//!
//! Both judge the RUNs of all Dockerfiles below the directories, and the shell scripts there (`*.sh`, `*.bash`). A remark is
//! agreed on where both have its code on the same line of the same script; scripts that ShellCheck can't read don't count. The table says for each code how many remarks
//! ShellCheck has, how many the built-in linter has when all its rules run, how many of these are agreed on, and at how many
//! of these the levels differ; a `+` stands at the codes that it reports. What is chosen by it stands in
//! `src/shellcheck/builtin/codes.rs`.

#![allow(clippy::disallowed_methods, reason = "looks for scripts, and reads its own arguments")]

use oep45::cli::ShellCheck;
use oep45::discover::{Discovery, Place};
use oep45::finding::Severity;
use oep45::model::Dockerfile;
use oep45::parse::parse;
use oep45::shellcheck::{Builtin, EXCLUDED, Remark, ShellLinter, scripts};
use oep45::text::FileKind;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Lines of a RUN's script that are not the RUN's own.
const PREAMBLE: usize = 2;

/// What ShellCheck says where it can't read a script, of which it says nothing else.
const UNREADABLE: u32 = 1072;

/// Something to judge, and how many of its lines don't count.
struct Sample {
    text: String,
    skipped: usize,
}

/// A remark by code, script and line, with its level.
type Remarks = BTreeMap<(u32, usize, usize), Severity>;

fn main() -> Result<(), Box<dyn Error>> {
    let directories: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let runs = runs(&directories)?;
    compare("RUN", &runs)?;
    compare("scripts", &shell_scripts(&directories))
}

/// The RUNs of all Dockerfiles below `directories`.
fn runs(directories: &[PathBuf]) -> Result<Vec<Sample>, Box<dyn Error>> {
    let place = Place::current()?;
    let mut discovery = Discovery::new(&place, &|_| false);
    for directory in directories {
        discovery.add(directory);
    }
    let mut samples = Vec::new();
    for found in discovery.finish().files.iter().filter(|found| found.kind == FileKind::Dockerfile) {
        let Ok(source) = found.read() else { continue };
        let tree = parse(source.text());
        let file = Dockerfile::new(&source, &tree, &found.tree_path, found.tree.as_ref());
        samples.extend(scripts(&file).into_iter().map(|script| Sample { text: script.text, skipped: PREAMBLE }));
    }
    Ok(samples)
}

/// The scripts below `directories` whose first lines name a shell.
fn shell_scripts(directories: &[PathBuf]) -> Vec<Sample> {
    let entries = directories.iter().flat_map(|directory| ignore::Walk::new(directory).flatten());
    let named = entries.filter(|entry| is_script(entry.path()));
    let texts = named.filter_map(|entry| std::fs::read_to_string(entry.path()).ok());
    let begun =
        texts.filter(|text| text.starts_with("#!") && text.lines().next().is_some_and(|line| line.contains("sh")));
    begun.map(|text| Sample { text, skipped: 0 }).collect()
}

fn is_script(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension == "sh" || extension == "bash")
}

fn compare(what: &str, samples: &[Sample]) -> Result<(), Box<dyn Error>> {
    let judged = |linter: &dyn ShellLinter| -> Result<Remarks, Box<dyn Error>> {
        let texts: Vec<&str> = samples.iter().map(|sample| sample.text.as_str()).collect();
        let verdict = linter.lint(&texts)?;
        for (script, reason) in &verdict.failed {
            writeln!(io::stderr(), "{reason}:\n{}", samples[*script].text)?;
        }
        let counts =
            |remark: &&Remark| remark.start.0 > samples[remark.script].skipped && !EXCLUDED.contains(&remark.code);
        let key = |remark: &Remark| ((remark.code, remark.script, remark.start.0), remark.severity);
        Ok(verdict.remarks.iter().filter(counts).map(key).collect())
    };
    let (theirs, all, chosen) =
        (judged(&ShellCheck)?, judged(&Builtin::with_all_codes())?, judged(&Builtin::default())?);
    let unread: BTreeSet<usize> = theirs.keys().filter(|key| key.0 == UNREADABLE).map(|key| key.1).collect();
    let [theirs, all, chosen] = [theirs, all, chosen].map(|mut remarks| {
        remarks.retain(|key, _| !unread.contains(&key.1));
        remarks
    });
    let reported: BTreeSet<u32> = Builtin::codes().iter().map(|code| code.number).collect();
    let mut out = io::stdout().lock();
    writeln!(out, "{what}: {} bodies, {} of which ShellCheck can't read", samples.len(), unread.len())?;
    writeln!(out, "  ShellCheck: {} remarks on the others", theirs.len())?;
    for (name, ours) in [("all codes", &all), ("those that are reported", &chosen)] {
        let agreed = ours.keys().filter(|key| theirs.contains_key(key)).count();
        writeln!(out, "  {name}: {} remarks, {agreed} agreed on", ours.len())?;
    }
    writeln!(out, "  code    theirs  ours  agreed  other level")?;
    for code in theirs.keys().chain(all.keys()).map(|key| key.0).collect::<BTreeSet<_>>() {
        let of = |remarks: &Remarks| remarks.keys().filter(|key| key.0 == code).count();
        let agreed: Vec<_> = all.iter().filter(|(key, _)| key.0 == code && theirs.contains_key(key)).collect();
        let other = agreed.iter().filter(|(key, level)| theirs.get(key) != Some(level)).count();
        let mark = if reported.contains(&code) { '+' } else { ' ' };
        writeln!(out, "{mark} SC{code:04} {:7} {:5} {:7} {other:12}", of(&theirs), of(&all), agreed.len())?;
    }
    Ok(())
}
