//! Where Ansible and its playbooks come from, and what a variable that names a program holds.

use crate::model::{Dockerfile, Place, Step};
use crate::parse::Keyword;
use crate::shell::{Command, Part, Program, Word};
use crate::text::Span;

/// What of Ansible has come into a stage so far.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// The last installation of Ansible.
    installed: Option<Span>,
    /// The last place that brings playbooks.
    brought: Option<Span>,
}

/// What has come into the stages, step by step.
pub(super) struct Evidence {
    /// By stage, and by step: what is there when it is done; with what the stage it is built on ends with.
    stages: Vec<(Seen, Vec<Seen>)>,
}

impl Evidence {
    pub(super) fn of(file: &Dockerfile<'_>) -> Self {
        let mut stages: Vec<(Seen, Vec<Seen>)> = Vec::new();
        for stage in &file.stages {
            let parent = stage.parent().and_then(|parent| stages.get(parent));
            let start = parent.map(|(start, steps)| *steps.last().unwrap_or(start)).unwrap_or_default();
            let after = stage.steps.iter().scan(start, |seen, step| {
                let own = brought_by(step);
                *seen = Seen { installed: own.installed.or(seen.installed), brought: own.brought.or(seen.brought) };
                Some(*seen)
            });
            let after = after.collect();
            stages.push((start, after));
        }
        Self { stages }
    }

    /// The last installation of Ansible, and the last place that brings playbooks, in the steps of the stage and of those
    /// it is built on, up to and with `place`.
    pub(super) fn labels(&self, file: &Dockerfile<'_>, place: Place) -> Vec<(Span, String)> {
        let (start, steps) = &self.stages[place.stage];
        let seen = steps.get(place.step).unwrap_or(start);
        let installed = seen.installed.map(|span| (span, "Ansible is installed here".to_owned()));
        let text = |span: Span| file.source.slice(span);
        let brought = seen.brought.map(|span| {
            let playbooks = text(span).contains("playbook") || text(span).contains("configuration");
            (span, if playbooks { "the playbooks come from here" } else { "it comes from here" }.to_owned())
        });
        installed.into_iter().chain(brought).collect()
    }
}

/// What a step brings.
fn brought_by(step: &Step<'_>) -> Seen {
    let mut seen = Seen::default();
    match step.instruction.keyword {
        Keyword::Run => {
            for program in step.script.commands.iter().filter_map(Command::program) {
                seen.installed = seen.installed.or_else(|| installation(&program));
                seen.brought = seen.brought.or_else(|| clone(&program));
            }
        }
        Keyword::Copy | Keyword::Add => {
            let words = step.instruction.words();
            let sources = words.split_last().map(|(_, sources)| sources).unwrap_or_default();
            let source = sources.iter().find(|word| holds_playbooks(&word.text()));
            seen.brought = source.map(crate::parse::Word::span);
        }
        _ => {}
    }
    seen
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
