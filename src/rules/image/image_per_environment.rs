//! `image-per-environment`: one application, several images, and what differs is the environment.

use crate::finding::Sink;
use crate::model::{Audience, Dockerfile, SignKind, Stage};
use crate::parse::{Keyword, Word};
use crate::rules::Rule;
use crate::shell::Command;
use crate::text::Span;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ImagePerEnvironment {}

impl Rule for ImagePerEnvironment {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let runtime: Vec<&Stage<'_>> = file
            .stages
            .iter()
            .filter(|stage| file.is_runtime(stage) && Dockerfile::audience(stage) != Some(Audience::Vendor))
            .filter(|stage| !runs_tests(file, stage))
            .collect();
        let found = runtime.iter().enumerate().find_map(|(at, second)| {
            let differs = |first: &&&Stage<'_>| {
                same_application(file, first, second) && is_development(file, first) != is_development(file, second)
            };
            runtime[..at].iter().find(differs).map(|first| (*first, *second))
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
        finding.help("Make one image, and let its environments differ by the configuration file that it is given.");
    }
}

fn is_development<'t>(file: &Dockerfile<'t>, stage: &Stage<'t>) -> bool {
    !file.development_signs(stage).is_empty()
}

/// Whether both come from one stage of the file, or, being named for an environment, from the same image.
fn same_application<'t>(file: &Dockerfile<'t>, one: &Stage<'t>, other: &Stage<'t>) -> bool {
    let (one_root, other_root) = (file.root(one), file.root(other));
    let named = |stage| Dockerfile::audience(stage).is_some();
    let same_image = one_root.image_value.is_known() && one_root.image_value.text == other_root.image_value.text;
    one_root.index == other_root.index || same_image && named(one) && named(other)
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
