//! Whether a file, or one of its stages, follows the convention that comments say what packages are for.

use super::said::Sections;
use crate::model::{Dockerfile, Installation, ListEntry, Named, Place};
use crate::text::Span;
use std::collections::BTreeMap;

/// Where the convention is seen.
pub(super) struct Convention {
    /// The comment that states it, for the whole file.
    stated: Option<Span>,
    /// By stage: the name of a package that is explained there. What stands before the first stage is explained for all.
    explained: Vec<Option<Span>>,
    before: Option<Span>,
    /// By instruction: a comment between its lines that names a package, which speaks of that instruction alone.
    in_place: BTreeMap<Place, Span>,
    /// The stage with the comment that states it.
    stated_in: Option<usize>,
}

impl Convention {
    pub(super) fn of(file: &Dockerfile<'_>) -> Self {
        let explanations = file.explanations();
        let stated = explanations.remarks.iter().find(|remark| states(remark.text)).map(|remark| remark.span);
        let sections = Sections::of(file);
        let stated_in = stated.and_then(|span| sections.stage_at(span.start));
        let mut found = Self {
            stated,
            explained: vec![None; file.stages.len()],
            before: None,
            in_place: BTreeMap::new(),
            stated_in,
        };
        let mut anywhere = Named::default();
        let mut installed = vec![Named::default(); file.stages.len()];
        let listed = explanations.entries.iter().any(|entry| entry.separated);
        // Most files list nothing, and then it doesn't matter what they install.
        for installation in file.installations().iter().filter(|it| listed && it.manager.is_system()) {
            for package in &installation.packages {
                anywhere.add(&package.name);
                installed[installation.place.stage].add(&package.name);
            }
        }
        for installation in file.installations().iter().filter(|it| it.manager.is_system()) {
            if let Some(span) = explained_in_place(file, installation) {
                found.in_place.entry(installation.place).or_insert(span);
            }
        }
        for entry in explanations.entries.iter().filter(|entry| entry.separated) {
            let at = explanations.remarks[entry.remark].span.start;
            let (slot, installed) = match sections.stage_at(at) {
                Some(stage) => (&mut found.explained[stage], &installed[stage]),
                None => (&mut found.before, &anywhere),
            };
            if let Some(span) = of_installed(entry, installed) {
                slot.get_or_insert(span);
            }
        }
        found
    }

    pub(super) fn holds_at(&self, file: &Dockerfile<'_>, place: Place) -> bool {
        self.seen(file, place).is_some()
    }

    /// Whether the list stands in the stage of a step itself, not in one that it is built on.
    pub(super) fn is_at_home(&self, place: Place) -> bool {
        let stage = place.stage;
        self.explained[stage].is_some() || self.in_place.contains_key(&place) || self.stated_in == Some(stage)
    }

    /// Where it is seen for a step, and what to say there.
    pub(super) fn seen(&self, file: &Dockerfile<'_>, place: Place) -> Option<(Span, &'static str)> {
        let chain = file.chain(&file.stages[place.stage]);
        let explained = || {
            chain
                .into_iter()
                .find_map(|stage| self.explained[stage.index])
                .or(self.before)
                .or(self.in_place.get(&place).copied())
        };
        let stated = self.stated.map(|span| (span, "this file explains its packages"));
        stated.or_else(|| explained().map(|span| (span, "here the purpose of a package is explained")))
    }
}

/// A comment between the lines of a command that names the package right below: `# mysqlclient needs pkg-config`.
fn explained_in_place(file: &Dockerfile<'_>, installation: &Installation) -> Option<Span> {
    let instruction = file.stages[installation.place.stage].steps[installation.place.step].instruction;
    let inside = file.explanations().inside(file.tree, instruction);
    let lines = file.source.lines();
    installation.packages.iter().find_map(|package| {
        let end = inside.partition_point(|remark| remark.span.start < package.span.start);
        let remark = inside[..end].last().filter(|remark| remark.useful)?;
        if lines.line(remark.span.start) + 1 != lines.line(package.span.start) {
            return None;
        }
        let mut named = Named::default();
        named.add(remark.text);
        named.holds(&package.name).then_some(remark.text_span)
    })
}

/// The first name of the entry that is installed.
fn of_installed(entry: &ListEntry<'_>, installed: &Named) -> Option<Span> {
    entry.names.iter().find(|name| installed.holds(name.text)).map(|name| name.span)
}

/// `# Packages installed:`, `# If you add a package here please include a comment above …`.
pub(super) fn states(text: &str) -> bool {
    // All of them speak of packages, which few comments do.
    if !text.as_bytes().windows(7).any(|word| word.eq_ignore_ascii_case(b"package")) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let title = ["packages installed:", "installed packages:", "packages installed"];
    title.iter().any(|title| lower == *title)
        || lower.contains("package")
            && lower.contains("comment")
            && (lower.contains("add") || lower.contains("include"))
}
