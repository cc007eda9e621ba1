//! What each stage executes: its own instructions, and before them the triggers that ONBUILD left in the stage it is built on.
//!
//! ```text
//! FROM golang AS base
//! ONBUILD COPY . /src          no step of `base`; the first one of every stage built on it
//! FROM base                    executes COPY . /src; a fault of it is reported here
//! ```

use super::Dockerfile;
use super::stage::{Place, Stage, Step};
use crate::parse::{Instruction, Keyword};

/// An instruction that a stage executes.
#[derive(Clone, Copy)]
pub struct Executed<'t> {
    /// The instruction.
    pub instruction: &'t Instruction<'t>,
    /// Where in the stage: what its variables find is what stands before. Triggers come before the first step.
    pub place: Place,
    /// The FROM that fires it, where it is a trigger.
    pub fired_by: Option<&'t Instruction<'t>>,
}

impl<'t> Executed<'t> {
    /// The instruction that makes the build execute it: itself, or the FROM that fires it.
    pub fn cause(&self) -> &'t Instruction<'t> {
        self.fired_by.unwrap_or(self.instruction)
    }

    /// Whether it is this instruction.
    pub fn is(&self, keyword: Keyword) -> bool {
        self.instruction.keyword == keyword
    }
}

impl<'t> Dockerfile<'t> {
    /// What the stages execute, in order.
    pub fn executed(&self) -> impl Iterator<Item = Executed<'t>> + '_ {
        self.stages.iter().flat_map(|stage| self.executed_in(stage))
    }

    /// What a piece of a Dockerfile executes, a file without any FROM: all of it, in a stage that nobody sees, so that no
    /// variable has a value at these places. Of a template's piece, nothing.
    pub fn executed_in_piece(&self) -> impl Iterator<Item = Executed<'t>> + '_ {
        own(0, self.piece())
    }

    /// The steps of a file without any FROM, unless it is a template's piece.
    fn piece(&self) -> &[Step<'t>] {
        if self.stages.is_empty() { self.before_stages() } else { &[] }
    }

    /// What the stages, or a piece of a Dockerfile, leave to the images that are built on them.
    pub fn triggers(&self) -> impl Iterator<Item = &'t Instruction<'t>> + '_ {
        let piece = self.piece().iter().map(|step| step.instruction).filter(|it| it.onbuild.is_some());
        self.stages.iter().flat_map(Stage::triggers).chain(piece)
    }

    /// What one stage executes, in order. Triggers fire only where the default target needs the stage.
    pub fn executed_in(&self, stage: &Stage<'t>) -> impl Iterator<Item = Executed<'t>> + use<'_, 't> {
        let (index, from) = (stage.index, stage.from);
        let parent = stage.parent().filter(|_| stage.reached).map(|parent| &self.stages[parent]);
        let triggers = parent.into_iter().flat_map(Stage::triggers).map(move |instruction| Executed {
            instruction,
            place: Place { stage: index, step: 0 },
            fired_by: Some(from),
        });
        triggers.chain(own(index, &self.stages[index].steps))
    }
}

/// The steps that are no triggers for others.
fn own<'s, 't>(stage: usize, steps: &'s [Step<'t>]) -> impl Iterator<Item = Executed<'t>> + use<'s, 't> {
    let own = steps.iter().enumerate().filter(|(_, step)| step.instruction.onbuild.is_none());
    own.map(move |(step, found)| Executed {
        instruction: found.instruction,
        place: Place { stage, step },
        fired_by: None,
    })
}
