//! `unexplained-package`: in a file that says what its packages are for, one is left out; or its list speaks of packages that
//! are gone.

mod convention;
mod rotted;

use crate::finding::{Finding, Sink};
use crate::model::{Dockerfile, Installation, Named, Package, Remark};
use crate::rules::Rule;
use crate::text::Span;
use convention::Convention;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Deserialize)]
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
        let mut index = 0;
        while index < installations.len() {
            let place = installations[index].place;
            let count = installations[index..].iter().take_while(|it| it.place == place).count();
            let here: Vec<&Installation> =
                installations[index..index + count].iter().filter(|it| it.manager.is_system()).collect();
            index += count;
            if here.is_empty() || !(self.always || convention.holds_in(file, place.stage)) {
                continue;
            }
            let instruction = file.stages[place.stage].steps[place.step].instruction;
            let inside = file.explanations().inside(file.tree, instruction);
            let named = named(file, place.stage, instruction.span);
            let packages = here.iter().flat_map(|it| &it.packages);
            let bare: Vec<&Package> = packages
                .filter(|package| !self.is_self_evident(&package.name) && !named.holds(&package.name))
                .filter(|package| !stands_below(file, package, inside))
                .collect();
            report(&bare, convention.place(file, place.stage), sink);
        }
        rotted::check(file, sink);
    }
}

impl UnexplainedPackage {
    fn is_self_evident(&self, name: &str) -> bool {
        self.self_evident.iter().any(|entry| entry == name)
    }
}

/// What the comments name that stand before the end of `span`, in its stage, in the stages that it is built on, and before
/// the first.
fn named(file: &Dockerfile<'_>, stage: usize, span: Span) -> Named {
    let mut named = Named::default();
    let first = file.stages.first().map_or(0, |stage| stage.from.span.start);
    let lines = file.source.lines();
    // A comment right below belongs to it, too.
    let end = lines.span(lines.line(span.end) + 1, file.source.text()).end;
    let stages: Vec<(u32, u32)> = file.chain(&file.stages[stage]).map(|stage| bounds(file, stage.index)).collect();
    for remark in &file.explanations().remarks {
        let at = remark.span.start;
        let counts = at < first || stages.iter().any(|&(start, stop)| start <= at && at < stop);
        if counts && at < end {
            named.add(remark.text);
        }
    }
    named
}

/// From the comments above a stage's FROM to the next stage's.
fn bounds(file: &Dockerfile<'_>, stage: usize) -> (u32, u32) {
    let start = |index: usize| {
        let from = file.stages.get(index)?.from;
        let first = file.tree.nodes.get(from.leading.start as usize);
        Some(first.map_or(from.span.start, |node| node.span.start.min(from.span.start)))
    };
    (start(stage).unwrap_or(0), start(stage + 1).unwrap_or(u32::MAX))
}

/// Whether a comment inside the instruction stands right above the package's line, or heads its part of the list.
fn stands_below(file: &Dockerfile<'_>, package: &Package, inside: &[Remark<'_>]) -> bool {
    let lines = file.source.lines();
    let line = lines.line(package.span.start);
    let before = inside.iter().rfind(|remark| remark.span.start < package.span.start);
    before.is_some_and(|remark| remark.useful && (lines.line(remark.span.start) + 1 >= line || heads_list(remark.text)))
}

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
    let mut names: Vec<String> = bare.iter().take(SHOWN).map(|package| format!("`{}`", package.name)).collect();
    if bare.len() > SHOWN {
        names.push(format!("{} more", bare.len() - SHOWN));
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
