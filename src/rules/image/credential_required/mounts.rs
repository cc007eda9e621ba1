//! Secrets and SSH agents that a RUN mounts and can't do without.

use super::{CredentialRequired, HELP};
use crate::finding::Sink;
use crate::model::{Dockerfile, Place, ShellValues, Step, fetches};
use crate::parse::{Flag, Keyword};
use crate::shell::{Command, Script};
use crate::text::Span;

pub(super) fn check(rule: &CredentialRequired, file: &Dockerfile<'_>, sink: &mut Sink) {
    for (place, step) in file.steps().filter(|(_, step)| step.instruction.keyword == Keyword::Run) {
        for flag in step.instruction.flags().filter(|flag| flag.name() == "mount") {
            mount(rule, file, place, step, &flag, sink);
        }
    }
}

fn mount(
    rule: &CredentialRequired,
    file: &Dockerfile<'_>,
    place: Place,
    step: &Step<'_>,
    flag: &Flag<'_>,
    sink: &mut Sink,
) {
    let fields = flag.fields();
    let field = |names: &[&str]| {
        let found = fields.iter().find(|(name, _)| names.contains(&name.as_ref()));
        found.map(|(_, value)| value.as_ref().map(|word| word.text().into_owned()))
    };
    let text = |names: &[&str]| field(names).flatten();
    let required = field(&["required"]).is_some_and(|value| value.is_none_or(|value| value == "true" || value == "1"));
    let target = text(&["target", "dst", "destination"]);
    let base = target.as_deref().and_then(|target| target.rsplit('/').next()).map(str::to_owned);
    let kind = text(&["type"]);
    let (kind, name) = match kind.as_deref() {
        Some("secret") => ("secret", text(&["id"]).or(base).unwrap_or_default()),
        Some("ssh") => ("SSH agent", text(&["id"]).unwrap_or_else(|| "default".to_owned())),
        _ => return,
    };
    if rule.is_optional(&name) {
        return sink.spare(flag.span(), || "the option `optional` names it");
    }
    let reader = if kind == "secret" {
        let variable = text(&["env"]);
        let path = target.or_else(|| variable.is_none().then(|| format!("/run/secrets/{name}")));
        read_by(file, place, step, path.as_deref(), variable.as_deref())
    } else {
        fetched_with(file, place, &step.script)
    };
    if !required && reader.is_none() {
        return sink.spare(flag.span(), || "the build works without it, as far as can be seen");
    }
    let finding = sink.report(flag.span(), format!("the build needs the {kind} `{name}`"));
    if required {
        finding.note("`required`: without it the build stops");
    }
    if let Some(span) = reader {
        let what = if kind == "secret" { "read here, whether it is there or not" } else { "this fetches with it" };
        finding.label(span, what);
    }
    finding.help(HELP);
}

/// The place that reads a secret without asking whether it is there.
fn read_by(
    file: &Dockerfile<'_>,
    place: Place,
    step: &Step<'_>,
    path: Option<&str>,
    variable: Option<&str>,
) -> Option<Span> {
    let script = &step.script;
    let values = ShellValues::new(file, place, script);
    script.iter().find_map(|(id, command)| {
        if script.is_guarded(id) || script.failure_ignored(id) || asks(command) {
            return None;
        }
        let named = |word: &&crate::shell::Word<'_>| path.is_some_and(|path| values.text(word).contains(path));
        let words = command.words.iter().skip(1).find(named).map(|word| word.span);
        let read = || command.redirections.iter().map(|found| &found.target).find(named).map(|word| word.span);
        words.or_else(read).or_else(|| used(command, variable?))
    })
}

/// Whether a command only asks, or is quiet about what is missing.
fn asks(command: &Command<'_>) -> bool {
    let quiet = command.redirections.iter().any(|found| found.target.is("/dev/null"));
    let asks = matches!(command.name(), Some("[" | "[[" | "test" | "ls" | "stat" | "echo" | "rm" | "chmod" | "chown"));
    asks || quiet
}

/// The place where a fetching command uses a variable as it is.
fn used(command: &Command<'_>, name: &str) -> Option<Span> {
    let program = command.program()?;
    if !fetches(&program) {
        return None;
    }
    let plain = |variable: &&crate::shell::Variable<'_>| {
        variable.name == name && variable.operation == crate::shell::Operation::Value
    };
    program.args.iter().flat_map(crate::shell::Word::variables).find(plain).map(|variable| variable.span)
}

/// The command that needs an SSH agent, where no address says so by itself (that is `private-source`'s to report).
fn fetched_with(file: &Dockerfile<'_>, place: Place, script: &Script<'_>) -> Option<Span> {
    let values = ShellValues::new(file, place, script);
    let mut found = None;
    for (id, command) in script.iter() {
        let Some(program) = command.program().filter(fetches) else { continue };
        let texts = || program.args.iter().map(|word| values.text(word));
        if texts().any(|text| text.contains("ssh://") || text.contains("git@")) {
            return None;
        }
        let needs = !script.is_guarded(id) && !script.failure_ignored(id) && !texts().any(|text| text.contains("://"));
        let works = matches!(program.subcommand(), Some("clone" | "fetch" | "install" | "ci" | "sync" | "mod" | "get"))
            || program.is("yarn") && program.subcommand().is_none()
            || texts().any(|text| matches!(text.as_ref(), "install" | "download" | "update" | "submodule"));
        if found.is_none() && needs && works {
            found = Some(program.name_word.span);
        }
    }
    found
}
