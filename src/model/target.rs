//! What the default build makes: whether a stage is for development, and which stage should be the last.
//!
//! ```text
//! FROM base AS production
//! CMD ["gunicorn", …]            a runtime stage
//! FROM base AS dev               a sign: the name
//! RUN pip install -r dev.txt     a sign: the requirements
//! CMD ["…", "runserver"]         a sign: the command
//! ```

mod command;
mod signs;

use super::{Dockerfile, Stage};
use crate::parse::Keyword;
use crate::text::{Span, is_ci_word};

/// One reason to think that a stage is for development.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sign {
    /// What shows it.
    pub kind: SignKind,
    /// The words.
    pub span: Span,
    /// What the words do or name, for a message: `runserver`, `requirements/dev.txt`.
    pub text: String,
}

/// What shows that a stage is for development.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SignKind {
    /// A container of it starts a development server, or waits for somebody to start one.
    Command,
    /// It installs requirements for development or tests.
    Requirements,
    /// It sets a settings module for development or tests.
    Settings,
    /// It is called so.
    Name,
}

/// Whom a stage's name says it is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// Developers and tests: `dev`, `devstack`, `test`.
    Development,
    /// Everybody: `production`, `prod`, `kubernetes`.
    Production,
    /// One vendor's or operator's customers: `newrelic`.
    Vendor,
}

impl Audience {
    /// Whom `name`, that of a stage or an image, says it is for; `None` where it says nothing.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        if name == "edx.org" {
            return Some(Self::Vendor);
        }
        name.split(['-', '_', '.']).find_map(audience_of)
    }
}

/// So many stages with a command are looked at, each together with all that it is built on.
const MOST_STAGES: usize = 64;

impl<'t> Dockerfile<'t> {
    /// The signs that `stage` is for development, inherited ones included, the strongest first.
    pub fn development_signs(&self, stage: &Stage<'t>) -> &[Sign] {
        self.signs[stage.index].get_or_init(|| signs::of(self, stage))
    }

    /// Whom the name of `stage` says it is for; `None` where it says nothing.
    pub fn audience(stage: &Stage<'_>) -> Option<Audience> {
        Audience::of(&stage.name.as_ref()?.text())
    }

    /// Whether a container of `stage` is meant to be run: it has a command of its own, or it is the default target, or it is
    /// named for everybody's use and nothing else in the file needs it.
    pub fn is_runtime(&self, stage: &Stage<'t>) -> bool {
        // An ENTRYPOINT alone is often a wrapper for the commands of the stages that are built on it.
        let wrapped = || stage.last(Keyword::Entrypoint).is_some() && !stage.is_needed;
        let last = stage.index + 1 == self.stages.len();
        stage.last(Keyword::Cmd).is_some() || wrapped() || last || Self::audience(stage).is_some() && !stage.is_needed
    }

    /// The stage that should be the last, where the last one is for development or for one vendor: the one that everybody
    /// would run. `None` where the last stage is right, or where no other one can be.
    pub fn better_target(&self) -> Option<&Stage<'t>> {
        let last = self.default_target()?;
        let good = |stage: &Stage<'t>| {
            Self::audience(stage) != Some(Audience::Vendor) && self.development_signs(stage).is_empty()
        };
        if good(last) {
            return None;
        }
        // One that is named for production is run, too, where developers' stages are built on it.
        let is_run = |stage: &&Stage<'t>| {
            let starts = |stage| {
                let startup = self.startup(stage);
                startup.cmd.is_some() || startup.entrypoint.is_some()
            };
            self.is_runtime(stage) || Self::audience(stage) == Some(Audience::Production) && starts(stage)
        };
        let others = || self.stages.iter().rev().skip(1).filter(is_run).take(MOST_STAGES);
        let mut best = others().filter(|stage| good(stage));
        best.find(|stage| Self::audience(stage) == Some(Audience::Production))
            .or_else(|| others().find(|stage| good(stage)))
    }

    /// Whether the file is made for development or tests as a whole: it, or its folder, is called so.
    pub fn is_for_development(&self) -> bool {
        let mut parts = self.source.path().rsplit('/');
        let (name, folder) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let mut words = name.split(['.', '-', '_']).chain(folder.split(['.', '-', '_']));
        words.any(|word| {
            let word = word.to_lowercase();
            is_ci_word(&word) || word != "debug" && audience_of(&word) == Some(Audience::Development)
        })
    }
}

fn audience_of(word: &str) -> Option<Audience> {
    Some(match word {
        "dev" | "devel" | "development" | "develop" | "devapp" | "devstack" | "devcontainer" | "local" | "test"
        | "tests" | "testing" | "debug" => Audience::Development,
        "prod" | "production" | "kubernetes" | "k8s" | "release" => Audience::Production,
        "newrelic" | "datadog" | "ddtrace" => Audience::Vendor,
        _ => return None,
    })
}
