//! The scorecard: what of OEP-45 a repository delivers. A pure function of what a run found in it.
//!
//! ```text
//!  findings ──┐
//!  facts    ──┼─► judge ──► Audited ──► Scorecard ──► human, json, markdown, html
//!  pages    ──┘      ▲
//!                    └── deliverables: which clauses belong to what OEP-45 expects a service to provide
//! ```
//!
//! A rule belongs to a deliverable by the clause on its page, so that a new rule finds its place by itself.

mod deliverable;
pub mod html;
mod human;
mod json;
mod judge;
mod markdown;
mod words;

pub use deliverable::{DELIVERABLES, Deliverable, Requirement, requirement};
pub use human::write as human;
pub use json::write as json;
pub use judge::{Facts, judge};
pub use markdown::write as markdown;

use crate::finding::Severity;
use serde::Serialize;

/// Every repository of an audit.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scorecard {
    /// In the order in which they were named.
    pub repositories: Vec<Audited>,
}

/// One repository.
#[derive(Clone, Debug, Serialize)]
pub struct Audited {
    /// What it is called.
    pub name: String,
    /// Where it was found, as it was named.
    pub path: String,
    /// What became of it.
    #[serde(flatten)]
    pub state: State,
}

/// What became of a repository.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum State {
    /// It is a service, and was judged.
    Service {
        /// One for each of [`DELIVERABLES`].
        deliverables: Vec<Judged>,
        /// What could not be checked in it.
        notices: Vec<String>,
    },
    /// It is not that of a Django service, and the rules judge no other.
    NoService,
    /// It could not be looked at.
    Unchecked {
        /// Why, in words.
        reason: String,
    },
}

/// How a deliverable stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing is missing.
    Pass,
    /// It can't be told, or isn't asked for.
    NotApplicable,
    /// It is there, and something is missing.
    Partly,
    /// It is not there, or misses what it is there for.
    Fail,
}

/// A deliverable of one repository.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Which one.
    pub deliverable: &'static Deliverable,
    /// How it stands.
    pub verdict: Verdict,
    /// Why nothing could be judged, or what no finding says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Its requirements, in order.
    pub requirements: Vec<Met>,
}

/// A requirement of one repository.
#[derive(Clone, Debug, Serialize)]
pub struct Met {
    /// Which one.
    pub requirement: &'static Requirement,
    /// Pass, fail, or not judged: none of its rules ran.
    pub verdict: Verdict,
    /// What was found.
    pub remarks: Vec<Remark>,
}

/// A finding, as an audit tells it.
#[derive(Clone, Debug, Serialize)]
pub struct Remark {
    /// The rule's id.
    pub rule: String,
    /// How bad it is; a note alone costs nothing.
    #[serde(serialize_with = "severity")]
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do, each a sentence.
    pub help: Vec<String>,
    /// The file, from the repository's root on.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
    /// Who decided to live with it, and why. It counts all the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn severity<S: serde::Serializer>(severity: &Severity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(severity.as_str())
}

impl Verdict {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::NotApplicable => "n/a",
            Self::Partly => "partly",
            Self::Fail => "fail",
        }
    }

    /// The sign for it.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Pass => "✓",
            Self::NotApplicable => "–",
            Self::Partly => "~",
            Self::Fail => "✗",
        }
    }
}

impl Judged {
    /// Everything that was found, with the requirement that it breaks.
    pub fn remarks(&self) -> impl Iterator<Item = (&'static Requirement, &Remark)> {
        self.requirements.iter().flat_map(|met| met.remarks.iter().map(|remark| (met.requirement, remark)))
    }
}

impl Scorecard {
    /// The worst verdict of all; `None` where no repository is a service.
    pub fn worst(&self) -> Option<Verdict> {
        self.verdicts().max()
    }

    /// Whether a repository, or something in one, could not be checked.
    pub fn is_incomplete(&self) -> bool {
        self.repositories.iter().any(|repository| match &repository.state {
            State::Service { notices, .. } => !notices.is_empty(),
            State::NoService => false,
            State::Unchecked { .. } => true,
        })
    }

    /// How many deliverables stand so.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.verdicts().filter(|other| *other == verdict).count()
    }

    fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        self.repositories.iter().flat_map(Audited::deliverables).map(|judged| judged.verdict)
    }
}

impl Audited {
    /// Its deliverables; none where it is no service.
    pub fn deliverables(&self) -> &[Judged] {
        match &self.state {
            State::Service { deliverables, .. } => deliverables,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests;
