//! `undocumented-command`: management commands that only those know who read the source.

use crate::finding::Sink;
use crate::repo::document::{Phrases, words};
use crate::repo::{Command, Repository, Service};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many commands are named and shown; the others are counted.
const NAMED: usize = 3;

/// The rule, and its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UndocumentedCommand {
    /// Parts of the names of commands that are for developers alone.
    development: Vec<String>,
}

impl Default for UndocumentedCommand {
    fn default() -> Self {
        let parts = [
            "acceptance",
            "debug",
            "demo",
            "dev",
            "development",
            "devstack",
            "dummy",
            "e2e",
            "fake",
            "fixture",
            "fixtures",
            "manufacture",
            "mock",
            "sample",
            "seed",
            "test",
            "testing",
        ];
        Self { development: parts.map(str::to_owned).to_vec() }
    }
}

impl Rule for UndocumentedCommand {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let (development, commands): (Vec<&Command>, Vec<&Command>) =
            repository.commands().iter().partition(|command| self.is_for_developers(command));
        for command in development {
            sink.spare(service.span, || format!("`{}` is for developers by its name", command.name));
        }
        let phrases = Phrases::new(commands.iter().enumerate().map(|(index, command)| (&command.name, index)));
        let mut named = BTreeSet::new();
        for page in repository.pages() {
            let text = page.source.text();
            let said = words(text, &page.document.seen(text));
            named.extend(phrases.find(text, &said).into_iter().map(|(index, _)| index));
        }
        let unnamed = commands.iter().enumerate().filter(|(index, _)| !named.contains(index));
        let unnamed: Vec<&Command> = unnamed.map(|(_, command)| *command).collect();
        if unnamed.is_empty() {
            return;
        }
        let finding = sink.report_in(&service.source, service.span, message(&unnamed, commands.len()));
        for command in unnamed.iter().take(NAMED) {
            finding.label_in(Arc::clone(&command.source), command.span, format!("`{}`", command.name));
        }
        finding.help(
            "List them in the operations manual, each with when an operator needs it; one that has served its purpose can \
             be deleted.",
        );
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

fn message(unnamed: &[&Command], all: usize) -> String {
    let names = unnamed.iter().take(NAMED).map(|command| format!("`{}`", command.name));
    let list = names.collect::<Vec<_>>().join(", ");
    match unnamed.len() {
        1 => format!("management command {list} is named on no page for operators"),
        few if few <= NAMED => {
            format!("{few} of {all} management commands are named on no page for operators: {list}")
        }
        many => format!(
            "{many} of {all} management commands are named on no page for operators: {list} and {} more",
            many - NAMED
        ),
    }
}

impl UndocumentedCommand {
    fn is_for_developers(&self, command: &Command) -> bool {
        command.name.split(['_', '-']).any(|part| self.development.iter().any(|word| word == part))
    }
}
