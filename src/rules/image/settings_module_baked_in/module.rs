//! Settings modules for one environment that a RUN downloads or writes.

use super::SettingsModuleBakedIn;
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::Keyword;
use crate::shell::{Command, Program, RedirectionOperator, Word};

pub(super) fn check(rule: &SettingsModuleBakedIn, file: &Dockerfile<'_>, sink: &mut Sink) {
    let under = file.under_runtime();
    for stage in file.stages.iter().filter(|stage| under[stage.index]) {
        for step in stage.steps.iter().filter(|step| step.is(Keyword::Run)) {
            let written = |command| written_module(rule, command);
            let Some((word, how)) = step.script.commands.iter().find_map(written) else { continue };
            let path = word.text();
            let name = path.rsplit('/').next().unwrap_or(&path);
            sink.report(word.span, format!("the build {how} `{name}`, a settings module for one environment")).help(
                "Keep what differs between environments in a configuration file (`devstack.yml`) that the settings \
                 package reads when the container starts.",
            );
        }
    }
}

/// The settings module that a command writes, and how.
fn written_module<'a, 't>(
    rule: &SettingsModuleBakedIn,
    command: &'a Command<'t>,
) -> Option<(&'a Word<'t>, &'static str)> {
    use RedirectionOperator as Op;
    let is_module = |word: &&Word<'_>| is_settings_module(rule, &word.text());
    let writes = |operator| matches!(operator, Op::Write | Op::Append | Op::Clobber | Op::WriteBoth | Op::AppendBoth);
    let targets = command.redirections.iter().filter(|it| writes(it.operator)).map(|it| &it.target);
    if let Some(word) = targets.into_iter().find(is_module) {
        return Some((word, "writes"));
    }
    let program = command.program()?;
    match program.name? {
        "curl" | "wget" => output(&program).filter(is_module).map(|word| (word, "downloads")),
        "tee" => program.args.iter().find(is_module).map(|word| (word, "writes")),
        _ => None,
    }
}

/// Where curl or wget puts what it downloads: `-o FILE`, `-sSLo FILE`, `-O FILE`.
fn output<'a, 't>(program: &Program<'a, 't>) -> Option<&'a Word<'t>> {
    let (short, long) = if program.is("curl") { ('o', "--output") } else { ('O', "--output-document") };
    let option = program.args.iter().position(|word| {
        let text = word.text();
        word.is(long) || text.starts_with('-') && !text.starts_with("--") && text.ends_with(short)
    })?;
    program.args.get(option + 1)
}

/// Whether `path` is a module below a settings package, named for an environment: `notes/settings/devstack.py`.
fn is_settings_module(rule: &SettingsModuleBakedIn, path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    let Some(stem) = name.strip_suffix(".py") else { return false };
    folder.split('/').any(|part| matches!(part, "settings" | "envs")) && rule.is_environment(stem)
}
