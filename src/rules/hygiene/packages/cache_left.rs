//! Layers that keep what a package manager downloaded: one finding an instruction.

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::{Argument, Call, Dockerfile, PackageRun};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::marker::PhantomData;

/// What a manager leaves behind, and how it is removed.
pub(super) trait Leaves: Default + Send + Sync + 'static {
    /// The programs that share what is left.
    const PROGRAMS: &'static [&'static str];
    /// The subcommands that leave it.
    const SUBCOMMANDS: &'static [&'static str];
    /// Where it lies.
    const DIRECTORIES: &'static [&'static str];
    /// Whether plain files lie there.
    const FILES: bool = false;
    /// Whether stages that only others copy from are spared.
    const IN_KEPT_LAYERS: bool = false;
    /// What is left, behind "`yum install` leaves".
    const LEFT: &'static str;

    /// The command that removes what `program` left.
    fn remedy(program: &str) -> String;

    /// Whether the call, other than by removing directories, cleans up what `program` left.
    fn cleans(program: &str, call: &Call) -> bool;

    /// Whether a later RUN counts on what is left.
    fn is_needed_later(_file: &Dockerfile<'_>, _run: &PackageRun) -> bool {
        false
    }

    /// Whether mounts keep all of it out of the layer.
    fn is_cached(run: &PackageRun) -> bool;
}

/// The rule for one manager.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, bound = "")]
pub(super) struct CacheLeft<L: Leaves> {
    #[serde(skip)]
    leaves: PhantomData<L>,
}

impl<L: Leaves> Rule for CacheLeft<L> {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for run in file.package_runs() {
            let concerned = run.calls.iter().any(|call| L::PROGRAMS.contains(&call.program.as_str()));
            if !concerned || L::is_cached(run) || L::IN_KEPT_LAYERS && !file.layer_stays(run) {
                continue;
            }
            let Some((call, subcommand)) = left::<L>(run) else { continue };
            let remedy = L::remedy(&call.program);
            let message = format!("`{} {}` leaves {} in the layer", call.program, subcommand.text, L::LEFT);
            let finding = sink.report(subcommand.span, message);
            finding.help(format!("End with `{remedy}` in the same RUN: a later one can't take it out of this layer."));
            // It goes behind whatever still needs the files.
            let last = run.calls.iter().rfind(|call| L::PROGRAMS.contains(&call.program.as_str()));
            let last = last.filter(|last| last.editable && !L::is_needed_later(file, run));
            if let Some(at) = last.and_then(|last| last.end) {
                let edits = vec![Edit { span: Span::at(at), replacement: format!(" && {remedy}") }];
                finding.fix(Fix { message: format!("add `{remedy}`"), applicability: Applicability::Safe, edits });
            }
        }
    }
}

/// The last call that leaves something, and nothing after it cleans up.
fn left<L: Leaves>(run: &PackageRun) -> Option<(&Call, &Argument)> {
    let cleans = |program: &str, call: &Call| call.removes(L::DIRECTORIES, L::FILES) || L::cleans(program, call);
    // A function stands before what it cleans up after.
    let in_function = |program: &&str| run.calls.iter().any(|call| call.deferred && cleans(program, call));
    let mut dirty: Vec<&str> = L::PROGRAMS.iter().copied().filter(|program| !in_function(program)).collect();
    run.calls.iter().rev().find_map(|call| {
        let subcommand = call.word(L::SUBCOMMANDS).filter(|_| dirty.contains(&call.program.as_str()));
        dirty.retain(|program| !cleans(program, call));
        Some((call, subcommand?))
    })
}
