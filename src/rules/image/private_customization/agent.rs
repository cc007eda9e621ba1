//! Vendors' agents and operators' packages, installed or run. What a stage installs and a command of it runs is one cause.

use super::{HELP, PrivateCustomization};
use crate::finding::Sink;
use crate::model::{Dockerfile, Stage};
use crate::parse::Keyword;
use crate::shell::{Command, Word};
use crate::text::Span;
use std::collections::BTreeMap;

/// Programs that run the application under an agent, and the package that they come from.
const RUNNERS: &[(&str, &str)] = &[("newrelic-admin", "newrelic"), ("ddtrace-run", "ddtrace")];

/// An agent or package, with the places where it shows.
struct Found {
    package: String,
    span: Span,
    installed: bool,
    labels: Vec<(Span, &'static str)>,
}

pub(super) fn check(rule: &PrivateCustomization, file: &Dockerfile<'_>, sink: &mut Sink) {
    let own = file.on_foundation();
    let mut all: BTreeMap<(String, usize), Found> = BTreeMap::new();
    for stage in file.stages.iter().filter(|stage| own[stage.index]) {
        for step in &stage.steps {
            let installs = step.is(Keyword::Run);
            if !installs && !step.is(Keyword::Cmd) && !step.is(Keyword::Entrypoint) {
                continue;
            }
            for command in &step.script.commands {
                let mut add =
                    |package, word: &Word<'_>, installed| note(file, stage, &mut all, package, word.span, installed);
                if installs {
                    installed(rule, command).for_each(|(package, word)| add(package, word, true));
                }
                if let Some((package, word)) = run(command) {
                    add(package.to_owned(), word, false);
                }
            }
        }
    }
    let mut all: Vec<(usize, Found)> = all.into_iter().map(|((_, stage), found)| (stage, found)).collect();
    all.sort_by_key(|(_, found)| found.span.start);
    for (stage, found) in all {
        let done = if found.installed { "installs" } else { "runs" };
        let stage = &file.stages[stage];
        // What the default build doesn't need is in an image of its own.
        let who = if stage.reached { "the shared image".to_owned() } else { format!("stage `{}`", stage.title()) };
        let finding =
            sink.report(found.span, format!("{who} {done} `{}`, which not every operator uses", found.package));
        for (span, message) in found.labels {
            finding.label(span, message);
        }
        finding.help(HELP);
    }
}

/// Add a place to what the stage, or one it is built on, already has; else begin anew.
fn note(
    file: &Dockerfile<'_>,
    stage: &Stage<'_>,
    all: &mut BTreeMap<(String, usize), Found>,
    package: String,
    span: Span,
    installed: bool,
) {
    let mut key = (package, stage.index);
    // Chains in real files are short; longer ones would cost their square.
    for _ in 0..64 {
        if let Some(found) = all.get_mut(&key) {
            found.labels.push((span, if installed { "and installed here" } else { "and run here" }));
            return;
        }
        match file.stages[key.1].parent() {
            Some(parent) => key.1 = parent,
            None => break,
        }
    }
    key.1 = stage.index;
    let package = key.0.clone();
    all.insert(key, Found { package, span, installed, labels: Vec::new() });
}

/// The packages of the list that a command installs.
fn installed<'a, 't>(
    rule: &'a PrivateCustomization,
    command: &'a Command<'t>,
) -> impl Iterator<Item = (String, &'a Word<'t>)> {
    let installs = command.words.iter().any(|word| ["install", "add"].iter().any(|name| word.is(name)));
    let words = if installs { command.words.as_slice() } else { &[] };
    words.iter().filter_map(|word| {
        let text = word.text();
        let first = |name: &str| name.bytes().next().map(|first| first.to_ascii_lowercase());
        // Few words begin as one of a few names does.
        if !rule.packages.iter().any(|entry| first(entry) == first(&text) || entry.starts_with(['*', '-'])) {
            return None;
        }
        let end = text.find(['=', '<', '>', '~', '!', '[', '@', ';', ' ']).unwrap_or(text.len());
        let name = text[..end].to_lowercase().replace('_', "-");
        let listed = |entry: &String| match entry.strip_suffix('*') {
            Some(begin) => name.starts_with(begin),
            None => name == *entry,
        };
        rule.packages.iter().any(listed).then_some((name, word))
    })
}

fn run<'a, 't>(command: &'a Command<'t>) -> Option<(&'static str, &'a Word<'t>)> {
    let program = command.program()?;
    let (_, package) = RUNNERS.iter().find(|(runner, _)| program.is(runner))?;
    Some((package, program.name_word))
}
