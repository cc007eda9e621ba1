//! `unexplained-package`: in a file that says what its packages are for, one is left out; or its list speaks of packages that
//! are gone.

mod convention;
mod rotted;
mod said;

use crate::finding::{Finding, Sink};
use crate::model::{Dockerfile, Installation, Package, Remark};
use crate::parse::Instruction;
use crate::rules::Rule;
use crate::text::Span;
use convention::Convention;
use said::Said;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnexplainedPackage {
    /// Whether files that explain no package are judged as well.
    always: bool,
    /// Packages that need no explanation.
    self_evident: Vec<String>,
}

impl Default for UnexplainedPackage {
    fn default() -> Self {
        Self { always: false, self_evident: SELF_EVIDENT.iter().map(|&name| name.to_owned()).collect() }
    }
}

/// Packages whose purpose everybody knows, or that say it in their name.
const SELF_EVIDENT: &[&str] = &[
    "apt-transport-https",
    "apt-utils",
    "bash",
    "build-base",
    "build-essential",
    "ca-certificates",
    "ca-certificates-bundle",
    "curl",
    "dirmngr",
    "git",
    "git-core",
    "gnupg",
    "gnupg2",
    "language-pack-en",
    "locales",
    "lsb-release",
    "software-properties-common",
    "sudo",
    "tzdata",
    "unzip",
    "wget",
];

impl Rule for UnexplainedPackage {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let installations = file.installations();
        if !installations.iter().any(|it| it.manager.is_system() && !it.packages.is_empty()) {
            return;
        }
        let convention = Convention::of(file);
        let mut said = Said::new(file);
        let mut index = 0;
        while index < installations.len() {
            let place = installations[index].place;
            let count = installations[index..].iter().take_while(|it| it.place == place).count();
            let here: Vec<&Installation> =
                installations[index..index + count].iter().filter(|it| it.manager.is_system()).collect();
            index += count;
            if here.is_empty() {
                continue;
            }
            let packages = || here.iter().flat_map(|it| &it.packages);
            if !(self.always || convention.holds_at(file, place)) {
                if let Some(first) = packages().next() {
                    sink.spare(
                        first.span,
                        || "no comment of the file says what a package is for, so none is asked for",
                    );
                }
                continue;
            }
            let instruction = file.stages[place.stage].steps[place.step].instruction;
            let inside = file.explanations().inside(file.tree, instruction);
            said.read_to(instruction.span);
            let mut bare: Vec<&Package> = Vec::new();
            for package in packages() {
                if self.is_self_evident(&package.name) {
                    sink.spare(package.span, || format!("everybody knows what `{}` is for", package.name));
                } else if said.names(place.stage, &package.name) || stands_below(file, package, inside) {
                    sink.spare(package.span, || format!("a comment says what `{}` is for", package.name));
                } else {
                    bare.push(package);
                }
            }
            let at_home = convention.is_at_home(place);
            if speaks_for_all(file, instruction, packages().count(), at_home) {
                sink.spare(instruction.keyword_span, || "the comment above says what its packages are for");
                continue;
            }
            report(&bare, convention.seen(file, place), sink);
        }
        rotted::check(file, sink);
    }
}

impl UnexplainedPackage {
    fn is_self_evident(&self, name: &str) -> bool {
        self.self_evident.iter().any(|entry| entry == name)
    }
}

/// So many packages may share one reason.
const FEW: usize = 4;

/// Whether the comment above tells what all packages of an instruction are for: of one package, or `# Packages for debugging`.
/// Where a stage has a list (`at_home`), each of several packages is asked for by name.
fn speaks_for_all(file: &Dockerfile<'_>, instruction: &Instruction<'_>, packages: usize, at_home: bool) -> bool {
    let remarks = &file.explanations().remarks;
    let end = remarks.partition_point(|remark| remark.span.start < instruction.span.start);
    let lines = file.source.lines();
    let adjacent = |remark: &Remark<'_>| {
        remark.inside.is_none() && lines.line(remark.span.start) + 1 == lines.line(instruction.span.start)
    };
    if !remarks[..end].last().is_some_and(adjacent) {
        return false;
    }
    let of_packages = |text: &str| !at_home && packages <= FEW && text.to_ascii_lowercase().contains("packages");
    let mut comment = comment_at_end(file, &remarks[..end]).filter(|remark| remark.useful);
    comment.any(|remark| !convention::states(remark.text) && (packages == 1 || of_packages(remark.text)))
}

/// The last of `remarks`, and those on the lines right above it, upwards.
fn comment_at_end<'r, 't>(file: &Dockerfile<'_>, remarks: &'r [Remark<'t>]) -> impl Iterator<Item = &'r Remark<'t>> {
    let lines = file.source.lines();
    let mut expected = remarks.last().map_or(0, |last| lines.line(last.span.start));
    remarks.iter().rev().take(COMMENT_LINES).take_while(move |remark| {
        let follows = lines.line(remark.span.start) == expected;
        expected = expected.saturating_sub(1);
        follows
    })
}

/// Whether a comment inside the instruction stands right above the package's line, or heads its part of the list.
fn stands_below(file: &Dockerfile<'_>, package: &Package, inside: &[Remark<'_>]) -> bool {
    let lines = file.source.lines();
    let line = lines.line(package.span.start);
    let end = inside.partition_point(|remark| remark.span.start < package.span.start);
    let Some(last) = inside[..end].last() else { return false };
    let next_line = lines.line(last.span.start) + 1 >= line;
    // A comment may have several lines, the first of which says what it speaks of.
    let mut comment = comment_at_end(file, &inside[..end]).filter(|remark| remark.useful);
    comment.any(|remark| next_line || heads_list(remark.text))
}

/// So far up a comment of several lines is read.
const COMMENT_LINES: usize = 16;

/// Whether a comment speaks of all that follows it.
fn heads_list(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let plural = ["dependencies", "deps", "packages", "libraries", "libs", "tools", "requirements", "headers", "fonts"];
    text.ends_with(':') || lower.split(|char: char| !char.is_alphanumeric()).any(|word| plural.contains(&word))
}

/// How many packages a message names.
const SHOWN: usize = 3;

fn report(bare: &[&Package], convention: Option<(Span, &'static str)>, sink: &mut Sink) {
    let Some((first, others)) = bare.split_first() else { return };
    // One name more is as short as "1 more".
    let shown = if bare.len() == SHOWN + 1 { bare.len() } else { SHOWN };
    let mut names: Vec<String> = bare.iter().take(shown).map(|package| format!("`{}`", package.name)).collect();
    if bare.len() > shown {
        names.push(format!("{} more", bare.len() - shown));
    }
    let verb = if others.is_empty() { "is" } else { "are" };
    let finding = sink.report(first.span, format!("no comment says what {} {verb} for", joined(&names)));
    label_others(finding, first.span, others);
    if let Some((span, said)) = convention {
        finding.label(span, said);
    }
    let thing = if others.is_empty() { "what it is" } else { "what each of them is" };
    finding.help(format!("Add a comment above that tells {thing} used for: `# {}; needed to …`.", first.name));
}

/// Packages behind one variable have one span.
fn label_others(finding: &mut Finding, first: Span, others: &[&Package]) {
    let mut last = first;
    for package in others.iter().filter(|package| package.span != first) {
        if package.span != last {
            finding.label(package.span, "");
            last = package.span;
        }
    }
}

/// `a`, `a and b`, `a, b and c`.
fn joined(names: &[String]) -> String {
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}
