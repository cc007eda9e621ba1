//! Who judges the commands of RUN: ShellCheck where it is installed, or the linter that this program was built with.

use super::failure;
use super::shellcheck::{Failed, ShellCheck};
use crate::config::ShellJudge;
use crate::pipeline::Outcome;
#[cfg(feature = "shuck")]
use crate::shellcheck::Builtin;
use crate::shellcheck::{Judge, ShellLinter, Verdict};
use std::sync::Arc;

/// The linters of a run, each there once, so that all files that one of them judges are handed over together.
pub(super) struct ShellLinters {
    any: Arc<dyn ShellLinter>,
    installed: Arc<dyn ShellLinter>,
    builtin: Arc<dyn ShellLinter>,
}

impl ShellLinters {
    pub(super) fn new() -> Self {
        let builtin = builtin();
        Self { any: Arc::new(Any(Arc::clone(&builtin))), installed: Arc::new(ShellCheck), builtin }
    }

    /// The one that `judge` asks for.
    pub(super) fn of(&self, judge: ShellJudge) -> Arc<dyn ShellLinter> {
        Arc::clone(match judge {
            ShellJudge::Any => &self.any,
            ShellJudge::Installed => &self.installed,
            ShellJudge::Builtin => &self.builtin,
        })
    }
}

/// Say on standard error where it was not ShellCheck that judged.
pub(super) fn tell(outcome: &Outcome) {
    for judge in &outcome.shell_judges {
        if let Judge::Builtin { codes } = judge {
            let said =
                format!("the built-in linter judged the commands of RUN; it knows {codes} of ShellCheck's codes");
            failure::tell("note", &said);
        }
    }
}

/// ShellCheck, or else the built-in linter, which it holds.
struct Any(Arc<dyn ShellLinter>);

impl ShellLinter for Any {
    fn lint(&self, scripts: &[&str]) -> Result<Verdict, String> {
        match ShellCheck::run(scripts) {
            Err(Failed::Absent) if cfg!(feature = "shuck") => self.0.lint(scripts),
            judged => judged.map_err(|failed| failed.to_string()),
        }
    }
}

#[cfg(feature = "shuck")]
fn builtin() -> Arc<dyn ShellLinter> {
    Arc::new(Builtin::default())
}

#[cfg(not(feature = "shuck"))]
fn builtin() -> Arc<dyn ShellLinter> {
    Arc::new(Missing)
}

/// Stands where no linter was built in.
#[cfg(not(feature = "shuck"))]
struct Missing;

#[cfg(not(feature = "shuck"))]
impl ShellLinter for Missing {
    fn lint(&self, _: &[&str]) -> Result<Verdict, String> {
        Err("this oep45 was built without a linter of its own (the feature `shuck`); install `shellcheck`".to_owned())
    }
}
