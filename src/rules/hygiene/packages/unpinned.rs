//! Packages without a version: one finding for all of an instruction.

use crate::finding::Sink;
use crate::model::{Argument, Dockerfile, unpinned};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::marker::PhantomData;

/// How one manager names versions.
pub(super) trait Pinning: Default + Send + Sync + 'static {
    /// What to do.
    const HELP: &'static str;

    /// Whether `program` is that manager.
    fn is_called(program: &str) -> bool;
}

/// The rule for one manager, with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case", bound = "")]
pub(super) struct Unpinned<P: Pinning> {
    /// Packages that need no version.
    ignore_packages: BTreeSet<String>,
    #[serde(skip)]
    pinning: PhantomData<P>,
}

/// How many packages a message names, and how many a report points at.
const NAMED: usize = 3;
const LABELLED: usize = 8;

impl<P: Pinning> Rule for Unpinned<P> {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for run in file.package_runs() {
            let calls = run.calls.iter().filter(|call| P::is_called(&call.program));
            let mut found: Vec<&Argument> = calls.flat_map(|call| unpinned(file, run, call)).collect();
            found.retain(|it| !self.ignore_packages.contains(name(&it.text)));
            // The same variable twice is one package.
            let mut told = BTreeSet::new();
            found.retain(|it| told.insert((it.span, &it.text)));
            let Some((first, others)) = found.split_first() else { continue };
            let finding = sink.report(first.span, message(file, &found)).help(P::HELP);
            for other in others.iter().filter(|it| it.span != first.span).take(LABELLED) {
                finding.label(other.span, "");
            }
        }
    }
}

/// Without the extras: `celery[redis]`.
fn name(text: &str) -> &str {
    text.split_once('[').map_or(text, |(name, _)| name)
}

fn message(file: &Dockerfile<'_>, found: &[&Argument]) -> String {
    // A name takes no more room than "1 more".
    let count = if found.len() == NAMED + 1 { found.len() } else { NAMED };
    let named: Vec<String> = found.iter().take(count).map(|it| format!("`{}`", shown(file, it))).collect();
    match (named.as_slice(), found.len() - named.len()) {
        ([one], _) => format!("{one} is installed without a version"),
        ([others @ .., last], 0) => format!("{} and {last} are installed without a version", others.join(", ")),
        (all, more) => format!("{} and {more} more are installed without a version", all.join(", ")),
    }
}

/// The package, or what is written where nobody knows which; without what may be a credential in an address.
fn shown(file: &Dockerfile<'_>, package: &Argument) -> String {
    let unknown = package.text.contains("${");
    let text = if unknown { file.source.slice(package.span) } else { &package.text };
    let text = text.lines().next().unwrap_or(text).trim_end_matches([' ', '\\']);
    match text.split_once("://") {
        Some((scheme, rest)) => {
            let host = rest.find('/').unwrap_or(rest.len());
            let start = rest[..host].rfind('@').map_or(0, |at| at + 1);
            format!("{scheme}://{}", &rest[start..])
        }
        None => text.to_owned(),
    }
}
