//! `foreign-syntax`: what another program than BuildKit has to read first: templates, preprocessors, other frontends.

mod frontend;
mod tags;

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ForeignSyntax {
    frontends: Vec<String>,
}

impl Rule for ForeignSyntax {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        report_tags(file, sink);
        frontend::check(file, &self.frontends, sink);
    }
}

/// Templates of whole repositories, from which Dockerfiles without tags are made.
fn is_cookiecutter(file: &Dockerfile<'_>) -> bool {
    file.source.path().split('/').any(|part| part.replace(' ', "").contains("{{cookiecutter."))
}

fn report_tags(file: &Dockerfile<'_>, sink: &mut Sink) {
    let tags = tags::all(file);
    let Some(first) = tags.first() else { return };
    if is_cookiecutter(file) {
        return sink.spare(first.span, || "the file is part of a template for whole repositories");
    }
    let shows = |tag: &tags::Tag| tag.text(file.source.text()).replace(' ', "").contains("cookiecutter.");
    if tags.iter().all(|tag| tag.kind == tags::Kind::Template && shows(tag)) {
        return sink.spare(first.span, || "the tags are those of a template for whole repositories");
    }
    let text = first.text(file.source.text());
    let message = match first.kind {
        tags::Kind::Template => format!("`{text}` is a template's syntax, not a Dockerfile's"),
        tags::Kind::Placeholder => format!("`{text}` is a placeholder for another program to fill in"),
        tags::Kind::Preprocessor => format!("`{text}` is for a preprocessor, and a comment to BuildKit"),
    };
    let finding = sink.report(first.span, message);
    match tags.len() - 1 {
        0 => {}
        1 => {
            finding.note("and in one more place");
        }
        more => {
            finding.note(format!("and in {more} more places"));
        }
    }
    finding
        .help("Use `ARG`, build stages and `--target` for what differs, so that `docker build` reads the file itself.");
}
