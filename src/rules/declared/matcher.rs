//! One compiled `[match]` table at work: visit, judge, report.

use super::condition::{BUDGET, Condition, Judgement};
use super::kind::Kind;
use super::template::{Reference, Template};
use super::truth::Truth;
use super::view::View;
use super::visit::visit;
use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use crate::text::Span;
use std::cell::Cell;
use std::ops::ControlFlow;

/// What is visited, and what is wrong with it when.
pub(super) struct Matcher {
    pub(super) kind: Kind,
    pub(super) condition: Condition,
    pub(super) message: Template,
    /// Of several nodes inside one of this kind the first is reported, and the others are labels.
    pub(super) once: Option<Once>,
    pub(super) said: Said,
}

/// What `once` may name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Once {
    Instruction,
    Stage,
    File,
}

/// How many other places one finding points at.
const MOST_PLACES: usize = 4;

/// What is said beside the message.
#[derive(Default)]
pub(super) struct Said {
    /// Where; the node's own place unless told.
    pub(super) primary: Option<Reference>,
    pub(super) note: Option<Template>,
    pub(super) labels: Vec<(Reference, Template)>,
    pub(super) help: Vec<Template>,
    /// The replacement of the primary place, what that does in words, and whether it may be done without a look.
    pub(super) fix: Option<(Template, Option<Template>, Applicability)>,
    /// What no report shows.
    pub(super) mask: Vec<Reference>,
}

impl Once {
    /// Every kind, with what pages call it.
    pub(super) const ALL: [(&'static str, Self); 3] =
        [("instruction", Self::Instruction), ("stage", Self::Stage), ("file", Self::File)];

    /// Where the node of this kind around `view` begins.
    fn start(self, view: &View<'_, '_>) -> u32 {
        match self {
            Self::Instruction => view.instruction.map_or(0, |around| around.span.start),
            Self::Stage => view.stage.map_or(0, |around| around.from.span.start),
            Self::File => 0,
        }
    }
}

impl Matcher {
    /// Report each node that meets the conditions.
    pub(super) fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let budget = Cell::new(BUDGET);
        let mut reported = None;
        let _ = visit(self.kind, &View::of_file(file), &mut |view| {
            let judgement = Judgement { visited: view, budget: &budget };
            if judgement.of(&self.condition, view) == Truth::True {
                let around = self.once.map(|once| once.start(view));
                match sink.last().filter(|_| around.is_some() && around == reported) {
                    Some(first) if first.labels.len() < MOST_PLACES => drop(first.label(self.place(view), "and here")),
                    Some(_) => {}
                    None => self.report(view, sink),
                }
                reported = around;
            }
            ControlFlow::Continue(())
        });
    }

    /// Where a node is reported.
    fn place(&self, view: &View<'_, '_>) -> Span {
        self.said.primary.as_ref().and_then(|primary| primary.read(view).span).unwrap_or_else(|| view.span())
    }

    fn report(&self, view: &View<'_, '_>, sink: &mut Sink) {
        let place = |reference: &Reference| reference.read(view).span;
        let span = self.place(view);
        let finding = sink.report(span, self.message.shown(view));
        if let Some(note) = &self.said.note {
            finding.note(note.shown(view));
        }
        for (reference, message) in &self.said.labels {
            // Where a label has no place of its own, there is nothing to point at.
            if let Some(span) = place(reference) {
                finding.label(span, message.shown(view));
            }
        }
        for help in &self.said.help {
            finding.help(help.sentence(view));
        }
        if let Some((replace, message, applicability)) = &self.said.fix
            && let Some(replacement) = replace.exact(view)
        {
            let message = match message {
                Some(message) => message.shown(view),
                None => format!("write `{replacement}`"),
            };
            let edits = vec![Edit { span, replacement }];
            finding.fix(Fix { message, applicability: *applicability, edits });
        }
        for masked in &self.said.mask {
            if let Some(span) = place(masked) {
                finding.mask(span);
            }
        }
    }
}
