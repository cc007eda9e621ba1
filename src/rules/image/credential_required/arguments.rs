//! ARGs that are by name a credential, have no default, and are needed to fetch or to write a key.

use super::{CredentialRequired, HELP};
use crate::finding::Sink;
use crate::model::{Definition, Dockerfile, Place, ShellValues, fetches, names_credential};
use crate::parse::Keyword;
use crate::shell::{Command, Operation, Part, Variable, Word};
use crate::text::Span;
use std::collections::HashMap;

/// Parts of the paths of files that hold credentials.
const KEY_FILES: [&str; 9] =
    ["/.ssh/", "id_rsa", "id_ed25519", ".npmrc", ".netrc", ".pypirc", ".git-credentials", "pip.conf", "auth.json"];

pub(super) fn check(rule: &CredentialRequired, file: &Dockerfile<'_>, sink: &mut Sink) {
    let mut order: Vec<Needed> = Vec::new();
    let mut known: HashMap<Span, usize> = HashMap::new();
    for (place, step) in file.steps().filter(|(_, step)| step.instruction.keyword == Keyword::Run) {
        let values = ShellValues::new(file, place, &step.script);
        for (id, command) in step.script.iter() {
            let spared = step.script.is_guarded(id) || step.script.failure_ignored(id);
            let writes_key = writes_key(command, &values);
            let fetching = command.program().is_some_and(|program| fetches(&program));
            if !(writes_key || fetching) {
                continue;
            }
            for (span, name) in variables(command) {
                if let Some(argument) = needed(file, place, &name) {
                    if spared {
                        sink.spare(span, || "the build goes on where this is not run, or fails");
                        continue;
                    }
                    if rule.is_optional(&argument.name) {
                        sink.spare(span, || "the option `optional` names it");
                        continue;
                    }
                    let argument = argument.pair.name.span();
                    let index = *known.entry(argument).or_insert_with(|| {
                        order.push(Needed { argument, name, uses: Vec::new() });
                        order.len() - 1
                    });
                    order[index].uses.push((span, writes_key));
                }
            }
        }
    }
    for needed in &order {
        let finding = sink.report(needed.argument, format!("the build needs the credential `{}`", needed.name));
        finding.note("it has no default");
        for (span, writes_key) in needed.uses.iter().take(3) {
            finding.label(*span, if *writes_key { "written to a file of keys here" } else { "this fetches with it" });
        }
        finding.help(HELP);
    }
}

/// An ARG that the build can't do without.
struct Needed {
    argument: Span,
    name: String,
    uses: Vec<(Span, bool)>,
}

/// The ARG without default behind a variable that is by name a credential.
fn needed<'f, 't>(file: &'f Dockerfile<'t>, place: Place, name: &str) -> Option<&'f Definition<'t>> {
    let argument = file.argument_without_default(place, name)?;
    (names_credential(name) || names_credential(&argument.name)).then_some(argument)
}

/// Variables that a command uses as they are; not the user of an address, which `private-source` reports.
fn variables(command: &Command<'_>) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    let plain = |variable: &Variable<'_>| {
        (variable.operation == Operation::Value).then(|| (variable.span, variable.name.clone().into_owned()))
    };
    for word in &command.words {
        if !has_user(word) {
            found.extend(word.variables().filter_map(plain));
        }
    }
    // `NPM_TOKEN=$TOKEN npm ci`.
    for assignment in command.assignments.iter().filter(|_| !command.words.is_empty()) {
        found.extend(assignment.value.variables().filter_map(plain));
    }
    let heredocs = command.redirections.iter().filter_map(|redirection| redirection.heredoc.as_ref());
    for part in heredocs.flat_map(|heredoc| &heredoc.expansions) {
        if let Part::Variable(variable) = part {
            found.extend(plain(variable));
        }
    }
    found
}

/// Whether a word is an address with a user: `https://$TOKEN@host`.
fn has_user(word: &Word<'_>) -> bool {
    let raw = word.raw();
    raw.split_once("://").is_some_and(|(_, rest)| rest.split('/').next().is_some_and(|user| user.contains('@')))
}

/// Whether a command writes a file that holds credentials.
fn writes_key<'t>(command: &Command<'t>, values: &ShellValues<'_, 't>) -> bool {
    let is_key = |text: &str| KEY_FILES.iter().any(|name| text.contains(name));
    let prints = matches!(command.name(), Some("echo" | "printf" | "cat"));
    prints && command.redirections.iter().any(|redirection| is_key(&values.text(&redirection.target)))
}
