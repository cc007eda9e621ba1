//! One compiled `[match]` table at work: visit, judge, report.

use super::condition::{BUDGET, Judgement, Written};
use super::kind::Kind;
use super::template::{Reference, Template};
use super::truth::Truth;
use super::view::View;
use super::visit::visit;
use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use std::cell::Cell;
use std::ops::ControlFlow;

/// What is visited, and what is wrong with it when.
pub(super) struct Matcher {
    pub(super) kind: Kind,
    /// All of which must hold, the cheap ones first.
    pub(super) conditions: Vec<Written>,
    pub(super) message: Template,
    pub(super) said: Said,
}

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

impl Matcher {
    /// Report each node that meets the conditions.
    pub(super) fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let budget = Cell::new(BUDGET);
        let whole = View::of_file(file);
        let mut any = false;
        let _ = visit(self.kind, &whole, &mut |view| {
            any = true;
            let judgement = Judgement { visited: view, budget: &budget };
            let truth = |found: &Written| judgement.of(&found.condition, view);
            if Truth::all(self.conditions.iter().map(truth)) == Truth::True {
                self.report(view, sink);
            } else {
                sink.spare(view.span(), || self.why_not(truth));
            }
            ControlFlow::Continue(())
        });
        if !any {
            sink.spare(whole.span(), || format!("the file has no node of kind `{}`", self.kind.name()));
        }
    }

    /// The condition that a node does not meet, or that can't be told, in the page's words.
    fn why_not(&self, truth: impl Fn(&Written) -> Truth) -> String {
        let first = |wanted| self.conditions.iter().find(|found| truth(found) == wanted);
        match (first(Truth::False), first(Truth::Unknown)) {
            (Some(found), _) => format!("`{}` is not true of it", found.text),
            (None, Some(found)) => format!("whether `{}` can't be told", found.text),
            (None, None) => "its conditions are not all true".to_owned(),
        }
    }

    fn report(&self, view: &View<'_, '_>, sink: &mut Sink) {
        let place = |reference: &Reference| reference.read(view).span;
        let span = self.said.primary.as_ref().and_then(place).unwrap_or_else(|| view.span());
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
