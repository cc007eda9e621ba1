//! `image-per-environment`: one application, several images, and what differs is the environment.

use crate::finding::Sink;
use crate::model::{Audience, Dockerfile, SignKind, Stage};
use crate::parse::{Keyword, Word};
use crate::rules::Rule;
use crate::shell::Command;
use crate::text::Span;
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
        let runtime: Vec<&Stage<'_>> = file
            .stages
            .iter()
            .filter(|stage| file.is_runtime(stage) && Dockerfile::audience(stage) != Some(Audience::Vendor))
            .filter(|stage| !runs_tests(file, stage))
            .take(MOST_STAGES)
            .collect();
        // By root: the first stage for development, and the first for anything else.
        let mut firsts: BTreeMap<usize, [Option<&Stage<'_>>; 2]> = BTreeMap::new();
        let found = runtime.iter().find_map(|second| {
            let kind = usize::from(!file.development_signs(second).is_empty());
            let firsts = firsts.entry(file.root(second).index).or_default();
            firsts[kind].get_or_insert(second);
            firsts[1 - kind].map(|first| (first, *second))
        });
        let Some((first, second)) = found else { return };
        let message = format!(
            "stages `{}` and `{}` are images of one application for different environments",
            first.title(),
            second.title()
        );
        let finding = sink.report(place(second), message);
        finding.label(place(first), "the first of them");
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

fn place(stage: &Stage<'_>) -> Span {
    stage.name.as_ref().or(stage.image.as_ref()).map_or(stage.from.keyword_span, Word::span)
}
