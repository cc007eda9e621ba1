//! `oep45 check --fix` and `--diff`: what the findings offer, applied or shown.

use super::color::Color;
use super::failure::{self, Failure};
use super::file;
use super::input::Origin;
use super::output::to_stdout;
use super::run::Run;
use crate::discover::{Place, in_words};
use crate::finding::{Applicability, Notice};
use crate::fix::Fixed;
use crate::report::{Audience, write_diff};
use crate::text::Source;
use clap::Args;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

/// What becomes of the fixes that findings offer.
#[derive(Args)]
pub(super) struct Fixing {
    /// Apply the safe fixes, and report what is left; standard input is printed, fixed, and the report goes to standard
    /// error
    #[arg(long, conflicts_with_all = ["diff", "diff_base", "why_not"])]
    fix: bool,

    /// Apply, with --fix or --diff, also the fixes after which the image may be another one
    #[arg(long)]
    unsafe_fixes: bool,

    /// Print what --fix would change, and change nothing; the exit code is 1 where that is anything
    #[arg(long, conflicts_with_all = ["diff_base", "why_not", "format", "output", "statistics"])]
    pub(super) diff: bool,
}

impl Fixing {
    /// Whether standard input is printed in the place of the report.
    pub(super) fn takes_stdout(&self, run: &Run) -> bool {
        self.fix && run.origins.values().any(|origin| matches!(origin, Origin::Stream))
    }

    /// The files that change, fixed in the memory of `run`.
    ///
    /// # Errors
    /// There are unsafe fixes to apply, and nothing that applies them.
    pub(super) fn changes(&self, run: &mut Run, place: &Place) -> Result<Vec<Fixed>, Failure> {
        if !self.fix && !self.diff {
            let message = "--unsafe-fixes goes with --fix or --diff";
            return if self.unsafe_fixes { Err(Failure::Message(message.to_owned())) } else { Ok(Vec::new()) };
        }
        let most = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let mut changes = run.fix(most, place);
        for fixed in &changes {
            tell(fixed);
        }
        changes.retain(Fixed::changes);
        Ok(changes)
    }

    /// Write `changes` to where the files come from, check all files again, and give the number of applied fixes.
    ///
    /// # Errors
    /// Standard output can't be written, or standard input can't be fixed.
    pub(super) fn apply(&self, changes: &[Fixed], run: &mut Run, place: &Place) -> Result<usize, Failure> {
        if self.takes_stdout(run) {
            print_stream(run)?;
        }
        let mut applied = 0;
        let mut texts = Vec::new();
        for fixed in changes {
            let path = fixed.before.path();
            let Some(origin) = run.origin(path, place) else { continue };
            if let Err(message) = write(&origin, fixed.source.text()) {
                run.notice(Notice { path: path.to_owned(), message: format!("its fixes are not written: {message}") });
                texts.push(Arc::clone(&fixed.before));
                continue;
            }
            applied += fixed.applied;
            // Other names of the same file have its new text as well.
            let target = origin.target();
            let others = run.origins.iter().filter(|(other, origin)| *other != path && origin.target() == target);
            texts.extend(others.map(|(other, _)| Arc::new(Source::new(other.as_str(), fixed.source.text()))));
        }
        if !changes.is_empty() {
            run.revise(&texts);
            run.check(place);
        }
        Ok(applied)
    }
}

/// Tell what could not be fixed as it should.
fn tell(fixed: &Fixed) {
    let path = fixed.before.path();
    let warn = |message: &str| failure::tell("warning", &format!("{path}{message}"));
    if !fixed.before.invalid().is_empty() {
        warn(" is not UTF-8, and is not fixed");
    }
    for refused in &fixed.refused {
        let (rule, line, reason) = (&refused.rule, refused.line, &refused.reason);
        warn(&format!(":{line}: the fix of `{rule}` {reason}; it is left out; please report it as a bug"));
    }
    if fixed.failed {
        warn(": fixing it failed, and is left out; please report it as a bug");
    }
    if !fixed.settled {
        warn(": each fix makes another one necessary, so it is left as it was; please report it as a bug");
    }
}

/// Print standard input, fixed or not.
fn print_stream(run: &Run) -> Result<(), Failure> {
    let is_stream = |path: &str| matches!(run.origins.get(path), Some(Origin::Stream));
    for input in run.inputs.iter().filter(|input| is_stream(&input.path)) {
        let source = (input.read)().map_err(Failure::Message)?;
        if !source.invalid().is_empty() {
            return Err(Failure::Message("standard input is not UTF-8, and can't be fixed".to_owned()));
        }
        to_stdout(|out| out.write_all(source.text().as_bytes()))?;
    }
    Ok(())
}

/// Write `text` to where a file comes from: to a link's target, if that is in the same tree.
fn write(origin: &Origin, text: &str) -> Result<(), String> {
    let Origin::Disk { place, root } = origin else { return Ok(()) };
    let target = place.canonicalize().map_err(|error| in_words(&error))?;
    if !target.starts_with(root) {
        return Err(format!("it is a link to {}, which is outside of {}", target.display(), root.display()));
    }
    file::write(&target, |out| out.write_all(text.as_bytes())).map_err(|error| in_words(&error))
}

impl Origin {
    /// The file itself, whatever its names.
    pub(super) fn target(&self) -> Option<PathBuf> {
        match self {
            Self::Stream => None,
            Self::Disk { place, .. } => Some(place.canonicalize().unwrap_or_else(|_| place.clone())),
        }
    }
}

/// Print `changes` as a diff, and whether there are any.
pub(super) fn show(changes: &[Fixed], run: &Run, color: Color) -> Result<bool, Failure> {
    let audience = audience(color);
    let findings: Vec<_> = run.outcome.findings.iter().chain(&run.outcome.suppressed).cloned().collect();
    to_stdout(|out| {
        for fixed in changes {
            write_diff(&fixed.before, &fixed.source, &findings, audience, out)?;
        }
        Ok(())
    })?;
    let applied: usize = changes.iter().map(|fixed| fixed.applied).sum();
    if applied > 0 {
        let files = changes.len();
        let plural = |number| if number == 1 { "" } else { "s" };
        let (findings, end) = (plural(applied), plural(files));
        failure::tell("oep45", &format!("would fix {applied} finding{findings} in {files} file{end}"));
    }
    Ok(!changes.is_empty())
}

/// A person reads what goes to a terminal or to the log of a workflow; else a program may.
#[allow(clippy::disallowed_methods, reason = "the environment says whether this is a step of a workflow")]
fn audience(color: Color) -> Audience {
    let logged = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| !value.is_empty());
    let stdout = io::stdout();
    let color = color.on(&stdout);
    if color || logged || stdout.is_terminal() { Audience::Person { color } } else { Audience::Program }
}
