//! Commands that nobody runs in production: development servers, and containers that wait to be entered.

use super::{Sign, SignKind};
use crate::model::Step;
use crate::parse::Keyword;
use crate::shell::{BlockKind, Command, CommandKind, Program, Script};
use crate::text::Span;

/// The sign that the command of a CMD or ENTRYPOINT gives. A bare shell, or one that waits, is a sign where `waits` says
/// that the image holds an application.
pub(super) fn sign(step: &Step<'_>, waits: bool) -> Option<Sign> {
    let script = &step.script;
    let servers = script.commands.iter().filter_map(|command| server(&command.program()?));
    let (span, text) = servers.into_iter().next().or_else(|| waits.then(|| waiting(step, script)).flatten())?;
    Some(Sign { kind: SignKind::Command, span, text })
}

/// The sign that an ENTRYPOINT gives together with the CMD that it is given: `["python3", "manage.py"]` and `["runserver"]`.
pub(super) fn joined(entrypoint: &Step<'_>, cmd: &Step<'_>) -> Option<Sign> {
    // A shell stands between the two in the other form.
    entrypoint.instruction.json().and(cmd.instruction.json())?;
    let ([entrypoint], [cmd]) = (entrypoint.script.commands.as_slice(), cmd.script.commands.as_slice()) else {
        return None;
    };
    let program = entrypoint.program()?;
    let args: Vec<_> = program.args.iter().chain(&cmd.words).cloned().collect();
    let (span, text) = server(&Program { args: &args, ..program })?;
    Some(Sign { kind: SignKind::Command, span, text })
}

/// The word that makes a program a development server.
fn server(program: &Program<'_, '_>) -> Option<(Span, String)> {
    let argument =
        |names: &[&str]| program.args.iter().find(|word| word.literal().is_some_and(|text| names.contains(&text)));
    let named = program.name_word;
    let word = match program.name? {
        "npm" | "yarn" | "pnpm" => {
            let first = program.args.iter().find(|word| !word.prefix().starts_with('-'))?;
            let script =
                if first.is("run") { program.args.iter().skip_while(|word| !word.is("run")).nth(1)? } else { first };
            (matches!(script.literal()?, "start" | "dev" | "serve" | "watch")
                || script.prefix().starts_with("start:dev"))
            .then_some((script.span, format!("{} {}", program.name?, shown(program, script.span))))
        }
        "flask" => argument(&["run"]).map(|word| (word.span, "flask run".to_owned())),
        name @ ("webpack" | "ng" | "vue-cli-service") => {
            argument(&["serve"]).map(|word| (word.span, format!("{name} serve")))
        }
        "next" => argument(&["dev"]).map(|word| (word.span, "next dev".to_owned())),
        name @ ("webpack-dev-server" | "devstack.sh" | "nodemon") => Some((named.span, name.to_owned())),
        "make" => {
            argument(&["test", "tests", "dev", "devstack"]).map(|word| (word.span, format!("make {}", word.text())))
        }
        _ => None,
    };
    let script = || program.args.iter().find(|word| word.literal().is_some_and(|text| text.ends_with("/devstack.sh")));
    let word = word.or_else(|| script().map(|word| (word.span, "devstack.sh".to_owned())));
    let word = word.or_else(|| argument(&["--reload"]).map(|word| (word.span, "--reload".to_owned())));
    word.or_else(|| argument(&["runserver", "runserver_plus"]).map(|word| (word.span, word.text().into_owned())))
}

/// `run dev` of `npm run dev`.
fn shown(program: &Program<'_, '_>, to: Span) -> String {
    let words = program.args.iter().take_while(|word| word.span.start <= to.start).map(|word| word.text());
    words.collect::<Vec<_>>().join(" ")
}

/// A shell without a script, or a command that only keeps the container alive.
fn waiting(step: &Step<'_>, script: &Script<'_>) -> Option<(Span, String)> {
    let looping =
        script.commands.iter().find(|it| it.kind == CommandKind::While && !it.background && is_endless(script, it));
    if let Some(looping) = looping {
        return Some((looping.span, "while true".to_owned()));
    }
    let [command] = script.commands.as_slice() else { return None };
    let program = command.program()?;
    let only =
        |allowed: &[&str]| program.args.iter().all(|word| word.literal().is_some_and(|text| allowed.contains(&text)));
    let waits = match program.name? {
        // As an ENTRYPOINT, a shell may be what the CMD is given to.
        "bash" | "sh" | "zsh" | "ash" => {
            step.instruction.keyword == Keyword::Cmd && only(&["-l", "-i", "-li", "--login"])
        }
        "sleep" => only(&["infinity", "inf"]) && !program.args.is_empty(),
        "tail" => program.has("/dev/null"),
        _ => false,
    };
    waits.then(|| (command.span, program.name_word.text().into_owned()))
}

/// `while true` and `while :`.
fn is_endless(script: &Script<'_>, command: &Command<'_>) -> bool {
    script.iter_blocks().any(|(id, block)| {
        block.kind == BlockKind::LoopCondition
            && block.owner.is_some_and(|owner| script[owner].span == command.span)
            && script.commands_in(id).all(|(_, condition)| matches!(condition.name(), Some("true" | ":")))
    })
}
