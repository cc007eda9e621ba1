//! `shell-form-command`: CMD or ENTRYPOINT without a JSON array, so that a shell stands between Docker and the program.

use crate::finding::{Applicability, Edit, Finding, Fix, Sink};
use crate::model::{Dockerfile, Executed, ShellKind, Step};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::CommandKind;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ShellFormCommand {
    healthcheck: bool,
}

/// Commands that only a shell knows.
const BUILTINS: [&str; 16] = [
    ".", ":", "alias", "cd", "command", "eval", "exec", "exit", "export", "read", "set", "source", "trap", "type",
    "ulimit", "umask",
];

impl Rule for ShellFormCommand {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut configured = vec![false; file.stages.len()];
        for stage in &file.stages {
            let inherited = stage.parent().is_some_and(|parent| configured[parent]);
            configured[stage.index] = self.judge(file.executed_in(stage), inherited, &stage.steps, sink);
        }
        self.judge(file.executed_in_piece(), false, &file.preamble, sink);
    }
}

impl ShellFormCommand {
    /// Judge what a stage with these steps executes, where a SHELL is in force or not, and tell whether one is behind it.
    fn judge<'t>(
        &self,
        executed: impl Iterator<Item = Executed<'t>>,
        mut shell: bool,
        steps: &[Step<'_>],
        sink: &mut Sink,
    ) -> bool {
        for executed in executed {
            let health = executed.is(Keyword::Healthcheck) && self.healthcheck && runs(&executed);
            match executed.instruction.keyword {
                Keyword::Shell => shell = true,
                Keyword::Cmd | Keyword::Entrypoint if !shell && is_shell_form(&executed) => {
                    let finding = tell(&executed, sink);
                    if executed.fired_by.is_none() {
                        offer(&steps[executed.place.step], finding);
                    }
                }
                Keyword::Healthcheck if health && !shell && is_shell_form(&executed) => {
                    tell(&executed, sink);
                }
                _ => {}
            }
        }
        shell
    }
}

/// Whether the command is none of the exec form. An array of other things than strings is no command at all.
fn is_shell_form(executed: &Executed<'_>) -> bool {
    executed.instruction.json().is_none() && executed.instruction.json_fault().is_none()
}

/// Whether it is no `HEALTHCHECK NONE`.
fn runs(executed: &Executed<'_>) -> bool {
    let words = executed.instruction.words();
    words.first().is_some_and(|word| word.text().eq_ignore_ascii_case("cmd"))
}

fn tell<'s>(executed: &Executed<'_>, sink: &'s mut Sink) -> &'s mut Finding {
    let name = executed.instruction.keyword.as_str();
    let finding = sink.report(executed.cause().keyword_span, format!("`{name}` is given to a shell, not run itself"));
    if executed.fired_by.is_some() {
        finding.label(executed.instruction.keyword_span, "here");
    }
    finding.help(format!(
        "Write `{name} [\"program\", \"argument\"]`, or say with `SHELL` that you want a shell: signals don't pass it."
    ))
}

/// Offer the array, where the command is plain words that need no shell.
fn offer(step: &Step<'_>, finding: &mut Finding) {
    let [command] = step.script.commands.as_slice() else { return };
    let simple =
        command.kind == CommandKind::Simple && step.shell == ShellKind::Posix && step.script.comments.is_empty();
    let bare = command.assignments.is_empty() && command.redirections.is_empty() && !command.background;
    let expands = |raw: &str| raw.starts_with('~') || raw.contains('{');
    let plain = command.words.iter().all(|word| !word.glob && !expands(word.raw()));
    let literal: Option<Vec<&str>> = command.words.iter().map(|word| word.literal()).collect();
    let span = step.instruction.rest().span();
    let source = step.instruction.source;
    // Lines, and the comments between them, are better joined by people.
    if !(simple && bare && plain && !command.negated) || span.of(source).contains('\n') {
        return;
    }
    let Some(words) = literal.filter(|words| words.first().is_some_and(|first| !BUILTINS.contains(first))) else {
        return;
    };
    let shown: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    finding.fix(Fix {
        message: "use the exec form".to_owned(),
        applicability: Applicability::Unsafe,
        edits: vec![Edit { span, replacement: format!("[{}]", shown.join(", ")) }],
    });
}

/// A JSON string.
fn quoted(word: &str) -> String {
    let mut text = String::from("\"");
    for char in word.chars() {
        match char {
            '"' | '\\' => text.extend(['\\', char]),
            other => text.push(other),
        }
    }
    text + "\""
}
