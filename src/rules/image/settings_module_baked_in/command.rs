//! Commands of containers that choose settings: by an option or by an assignment.

use super::{HELP, SettingsModuleBakedIn};
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::Keyword;
use crate::shell::{Command, Word};
use crate::text::Span;

pub(super) fn check(rule: &SettingsModuleBakedIn, file: &Dockerfile<'_>, sink: &mut Sink) {
    // A stage with a command of its own is one that people run; what another inherits is judged here as well.
    for stage in &file.stages {
        for step in [stage.last(Keyword::Entrypoint), stage.last(Keyword::Cmd)].into_iter().flatten() {
            let Some((span, shown)) = step.script.commands.iter().find_map(|command| chosen(rule, command)) else {
                continue;
            };
            let keyword = step.instruction.keyword_text().to_uppercase();
            sink.report(span, format!("the `{keyword}` is bound to the settings for one environment: `{shown}`"))
                .help(HELP);
        }
    }
}

/// Where a command chooses settings, and how it is written.
fn chosen(rule: &SettingsModuleBakedIn, command: &Command<'_>) -> Option<(Span, String)> {
    let assigned = command.assignments.iter().find(|assignment| {
        rule.chooses(&assignment.name) && known_end(&assignment.value.text()).is_some_and(|it| rule.is_environment(it))
    });
    if let Some(assignment) = assigned {
        return Some((assignment.span, format!("{}={}", assignment.name, assignment.value.text())));
    }
    for (index, word) in command.words.iter().enumerate() {
        let text = word.text();
        if text.contains([' ', '\n']) {
            continue;
        }
        // `export NAME=value`, `env NAME=value`, `gunicorn --env NAME=value`, `gunicorn --env=NAME=value`.
        let pair = text.strip_prefix("--env=").unwrap_or(&text).split_once('=');
        if let Some((name, value)) = pair
            && rule.chooses(name)
            && known_end(value).is_some_and(|it| rule.is_environment(it))
        {
            return Some((word.span, text.to_string()));
        }
        if let Some(value) = text.strip_prefix("--settings=")
            && is_module(value)
        {
            return Some((word.span, text.to_string()));
        }
        if word.is("--settings")
            && let Some(value) = command.words.get(index + 1)
            && is_module(&value.text())
        {
            return Some((word.span.to(value.span), format!("{} {}", word.text(), shown(value))));
        }
    }
    None
}

fn shown(word: &Word<'_>) -> String {
    word.text().into_owned()
}

/// What is known of the last part of a module's name: `docker_run_` of `envs.docker_run_$VARIANT`.
fn known_end(module: &str) -> Option<&str> {
    let end = module.rsplit('.').next()?;
    end.split(['$', '`', '{', '/', crate::text::OPAQUE]).next().filter(|known| !known.is_empty())
}

/// Whether an option's value is a module, and no file of another program's settings.
fn is_module(value: &str) -> bool {
    let file = ["cfg", "conf", "ini", "json", "toml", "xml", "yaml", "yml"];
    !value.contains('/') && known_end(value).is_some_and(|end| !file.contains(&end))
}
