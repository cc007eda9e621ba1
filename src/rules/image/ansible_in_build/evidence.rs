//! Where Ansible and its playbooks come from, and what a variable that names a program holds.

use crate::model::{Dockerfile, Place};
use crate::parse::Keyword;
use crate::shell::{Command, Part, Program, Word};
use crate::text::Span;

/// The first installation of Ansible, and the first place that brings playbooks, in the steps of the stage and of those it is
/// built on, up to and with `place`.
pub(super) fn labels(file: &Dockerfile<'_>, place: Place) -> Vec<(Span, String)> {
    let mut installed = None;
    let mut brought = None;
    for stage in file.chain(&file.stages[place.stage]) {
        let end = if stage.index == place.stage { place.step + 1 } else { stage.steps.len() };
        for step in stage.steps[..end].iter().rev() {
            match step.instruction.keyword {
                Keyword::Run => {
                    for program in step.script.commands.iter().filter_map(Command::program) {
                        installed = installed.or_else(|| installation(&program));
                        brought = brought.or_else(|| clone(&program));
                    }
                }
                Keyword::Copy | Keyword::Add => {
                    let words = step.instruction.words();
                    let source = words
                        .split_last()
                        .and_then(|(_, sources)| sources.iter().find(|word| holds_playbooks(&word.text())));
                    brought = brought.or_else(|| source.map(crate::parse::Word::span));
                }
                _ => {}
            }
        }
    }
    let installed = installed.map(|span| (span, "Ansible is installed here".to_owned()));
    let text = |span: Span| file.source.slice(span);
    let brought = brought.map(|span| {
        let playbooks = text(span).contains("playbook") || text(span).contains("configuration");
        (span, if playbooks { "the playbooks come from here" } else { "it comes from here" }.to_owned())
    });
    installed.into_iter().chain(brought).collect()
}

/// The word that installs Ansible.
fn installation(program: &Program<'_, '_>) -> Option<Span> {
    let installs = program.args.iter().any(|word| word.is("install") || word.is("add"));
    let package = |word: &&Word<'_>| {
        let name = word.prefix().split(['=', '<', '>', '~', '[', '!']).next().unwrap_or("");
        matches!(name, "ansible" | "ansible-core" | "ansible-base")
    };
    installs.then(|| program.args.iter().find(package)).flatten().map(|word| word.span)
}

/// The address of a repository of playbooks that is cloned.
fn clone(program: &Program<'_, '_>) -> Option<Span> {
    let clones = program.is("git") && program.args.iter().any(|word| word.is("clone"));
    clones.then(|| program.args.iter().find(|word| holds_playbooks(&word.text()))).flatten().map(|word| word.span)
}

pub(super) fn holds_playbooks(text: &str) -> bool {
    let words = |text: &str| ["playbook", "ansible", "configuration.git"].iter().any(|sign| text.contains(sign));
    words(text) || text.trim_end_matches('/').ends_with("/configuration")
}

/// What the variable that is all of `word` holds at `place`.
pub(super) fn variable(file: &Dockerfile<'_>, place: Place, word: &Word<'_>) -> Option<String> {
    let [Part::Variable(variable)] = word.parts() else { return None };
    let definition = file.definition(place, &variable.name)?;
    definition.value.as_ref().map(|value| value.text.clone())
}
