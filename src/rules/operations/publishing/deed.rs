//! What a step does with an image: it builds one, or pushes one, or both.

use super::stages::Stages;
use crate::repo::Said;
use crate::repo::publishing::{Reference, holds};
use crate::text::{Source, Span};
use std::sync::Arc;

/// One build or push.
#[derive(Clone, Debug)]
pub(in crate::rules::operations) struct Deed {
    /// The file that says so: a workflow, an action, a Makefile, a script.
    pub(in crate::rules::operations) source: Arc<Source>,
    /// The words that say it.
    pub(in crate::rules::operations) span: Span,
    /// Whether it builds the image.
    pub(in crate::rules::operations) builds: bool,
    /// Whether it pushes it.
    pub(in crate::rules::operations) push: Push,
    /// What the image is called, as far as that is written.
    pub(in crate::rules::operations) images: Vec<Said>,
    /// The stage that it asks for.
    pub(in crate::rules::operations) target: Option<Said>,
    /// The Dockerfile's path, where that is known.
    pub(in crate::rules::operations) dockerfile: Option<String>,
    /// The stage that is built where none is asked for, by its name in the Dockerfile.
    pub(in crate::rules::operations) default: Option<(Arc<Source>, Said)>,
    /// What makes the image's tags: the list for `docker/metadata-action`.
    pub(in crate::rules::operations) tags: Option<String>,
    /// Why it fails for sure.
    pub(in crate::rules::operations) fault: Option<Fault>,
}

/// Whether an image is pushed.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::rules::operations) enum Push {
    /// Nothing says so.
    No,
    /// What stands there says that it isn't.
    Off(Span),
    /// Yes.
    Yes,
    /// If this holds.
    If(String),
}

/// Why a deed fails for sure.
#[derive(Clone, Debug)]
pub(in crate::rules::operations) enum Fault {
    /// Its Dockerfile has no such stage, but these.
    NoStage(Arc<Stages>, Said),
    /// This Makefile has no such target.
    NoTarget(Arc<Source>, Said),
}

impl Deed {
    pub(super) fn new(source: &Arc<Source>, span: Span) -> Self {
        Self {
            source: Arc::clone(source),
            span,
            builds: false,
            push: Push::No,
            images: Vec::new(),
            target: None,
            dockerfile: None,
            default: None,
            tags: None,
            fault: None,
        }
    }

    /// Whether it pushes at all, if only for some branches.
    pub(in crate::rules::operations) fn pushes(&self) -> bool {
        !matches!(self.push, Push::No | Push::Off(_))
    }

    /// Whether it may push when `event` happens to `reference`.
    pub(in crate::rules::operations) fn may_push(&self, event: &str, reference: Reference<'_>) -> bool {
        let pushes = match &self.push {
            Push::No | Push::Off(_) => false,
            Push::Yes => true,
            Push::If(condition) => holds(condition, event, reference) != Some(false),
        };
        pushes && self.tags.as_ref().is_none_or(|tags| super::metadata::may_tag(tags, event, reference))
    }
}
