//! `shell-script-in-build`: a RUN that runs a script of the context, or is one itself.

use crate::finding::{Severity, Sink};
use crate::model::{Dockerfile, Execution, FileOrigin, How, Place, Step, base_name, extension, is_shell_script};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::{BlockKind, CommandKind};
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ShellScriptInBuild {
    max_commands: usize,
    allowed_scripts: Vec<String>,
}

impl Default for ShellScriptInBuild {
    fn default() -> Self {
        let build_tools = ["configure", "gradlew", "mvnw"];
        Self { max_commands: 25, allowed_scripts: build_tools.map(str::to_owned).to_vec() }
    }
}

impl Rule for ShellScriptInBuild {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut runs: BTreeMap<Place, Vec<(&Execution, Span)>> = BTreeMap::new();
        for execution in &file.provenance().executions {
            let FileOrigin::Context { path, span, named } = &execution.origin else { continue };
            match self.spares(file, execution, path, *named) {
                Some(why) => sink.spare(execution.span, || why),
                None => runs.entry(execution.place).or_default().push((execution, *span)),
            }
        }
        for (place, step) in file.steps().filter(|(_, step)| step.instruction.keyword == Keyword::Run) {
            match runs.get(&place) {
                Some(found) => report_scripts(found, sink),
                None => self.judge_length(file, step, sink),
            }
        }
    }
}

impl ShellScriptInBuild {
    /// Why the file at `path` of the context may be executed; `None` if it is a shell script that may not.
    fn spares(&self, file: &Dockerfile<'_>, execution: &Execution, path: &str, named: bool) -> Option<&'static str> {
        if execution.how == How::Sourced {
            return Some("it is sourced, and sets variables for what follows");
        }
        let name = base_name(path);
        let by_shell = execution.by_shell();
        let by_name = matches!(extension(name).as_str(), "sh" | "bash");
        if execution.interpreter.is_some() && !by_shell {
            return Some("another program than a shell interprets it");
        }
        if self.allowed_scripts.iter().any(|allowed| allowed == name || allowed == path) {
            return Some("the option `allowed-scripts` names it");
        }
        let text = file.context.find(path).find_map(|(found, _)| file.context.text(&found));
        let script = match &text {
            Some(text) => by_shell || has_shell_line(text.text()) || by_name && is_shell_script(text.text()),
            // A repository holds scripts, not programs; but in a folder stand many other things.
            None => by_shell || by_name || named && !name.contains('.') && execution.how == How::Direct,
        };
        if !script {
            return Some("nothing tells that it is a shell script");
        }
        let ansible = name.contains("ansible") || text.is_some_and(|text| runs_ansible(text.text()));
        ansible.then_some("what brings Ansible is the matter of `ansible-in-build`")
    }

    fn judge_length(&self, file: &Dockerfile<'_>, step: &Step<'_>, sink: &mut Sink) {
        let script = &step.script;
        let inner = |kind: BlockKind| matches!(kind, BlockKind::Substitution | BlockKind::ProcessSubstitution);
        let commands = script
            .commands
            .iter()
            .filter(|command| command.kind == CommandKind::Simple && !command.words.is_empty())
            .filter(|command| !inner(script[command.block].kind))
            .count();
        let long = |span: Span| file.source.slice(span).trim_end().contains('\n');
        let is_loop = |kind: CommandKind| {
            matches!(kind, CommandKind::For | CommandKind::While | CommandKind::Until | CommandKind::Select)
        };
        let looped = script.commands.iter().find(|command| is_loop(command.kind) && long(command.span));
        let array = script
            .commands
            .iter()
            .flat_map(|command| &command.assignments)
            .find(|assignment| !assignment.elements.is_empty() && long(assignment.span));
        let (span, message) = if commands > self.max_commands {
            (step.instruction.keyword_span, format!("this `RUN` is a script of {commands} commands"))
        } else if let Some(looped) = looped {
            (first_word(file, looped.span), "this `RUN` is a script: it loops over several lines".to_owned())
        } else if let Some(array) = array {
            (array.name_span, "this `RUN` is a script: it fills an array over several lines".to_owned())
        } else {
            if commands > 1 {
                let most = self.max_commands;
                sink.spare(step.instruction.keyword_span, || {
                    format!("its {commands} commands are not more than {most}, `max-commands`, and none of them loops")
                });
            }
            return;
        };
        let finding = sink.report(span, message);
        finding.severity(Severity::Note);
        finding.help("Split it into instructions that each do one thing, with a comment that says why.");
    }
}

fn report_scripts(found: &[(&Execution, Span)], sink: &mut Sink) {
    let Some(((first, copied), others)) = found.split_first() else { return };
    let name = base_name(&first.text);
    let finding = sink.report(first.span, format!("the build runs the shell script `{name}`"));
    finding.label(*copied, "it comes from here");
    for (other, _) in others {
        finding.label(other.span, "and this one");
    }
    finding.help("Write its commands as `RUN`, `COPY` and `ENV` instructions, each with a comment that says why.");
}

/// The keyword that a compound command begins with.
fn first_word(file: &Dockerfile<'_>, span: Span) -> Span {
    let text = file.source.slice(span);
    let length = text.find(char::is_whitespace).unwrap_or(text.len());
    Span::new(span.start, span.start + u32::try_from(length).unwrap_or(0))
}

/// Whether a file's first line names a shell.
fn has_shell_line(text: &str) -> bool {
    text.starts_with("#!") && is_shell_script(text)
}

/// Whether a script's text has a line that begins with a command of Ansible.
fn runs_ansible(text: &str) -> bool {
    let word = |line: &str| line.split_whitespace().find(|word| *word != "sudo").unwrap_or_default().to_owned();
    text.lines().map(word).any(|word| word.rsplit('/').next().is_some_and(|name| name.starts_with("ansible")))
}
