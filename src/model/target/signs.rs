//! The signs of development in a stage and in the stages that it is built on.

use super::{Audience, Sign, SignKind, command};
use crate::model::{Base, Definition, DefinitionKind, Dockerfile, Place, Stage, Startup, Step, Value};
use crate::parse::Keyword;
use crate::shell::{Command, Part, Program, Word};
use std::collections::BTreeSet;

/// All signs, the strongest first.
pub(super) fn of<'t>(file: &Dockerfile<'t>, stage: &Stage<'t>) -> Vec<Sign> {
    let mut signs = Vec::new();
    let startup = file.startup(stage);
    let waits = holds_application(file, stage, &startup);
    signs.extend(startup.entrypoint.and_then(|step| command::sign(step, waits)));
    signs.extend(startup.cmd.and_then(|step| command::sign(step, waits)));
    if let (true, Some(entrypoint), Some(cmd)) = (signs.is_empty(), startup.entrypoint, startup.cmd) {
        signs.extend(command::joined(entrypoint, cmd));
    }
    for stage in file.chain(stage) {
        signs.extend(requirements(file, stage));
    }
    signs.extend(settings(file, stage));
    // `worker-dev` that is given settings for production is for production, unless more than its name says otherwise.
    let is_refuted = signs.is_empty() && is_given_production(stage);
    if Dockerfile::audience(stage) == Some(Audience::Development)
        && !is_refuted
        && let Some(name) = &stage.name
    {
        signs.push(Sign { kind: SignKind::Name, span: name.span(), text: name.text().into_owned() });
    }
    signs
}

/// Whether the image takes an application in: from the context, from a clone or from another stage. What it starts with is
/// none: a toolbox has an entrypoint as well.
fn holds_application<'t>(file: &Dockerfile<'t>, stage: &Stage<'t>, startup: &Startup<'_, 't>) -> bool {
    let starts = startup.entrypoint.into_iter().chain(startup.cmd);
    let started = starts.flat_map(|step| step.script.commands.iter().filter_map(Command::program));
    let programs: Vec<&str> = started.filter_map(|program| program.name).collect();
    let is_wrapper = |step: &Step<'_>| {
        let mut items = step.instruction.items();
        items.pop();
        let is_started = |item: &crate::parse::Word<'_>| {
            item.literal().is_some_and(|path| path.rsplit('/').next().is_some_and(|name| programs.contains(&name)))
        };
        !items.is_empty() && items.iter().all(is_started)
    };
    let installs = |program: Program<'_, '_>| {
        let argument = |name: &str| program.args.iter().any(|word| word.is(name));
        program.is("git") && argument("clone") || argument("install") && program.args.iter().any(|word| word.is("-r"))
    };
    file.chain(stage).flat_map(|stage| &stage.steps).any(|step| match step.instruction.keyword {
        Keyword::Copy | Keyword::Add => step.instruction.onbuild.is_none() && !is_wrapper(step),
        Keyword::Expose => step.instruction.onbuild.is_none(),
        Keyword::Run => step.script.commands.iter().filter_map(Command::program).any(installs),
        _ => false,
    })
}

/// `pip install -r requirements/dev.txt`.
fn requirements<'t>(file: &Dockerfile<'t>, stage: &Stage<'t>) -> Option<Sign> {
    let runs = stage.steps.iter().enumerate().filter(|(_, step)| step.is(Keyword::Run));
    for (at, step) in runs {
        let place = Place { stage: stage.index, step: at };
        for program in step.script.commands.iter().filter_map(Command::program) {
            let installs = program.args.iter().any(|word| word.is("install") || word.is("sync"));
            if !installs || !matches!(program.name, Some("pip" | "pip3" | "uv" | "python" | "python3")) {
                continue;
            }
            let files = program.args.windows(2).filter(|pair| pair[0].is("-r") || pair[0].is("--requirement"));
            let given = program.args.iter().filter(|word| word.prefix().starts_with("--requirement="));
            for word in files.map(|pair| &pair[1]).chain(given) {
                let path = resolved(file, place, word);
                if is_development_list(&path) {
                    return Some(Sign { kind: SignKind::Requirements, span: word.span, text: path });
                }
            }
        }
    }
    None
}

/// The word with its variables replaced, as far as they are known.
fn resolved<'t>(file: &Dockerfile<'t>, place: Place, word: &Word<'t>) -> String {
    let parts = word.parts().iter().map(|part| match part {
        Part::Literal(text, _) => text.to_string(),
        Part::Variable(variable) => file.variable(place, &variable.name, variable.span).text,
        _ => String::new(),
    });
    parts.collect()
}

/// `requirements/edx/development.txt`, `dev-requirements.txt`: by the name of the file, its folder left aside.
fn is_development_list(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.to_lowercase();
    let Some((stem, kind)) = name.rsplit_once('.').filter(|(_, kind)| matches!(*kind, "txt" | "in")) else {
        return false;
    };
    let mut words = stem.split(['-', '_', '.']).filter(|word| !matches!(*word, "requirements" | "reqs"));
    match (words.next(), words.next()) {
        (Some("dev" | "development" | "devstack" | "test" | "testing" | "tests"), None) => true,
        // The platform's own `requirements/edx/local.in` lists the packages of its repository.
        (Some("local"), None) => kind == "txt" && !folder.ends_with("edx"),
        _ => false,
    }
}

/// Whether the stage sets a settings module for production itself; what it inherits is for the stage that it is built on.
fn is_given_production(stage: &Stage<'_>) -> bool {
    let mut own = stage.definitions().iter().filter(|definition| definition.kind == DefinitionKind::Env);
    own.any(|definition| {
        settings_module(definition).is_some_and(|value| Audience::of(last_part(value)) == Some(Audience::Production))
    })
}

/// The settings module that `definition` names.
fn settings_module<'d>(definition: &'d Definition<'_>) -> Option<&'d Value> {
    let names = definition.name.contains("SETTINGS") || definition.name == "DJANGO_CONFIGURATION";
    definition.value.as_ref().filter(|value| names && value.is_known())
}

/// `production` of `notes.settings.production`.
fn last_part(module: &Value) -> &str {
    module.text.rsplit('.').next().unwrap_or("")
}

/// The settings module in force at the end of the stage, where it is one for development.
fn settings<'t>(file: &Dockerfile<'t>, stage: &Stage<'t>) -> Option<Sign> {
    let mut seen = BTreeSet::new();
    for stage in file.chain(stage) {
        for definition in stage.definitions().iter().rev() {
            if definition.kind != DefinitionKind::Env || !seen.insert(definition.name.to_string()) {
                continue;
            }
            let Some(value) = settings_module(definition) else { continue };
            let last = last_part(value).to_lowercase();
            let mut words = last.split(['_', '-']);
            let development =
                words.any(|word| matches!(word, "dev" | "devstack" | "development" | "local" | "test" | "debug"));
            if development {
                let span = definition.value_span.unwrap_or(definition.pair.span);
                return Some(Sign { kind: SignKind::Settings, span, text: value.text.clone() });
            }
        }
        if stage.base == Base::Unknown {
            break;
        }
    }
    None
}
