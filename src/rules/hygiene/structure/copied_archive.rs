//! `copied-archive`: an archive that COPY brings and a later RUN unpacks, which leaves it in a layer.

use super::paths::{Path, paths};
use crate::finding::Sink;
use crate::model::{Dockerfile, Step, is_archive};
use crate::parse::{Instruction, Keyword};
use crate::rules::Rule;
use crate::shell::Program;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CopiedArchive {}

impl Rule for CopiedArchive {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for (_, steps) in file.sections() {
            for (at, step) in steps.iter().enumerate() {
                // What comes from another stage or image, ADD can't unpack.
                if !step.is(Keyword::Copy) || step.instruction.flag("from").is_some() {
                    continue;
                }
                let unpacked = archives(step.instruction)
                    .into_iter()
                    .find_map(|archive| Some((unpacking(&steps[at + 1..], base_name(&archive.text))?, archive)));
                if let Some((by, archive)) = unpacked {
                    let message = format!("`{}` is copied to be unpacked, and stays in a layer", archive.text);
                    let finding = sink.report(archive.span, message);
                    finding.label(by, "unpacked here");
                    finding.help("`ADD` unpacks it on its way into the image.");
                }
            }
        }
    }
}

/// The archives by the names that they have in the image.
fn archives<'t>(instruction: &'t Instruction<'_>) -> Vec<Path<'t>> {
    let Some((sources, target)) = paths(instruction) else { return Vec::new() };
    if is_archive(&target.text) {
        return vec![target];
    }
    sources.into_iter().filter(|source| is_archive(&source.text)).collect()
}

/// The first command that unpacks a file of that name.
fn unpacking(steps: &[Step<'_>], name: &str) -> Option<Span> {
    let runs = steps.iter().filter(|step| step.is(Keyword::Run));
    runs.flat_map(|step| &step.script.commands).find_map(|command| {
        let program = command.program().filter(unpacks)?;
        program.args.iter().any(|word| base_name(&word.text()) == name).then_some(command.span)
    })
}

fn unpacks(program: &Program<'_, '_>) -> bool {
    match program.name {
        Some("tar" | "bsdtar") => program.args.iter().enumerate().any(|(at, word)| {
            let text = word.prefix();
            match text.strip_prefix('-') {
                Some(long) if long.starts_with('-') => matches!(text, "--extract" | "--get"),
                Some(letters) => letters.contains('x'),
                // `tar xf`: the first word, in the way of old.
                None => at == 0 && text.contains('x') && text.bytes().all(|byte| byte.is_ascii_alphabetic()),
            }
        }),
        Some("unzip" | "gunzip" | "bunzip2" | "unlzma" | "unxz" | "zgz" | "uncompress" | "zcat" | "gzcat") => true,
        _ => false,
    }
}

fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
