//! Settings modules for one environment that a RUN downloads or writes.

use super::SettingsModuleBakedIn;
use crate::finding::Sink;
use crate::model::{Dockerfile, Stage};
use crate::parse::Keyword;
use crate::shell::{Command, Program, RedirectionOperator, Word};
use crate::text::Span;
use std::collections::BTreeSet;

/// A settings module that a RUN puts into an image that people run.
pub(super) struct Written {
    /// The index of the stage.
    pub(super) stage: usize,
    /// Where the file is named.
    pub(super) span: Span,
    /// `devstack.py`.
    pub(super) name: String,
    /// `downloads` or `writes`.
    pub(super) how: &'static str,
}

impl Written {
    /// Whether this is the module of `environment`.
    pub(super) fn is_for(&self, environment: &str) -> bool {
        self.name.strip_suffix(".py").is_some_and(|stem| stem.eq_ignore_ascii_case(environment))
    }
}

/// All of them, in the order of the file.
pub(super) fn written(rule: &SettingsModuleBakedIn, file: &Dockerfile<'_>) -> Vec<Written> {
    let under = file.under_runtime();
    let chosen = chosen_modules(rule, file);
    let mut all = Vec::new();
    for stage in file.stages.iter().filter(|stage| under[stage.index]) {
        for step in stage.steps.iter().filter(|step| step.is(Keyword::Run)) {
            let module = |command| written_module(rule, &chosen, command);
            let Some((word, how)) = step.script.commands.iter().find_map(module) else { continue };
            let path = word.text();
            let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
            all.push(Written { stage: stage.index, span: word.span, name, how });
        }
    }
    all
}

/// Report those that no variable of their stage chooses: there, they are a part of that choice.
pub(super) fn report(modules: &[Written], sink: &mut Sink) {
    for Written { span, name, how, .. } in modules {
        sink.report(*span, format!("the build {how} `{name}`, a settings module for one environment")).help(
            "Keep what differs between environments in a configuration file (`devstack.yml`) that the settings \
             package reads when the container starts.",
        );
    }
}

/// The files of the modules that variables of the file choose: `xqueue/devstack.py` for `xqueue.devstack`.
fn chosen_modules(rule: &SettingsModuleBakedIn, file: &Dockerfile<'_>) -> BTreeSet<String> {
    let definitions = file.stages.iter().flat_map(Stage::definitions).filter(|it| rule.chooses(&it.name));
    let modules = definitions.filter_map(|it| it.value.as_ref()).filter(|value| value.text.contains('.'));
    let environments = modules.filter(|value| rule.environment(&value.text).is_some());
    environments.map(|value| format!("{}.py", value.text.replace('.', "/"))).collect()
}

/// The settings module that a command writes, and how.
fn written_module<'a, 't>(
    rule: &SettingsModuleBakedIn,
    chosen: &BTreeSet<String>,
    command: &'a Command<'t>,
) -> Option<(&'a Word<'t>, &'static str)> {
    use RedirectionOperator as Op;
    let is_module = |word: &&Word<'_>| {
        let path = word.text();
        is_settings_module(rule, &path) || path.strip_suffix(".py").is_some() && is_chosen(chosen, &path)
    };
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

/// Whether `path` ends with the file of a module that is chosen.
fn is_chosen(chosen: &BTreeSet<String>, path: &str) -> bool {
    let ends = |module: &String| {
        path.strip_suffix(module.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('/'))
    };
    chosen.iter().any(ends)
}

/// Whether `path` is a module below a settings package, named for an environment: `notes/settings/devstack.py`.
fn is_settings_module(rule: &SettingsModuleBakedIn, path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    let Some(stem) = name.strip_suffix(".py") else { return false };
    folder.split('/').any(|part| matches!(part, "settings" | "envs")) && rule.is_environment(stem)
}
