//! Requirements that every operator has others of: `private.txt`, and lists that a template or an ARG brings in.

use super::{HELP, own_steps};
use crate::finding::Sink;
use crate::model::{Dockerfile, Stage};
use crate::parse::{Keyword, NodeKind};
use crate::shell::Command;
use crate::text::Span;
use memchr::memmem;
use std::collections::BTreeSet;

/// How names of such lists end.
const LIST: &str = "EXTRA_PIP_REQUIREMENTS";

pub(super) fn check(file: &Dockerfile<'_>, sink: &mut Sink) {
    for step in own_steps(file).filter(|step| step.is(Keyword::Run)) {
        if let Some((span, path)) = step.script.commands.iter().find_map(private_file) {
            sink.report(span, format!("the shared image installs private requirements: `{path}`")).help(HELP);
        }
    }
    lists(file, sink);
}

/// The file of private requirements that a command installs.
fn private_file(command: &Command<'_>) -> Option<(Span, String)> {
    let program = command.program()?;
    let installs =
        program.name.is_some_and(|name| name.starts_with("pip") || name.starts_with("python") || name == "uv");
    if !installs || !command.words.iter().any(|word| word.is("install") || word.is("sync")) {
        return None;
    }
    command.words.iter().find_map(|word| {
        let text = word.text();
        let path = text.strip_prefix("-r").unwrap_or(&text).trim_start_matches("equirement=");
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.strip_suffix(".txt").or(name.strip_suffix(".in"))?;
        let private = stem.split(['-', '_', '.']).any(|word| word == "private");
        (private || folder.split('/').any(|part| part == "private")).then(|| (word.span, path.to_owned()))
    })
}

/// Names of lists in one instruction that are looked at, each with the line in front of it.
const MOST_LISTS: usize = 64;

/// Each list once, where the file first names it outside a comment.
fn lists(file: &Dockerfile<'_>, sink: &mut Sink) {
    if memmem::find(file.source.text().as_bytes(), LIST.as_bytes()).is_none() {
        return;
    }
    let own = file.on_foundation();
    let mut seen = BTreeSet::new();
    for node in &file.tree.nodes {
        let comments = match node.kind {
            NodeKind::Template => &[][..],
            NodeKind::Instruction(index) => {
                file.tree.instructions.get(index as usize).map_or(&[][..], |it| &it.comments)
            }
            _ => continue,
        };
        let text = file.source.slice(node.span);
        for (at, _) in text.match_indices(LIST).take(MOST_LISTS) {
            let place = |at: usize| node.span.start + u32::try_from(at).unwrap_or(u32::MAX);
            let is_name = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
            let start = text[..at].rfind(|ch| !is_name(ch)).map_or(0, |last| last + 1);
            let span = Span::new(place(start), place(at + LIST.len()));
            let line = text[..at].rfind('\n').map_or(0, |last| last + 1);
            let noted = text[line..at].contains("{#") || comments.iter().any(|comment| comment.covers(span));
            let name = span.of(file.source.text());
            if !noted && stage_at(file, span.start).is_some_and(|stage| own[stage.index]) && seen.insert(name) {
                let message = format!("the shared image installs what an operator lists in `{name}`");
                sink.report(span, message).help(HELP);
            }
        }
    }
}

/// The stage that an offset stands in.
fn stage_at<'m, 't>(file: &'m Dockerfile<'t>, at: u32) -> Option<&'m Stage<'t>> {
    let count = file.stages.partition_point(|stage| stage.from.span.start <= at);
    file.stages.get(count.checked_sub(1)?)
}
