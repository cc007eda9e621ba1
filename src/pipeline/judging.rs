//! Rules at work on one thing after the other.

use super::{Outcome, Ruleset};
use crate::finding::{Notice, Severity, Sink};
use crate::model::Dockerfile;
use crate::repo::{Recipes, Repository, Service};
use crate::rules::Rule;
use crate::text::Source;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What is judged.
#[derive(Clone, Copy)]
pub(super) enum Subject<'s> {
    Dockerfile(&'s Dockerfile<'s>),
    /// A Makefile or a workflow.
    Recipes(&'s Recipes<'s>),
    Service(&'s Service, &'s Repository<'s>),
}

impl Subject<'_> {
    fn judged_by(self, rule: &dyn Rule, sink: &mut Sink) {
        match self {
            Self::Dockerfile(file) => rule.check(file, sink),
            Self::Recipes(recipes) if rule.wants_recipes() => rule.check_recipes(recipes, sink),
            Self::Recipes(_) => {}
            Self::Service(service, repository) => rule.check_service(service, repository, sink),
        }
    }
}

impl Ruleset {
    /// What each rule finds in `subject`, whose text is `source`, and what those called `asked` leave alone.
    pub(super) fn judge(&self, subject: Subject<'_>, source: &Arc<Source>, asked: &[&str]) -> Outcome {
        let mut sink = Sink::new("", Severity::Note, Arc::clone(source));
        let mut notices = Vec::new();
        let together = asked.is_empty() && self.judge_together(subject, &mut sink);
        for active in self.active.iter().filter(|active| !(together && active.declared)) {
            sink.turn_to(active.id.clone(), active.severity, asked.contains(&active.id.as_ref()));
            if !unless_it_panics(&mut sink, |sink| subject.judged_by(active.rule.as_ref(), sink)) {
                notices.push(Notice {
                    path: source.path().to_owned(),
                    message: format!("rule `{}` failed on this file; please report it as a bug", active.id),
                });
            }
        }
        let (findings, spared) = sink.into_parts();
        Outcome { findings, notices, spared, ..Outcome::default() }
    }

    /// Let the declared rules judge `subject` together; false where one of them fails, which then has to be found out.
    fn judge_together(&self, subject: Subject<'_>, sink: &mut Sink) -> bool {
        let Subject::Dockerfile(file) = subject else { return true };
        unless_it_panics(sink, |sink| {
            self.battery.check(file, sink, |number, sink| {
                let declared = &self.active[self.first_declared + number];
                sink.turn_to(declared.id.clone(), declared.severity, false);
            });
        })
    }
}

/// Run `judge`. If it panics, nothing of what it said is kept: one rule's bug must not cost the findings of the others.
fn unless_it_panics(sink: &mut Sink, judge: impl FnOnce(&mut Sink)) -> bool {
    let mark = sink.mark();
    let done = catch_unwind(AssertUnwindSafe(|| judge(sink))).is_ok();
    if !done {
        sink.back_to(mark);
    }
    done
}
