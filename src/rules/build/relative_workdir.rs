//! `relative-workdir`: the first WORKDIR of a stage is relative, to a directory that only the base image knows.

use super::place::report;
use crate::finding::Sink;
use crate::model::{Dockerfile, Executed, GapKind, Stage};
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RelativeWorkdir {}

impl Rule for RelativeWorkdir {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut set = vec![false; file.stages.len()];
        for stage in &file.stages {
            let inherited = stage.parent().is_some_and(|parent| set[parent]);
            let first = file.executed_in(stage).find(|it| it.is(Keyword::Workdir));
            set[stage.index] = inherited || first.is_some();
            // Without a path it is none at all.
            let named = |it: &Executed<'_>| !it.instruction.text().text().is_empty();
            let Some(first) = first.filter(|it| !inherited && named(it)) else { continue };
            if is_relative(file, stage, &first) == Some(true) {
                tell(file, &first, sink);
            }
        }
        let first = file.executed_in_piece().find(|it| it.is(Keyword::Workdir));
        // Nobody knows whether the piece is for Windows.
        let relative = |path: &str| !path.starts_with(['/', '\\']) && without_drive(path) == path;
        if let Some(first) = first.filter(|it| it.instruction.text().literal().is_some_and(|path| relative(&path))) {
            tell(file, &first, sink);
        }
    }
}

fn tell(file: &Dockerfile<'_>, workdir: &Executed<'_>, sink: &mut Sink) {
    let word = workdir.instruction.text();
    let message = format!("the working directory `{}` is relative", word.text());
    report(file, sink, workdir.cause(), word.span(), message)
        .help("Write the whole path: what it is relative to is up to the base image.");
}

/// Whether the path is relative; `None` where its beginning is not known.
fn is_relative(file: &Dockerfile<'_>, stage: &Stage<'_>, workdir: &Executed<'_>) -> Option<bool> {
    let value = file.value(workdir.place, &workdir.instruction.text());
    for gap in value.gaps.iter().filter(|gap| gap.at == 0) {
        match gap.kind {
            GapKind::WithoutDefault => {}
            GapKind::Undeclared if file.base_environment(stage).is_some_and(|base| !base.contains(&&*gap.name)) => {}
            // Nothing that BuildKit sets begins with a slash, and PATH does.
            GapKind::Predefined => return Some(gap.name != "PATH"),
            GapKind::Undeclared | GapKind::Opaque => return None,
        }
    }
    let text = value.text.as_str();
    if !file.root(stage).is_for_windows() {
        return Some(!text.starts_with('/'));
    }
    Some(!without_drive(text).starts_with(['/', '\\']))
}

/// A path of Windows without its `C:`.
fn without_drive(path: &str) -> &str {
    match path.as_bytes() {
        [letter, b':', ..] if letter.is_ascii_alphabetic() => &path[2..],
        _ => path,
    }
}
