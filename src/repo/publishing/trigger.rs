//! What starts a workflow.
//!
//! ```text
//! on: push      on: [push, workflow_dispatch]      on:
//!                                                    push:
//!                                                      branches: [main]    no tag then
//!                                                      tags: ['v*']        and these again
//! ```

use super::filter::{lets_through, takes_all};
use super::reference::{RefKind, Reference};
use super::{Said, said};
use crate::repo::yaml::Node;

/// How likely something happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Chance {
    /// It does not.
    Never,
    /// Somebody or something may make it happen: a button, another repository.
    Maybe,
    /// It does, by itself.
    Surely,
}

/// An event that starts a workflow.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Its name, where it stands.
    pub event: Said,
    /// `branches`, where there are any.
    pub branches: Option<Vec<Said>>,
    /// `tags`, likewise.
    pub tags: Option<Vec<Said>>,
    branches_ignored: Option<Vec<Said>>,
    tags_ignored: Option<Vec<Said>>,
    types: Vec<Said>,
}

/// The triggers that `on` holds.
pub(super) fn read(on: Node<'_>) -> Vec<Trigger> {
    let plain = on.strings().into_iter().filter_map(|event| Trigger::new(event, None));
    let mapped = on.entries().filter_map(|(event, filters)| Trigger::new(event, Some(filters)));
    plain.chain(mapped).collect()
}

impl Trigger {
    fn new(event: Node<'_>, filters: Option<Node<'_>>) -> Option<Self> {
        let list = |key: &str| {
            let values = filters?.get(key)?;
            Some(values.strings().into_iter().filter_map(said).collect::<Vec<_>>())
        };
        Some(Self {
            event: said(event)?,
            branches: list("branches"),
            tags: list("tags"),
            branches_ignored: list("branches-ignore"),
            tags_ignored: list("tags-ignore"),
            types: list("types").unwrap_or_default(),
        })
    }

    /// Whether it lets other workflows call this one.
    pub fn is_call(&self) -> bool {
        self.event.value == "workflow_call"
    }

    /// Whether it starts the workflow for `reference`.
    pub fn chance(&self, reference: Reference<'_>) -> Chance {
        let surely = |condition| if condition { Chance::Surely } else { Chance::Never };
        let is = |name: &str| self.event.value == name;
        if is("push") {
            return surely(self.is_pushed(reference));
        }
        if is("create") {
            return Chance::Surely;
        }
        if is("release") || is("registry_package") {
            return surely(reference.kind == RefKind::Tag);
        }
        if is("schedule") {
            return surely(reference.default);
        }
        if is("workflow_run") {
            // It runs for the default branch after a run for any branch that its filter lets through.
            let through = self.lets_branch(reference);
            return match reference.default {
                true => surely(through),
                false if through => Chance::Maybe,
                false => Chance::Never,
            };
        }
        let by_hand = ["workflow_dispatch", "repository_dispatch", "workflow_call", "deployment", "deployment_status"];
        let merges = is("pull_request") || is("pull_request_target");
        let closes = || self.types.iter().any(|kind| kind.value == "closed");
        let may = by_hand.iter().any(|event| is(event)) || merges && closes() && self.lets_branch(reference);
        if may { Chance::Maybe } else { Chance::Never }
    }

    fn is_pushed(&self, reference: Reference<'_>) -> bool {
        let only_branches = self.branches.is_some() || self.branches_ignored.is_some();
        let only_tags = self.tags.is_some() || self.tags_ignored.is_some();
        match reference.kind {
            RefKind::Branch => self.lets_branch(reference) && (only_branches || !only_tags),
            RefKind::Tag => {
                let through = through(self.tags.as_ref(), self.tags_ignored.as_ref(), reference);
                through && (only_tags || !only_branches)
            }
        }
    }

    fn lets_branch(&self, reference: Reference<'_>) -> bool {
        reference.kind == RefKind::Branch && through(self.branches.as_ref(), self.branches_ignored.as_ref(), reference)
    }
}

fn through(wanted: Option<&Vec<Said>>, ignored: Option<&Vec<Said>>, reference: Reference<'_>) -> bool {
    match (wanted, ignored) {
        (Some(wanted), _) => lets_through(wanted.iter().map(|said| said.value.as_str()), reference),
        (None, Some(ignored)) => !ignored.iter().any(|said| takes_all(&said.value, reference)),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::yaml::Yaml;

    /// Whether `on` starts something for the default branch `main`, for a release's branch, and for its tag.
    fn chances(on: &str) -> [Chance; 3] {
        let yaml = Yaml::parse(on);
        let triggers = read(yaml.root().unwrap().get("on").unwrap());
        let best = |reference| triggers.iter().map(|trigger| trigger.chance(reference)).max().unwrap_or(Chance::Never);
        [
            best(Reference::default_branch("main")),
            best(Reference::all(RefKind::Branch, "release/")),
            best(Reference::all(RefKind::Tag, "release/")),
        ]
    }

    #[test]
    fn what_starts_for_which_reference() {
        use Chance::{Maybe, Never, Surely};
        for (on, expected) in [
            ("on: push", [Surely, Surely, Surely]),
            ("on: [push, pull_request]", [Surely, Surely, Surely]),
            ("on: {push: {branches: [main]}}", [Surely, Never, Never]),
            ("on: {push: {branches: main}}", [Surely, Never, Never]),
            ("on: {push: {branches: [main], tags: ['release/*']}}", [Surely, Never, Surely]),
            ("on: {push: {tags: ['v*']}}", [Never, Never, Never]),
            ("on: {push: {tags: ['**']}}", [Never, Never, Surely]),
            ("on: {push: {branches-ignore: [main]}}", [Never, Surely, Never]),
            ("on: {push: {tags-ignore: ['v*']}}", [Never, Never, Surely]),
            ("on: {push: {paths: ['src/**']}}", [Surely, Surely, Surely]),
            ("on: {release: {types: [published]}}", [Never, Never, Surely]),
            ("on: {schedule: [{cron: '0 4 * * *'}]}", [Surely, Never, Never]),
            ("on: workflow_dispatch", [Maybe, Maybe, Maybe]),
            ("on: {workflow_run: {workflows: [CI], branches: [main]}}", [Surely, Never, Never]),
            ("on: {workflow_run: {workflows: [CI]}}", [Surely, Maybe, Never]),
            ("on: {pull_request: {types: [closed], branches: [main]}}", [Maybe, Never, Never]),
            ("on: pull_request", [Never, Never, Never]),
            ("on: {push: , workflow_dispatch: }", [Surely, Surely, Surely]),
        ] {
            assert_eq!(chances(on), expected, "{on}");
        }
    }
}
