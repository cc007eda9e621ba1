//! `image-per-environment`: one application, several images, and what differs is the environment.

use crate::finding::Sink;
use crate::model::{Audience, Dockerfile, SignKind, Stage};
use crate::parse::Keyword;
use crate::rules::Rule;
use crate::shell::Command;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ImagePerEnvironment {}

/// No real file has more images of one application; each is looked at together with all that it is built on.
const MOST_STAGES: usize = 64;

impl Rule for ImagePerEnvironment {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut runtime: Vec<&Stage<'_>> = Vec::new();
        for stage in &file.stages {
            match no_environment(file, stage) {
                Some(why) => sink.spare(stage.span(), || why),
                None if runtime.len() < MOST_STAGES => runtime.push(stage),
                None => break,
            }
        }
        // By root: the first stage for development, and the first for anything else.
        let mut firsts: BTreeMap<usize, [Option<&Stage<'_>>; 2]> = BTreeMap::new();
        let found = runtime.iter().find_map(|second| {
            let kind = usize::from(!file.development_signs(second).is_empty());
            let firsts = firsts.entry(file.root(second).index).or_default();
            firsts[kind].get_or_insert(second);
            firsts[1 - kind].map(|first| (first, *second))
        });
        let Some((first, second)) = found else {
            for stage in runtime {
                sink.spare(stage.span(), || "no other stage makes an image of its application for another environment");
            }
            return;
        };
        let message = format!(
            "stages `{}` and `{}` are images of one application for different environments",
            first.title(),
            second.title()
        );
        let finding = sink.report(second.span(), message);
        finding.label(first.span(), "the first of them");
        for stage in [first, second] {
            for sign in file.development_signs(stage).iter().filter(|sign| sign.kind != SignKind::Name) {
                finding.label(sign.span, format!("for development: `{}`", sign.text));
            }
        }
        finding.help(
            "Make one image whose environments differ by the configuration file that it is given; what developers \
             alone need can go into a Dockerfile of its own.",
        );
    }
}

/// Why a stage is no image of the application for an environment.
fn no_environment<'t>(file: &Dockerfile<'t>, stage: &Stage<'t>) -> Option<&'static str> {
    if !file.is_runtime(stage) {
        Some("the stage is part of others, and nobody runs it by itself")
    } else if Dockerfile::audience(stage) == Some(Audience::Vendor) {
        Some("the stage is by name for one vendor's users")
    } else if runs_tests(file, stage) {
        Some("the stage runs the tests")
    } else {
        None
    }
}

/// A stage that runs the tests is no environment of the application.
fn runs_tests<'t>(file: &Dockerfile<'t>, stage: &Stage<'t>) -> bool {
    let startup = file.startup(stage);
    let steps = [startup.entrypoint, startup.cmd].into_iter().flatten();
    let programs = steps.flat_map(|step| step.script.commands.iter().filter_map(Command::program));
    let tests = programs.into_iter().any(|program| {
        let asks = program.args.iter().any(|word| word.is("test") || word.is("pytest") || word.is("lint"));
        asks || matches!(program.name, Some("pytest" | "tox" | "jest" | "nosetests"))
    });
    let own = stage.last(Keyword::Cmd).is_some() || stage.last(Keyword::Entrypoint).is_some();
    own && tests
}
