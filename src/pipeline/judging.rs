//! Rules at work on one thing after the other.

use super::guard::guarded;
use super::{Outcome, Ruleset};
use crate::finding::{Notice, Severity, Sink};
use crate::model::Dockerfile;
use crate::repo::{Recipes, Repository, Service};
use crate::rules::Rule;
use crate::text::Source;
use std::fmt::Display;
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
        for (number, active) in self.active.iter().enumerate() {
            if together && self.declared.contains(&number) {
                continue;
            }
            sink.turn_to(active.id.clone(), active.severity, asked.contains(&active.id.as_ref()));
            let what = format_args!("rule `{}`", active.id);
            let mark = sink.mark();
            notices.extend(by_itself(source, what, &mut sink, |sink| subject.judged_by(active.rule.as_ref(), sink)));
            if !self.wanted.is_all_of(&active.id) {
                sink.keep(mark, |finding| self.wanted.holds(finding));
            }
        }
        let (findings, spared) = sink.into_parts();
        Outcome { findings, notices, spared, ..Outcome::default() }
    }

    /// Let the declared rules judge `subject` together; false where one of them fails, which then has to be found out.
    fn judge_together(&self, subject: Subject<'_>, sink: &mut Sink) -> bool {
        let Subject::Dockerfile(file) = subject else { return true };
        let judged = by_itself(file.source, "a declared rule", sink, |sink| {
            self.battery.check(file, sink, &|number, sink| {
                let declared = &self.active[self.declared.start + number];
                sink.turn_to(declared.id.clone(), declared.severity, false);
            });
        });
        judged.is_none()
    }
}

/// Let `judge` judge; the notice that `what` failed. Nothing is kept then of what it said: one rule's bug must not cost the
/// findings of the others.
fn by_itself(source: &Source, what: impl Display, sink: &mut Sink, judge: impl FnOnce(&mut Sink)) -> Option<Notice> {
    let mark = sink.mark();
    let failed = guarded(source.path(), what, || judge(sink)).err();
    if failed.is_some() {
        sink.back_to(mark);
    }
    failed
}
