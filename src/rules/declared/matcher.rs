//! One compiled `[match]` table at work: visit, judge, report.

use super::condition::{BUDGET, Judgement, Written};
use super::keywords::Keywords;
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
    /// All of which must hold, the cheap ones first.
    pub(super) conditions: Vec<Written>,
    pub(super) message: Template,
    /// Of several nodes inside one of this kind the first is reported, and the others are labels.
    pub(super) once: Option<Once>,
    pub(super) said: Said,
}

/// How far a table is with a file.
#[derive(Clone)]
pub(super) struct State {
    /// How much its conditions may still look at.
    budget: Cell<u32>,
    /// Where the last node reported `once` begins, and the number of its finding.
    reported: Option<(u32, usize)>,
}

impl Default for State {
    fn default() -> Self {
        Self { budget: Cell::new(BUDGET), reported: None }
    }
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
    pub(super) fix: Option<Mending>,
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

/// How to mend it.
pub(super) struct Mending {
    pub(super) replacements: Vec<Replacement>,
    /// What that does, in words; those of the only replacement unless told.
    pub(super) message: Option<Template>,
    pub(super) applicability: Applicability,
}

/// What is written where.
pub(super) struct Replacement {
    pub(super) side: Side,
    /// The primary place unless told.
    pub(super) place: Option<Reference>,
    pub(super) with: Template,
}

/// Where something is written, seen from a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Over,
    Before,
    After,
}

impl Mending {
    /// The fix for `view`, whose primary place is `primary`; `None` where a value or a place is absent or can't be told.
    fn of(&self, view: &View<'_, '_>, primary: Span) -> Option<Fix> {
        let mut edits = Vec::new();
        for Replacement { side, place, with } in &self.replacements {
            let span = place.as_ref().map_or(Some(primary), |place| place.read(view).span)?;
            let span = match side {
                Side::Over => span,
                Side::Before => Span::at(span.start),
                Side::After => Span::at(span.end),
            };
            edits.push(Edit { span, replacement: with.exact(view)? });
        }
        if edits.iter().any(|edit| edit.replacement.contains(char::is_whitespace)) && !view.takes_words() {
            return None;
        }
        edits.sort_by_key(|edit| edit.span);
        let overlap = edits.iter().zip(edits.iter().skip(1)).any(|(one, next)| next.span.start < one.span.end);
        let message = match (&self.message, edits.as_slice()) {
            (Some(message), _) => message.shown(view),
            (None, [Edit { span, replacement }]) if span.is_empty() => format!("insert `{}`", replacement.trim()),
            (None, [Edit { replacement, .. }]) if replacement.is_empty() => "remove it".to_owned(),
            (None, [Edit { replacement, .. }]) => format!("write `{replacement}`"),
            (None, _) => "rewrite it".to_owned(),
        };
        (!overlap).then_some(Fix { message, applicability: self.applicability, edits })
    }
}

/// Both fixes as one; the first alone where they change the same place.
fn together(mut fix: Fix, more: Fix) -> Fix {
    let last = fix.edits.last().map_or(0, |edit| edit.span.end);
    if more.edits.iter().all(|edit| edit.span.start >= last) {
        fix.edits.extend(more.edits);
    }
    fix
}

impl Matcher {
    /// Report each node that meets the conditions, and tell why the others are spared.
    pub(super) fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut state = State::default();
        let whole = View::of_file(file);
        let mut any = false;
        let _ = visit(self.kind, Keywords::of_kind(self.kind), &whole, &mut |view| {
            any = true;
            if self.judge(view, &state, None) == Truth::True {
                self.tell(view, &mut state, sink);
            } else {
                sink.spare(view.span(), || self.why_not(view, &state));
            }
            ControlFlow::Continue(())
        });
        if !any {
            sink.spare(whole.span(), || format!("the file has no node of kind `{}`", self.kind.name()));
        }
    }

    /// Whether a node meets the conditions, of which it is known to meet the one at `met`.
    pub(super) fn judge(&self, view: &View<'_, '_>, state: &State, met: Option<usize>) -> Truth {
        let judgement = Judgement { visited: view, budget: &state.budget };
        let asked = self.conditions.iter().enumerate().filter(|(at, _)| Some(*at) != met);
        Truth::all(asked.map(|(_, found)| judgement.of(&found.condition, view)))
    }

    /// Report a node that meets the conditions.
    pub(super) fn tell(&self, view: &View<'_, '_>, state: &mut State, sink: &mut Sink) {
        let around = self.once.map(|once| once.start(view));
        let Some((_, number)) = state.reported.filter(|(start, _)| around == Some(*start)) else {
            state.reported = around.map(|start| (start, sink.len()));
            return self.report(view, sink);
        };
        let Some(first) = sink.finding(number) else { return };
        let place = self.place(view);
        if first.labels.len() < MOST_PLACES {
            first.label(place, "and here");
        }
        // What mends the first one mends them all.
        if let Some(more) = self.said.fix.as_ref().and_then(|mending| mending.of(view, place))
            && let Some(fix) = first.fix.take()
        {
            first.fix(together(fix, more));
        }
    }

    /// The condition that a node does not meet, or that can't be told, in the page's words.
    fn why_not(&self, view: &View<'_, '_>, state: &State) -> String {
        let judgement = Judgement { visited: view, budget: &state.budget };
        let first = |wanted| self.conditions.iter().find(|found| judgement.of(&found.condition, view) == wanted);
        match (first(Truth::False), first(Truth::Unknown)) {
            (Some(found), _) => format!("`{}` is not true of it", found.text),
            (None, Some(found)) => format!("whether `{}` can't be told", found.text),
            (None, None) => "its conditions are not all true".to_owned(),
        }
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
        if let Some(fix) = self.said.fix.as_ref().and_then(|mending| mending.of(view, span)) {
            finding.fix(fix);
        }
        for masked in &self.said.mask {
            if let Some(span) = place(masked) {
                finding.mask(span);
            }
        }
    }
}
