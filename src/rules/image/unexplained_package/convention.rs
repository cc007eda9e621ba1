//! Whether a file, or one of its stages, follows the convention that comments say what packages are for.

use super::said::Sections;
use crate::model::{Dockerfile, ListEntry, Named};
use crate::text::Span;

/// Where the convention is seen.
pub(super) struct Convention {
    /// The comment that states it, for the whole file.
    stated: Option<Span>,
    /// By stage: the name of a package that is explained there. What stands before the first stage is explained for all.
    explained: Vec<Option<Span>>,
    before: Option<Span>,
    /// The stage with the comment that states it.
    stated_in: Option<usize>,
}

impl Convention {
    pub(super) fn of(file: &Dockerfile<'_>) -> Self {
        let explanations = file.explanations();
        let stated = explanations.remarks.iter().find(|remark| states(remark.text)).map(|remark| remark.span);
        let sections = Sections::of(file);
        let stated_in = stated.and_then(|span| sections.stage_at(span.start));
        let mut found = Self { stated, explained: vec![None; file.stages.len()], before: None, stated_in };
        let mut anywhere = Named::default();
        let mut installed = vec![Named::default(); file.stages.len()];
        for installation in file.installations().iter().filter(|it| it.manager.is_system()) {
            for package in &installation.packages {
                anywhere.add(&package.name);
                installed[installation.place.stage].add(&package.name);
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

    pub(super) fn holds_in(&self, file: &Dockerfile<'_>, stage: usize) -> bool {
        self.place(file, stage).is_some()
    }

    /// Whether the list stands in `stage` itself, not in one that it is built on.
    pub(super) fn is_at_home(&self, stage: usize) -> bool {
        self.explained[stage].is_some() || self.stated_in == Some(stage)
    }

    /// Where it is seen for `stage`, and what to say there.
    pub(super) fn place(&self, file: &Dockerfile<'_>, stage: usize) -> Option<(Span, &'static str)> {
        let chain = file.chain(&file.stages[stage]);
        let explained = || chain.into_iter().find_map(|stage| self.explained[stage.index]).or(self.before);
        let stated = self.stated.map(|span| (span, "this file explains its packages"));
        stated.or_else(|| explained().map(|span| (span, "here the purpose of a package is explained")))
    }
}

/// The first name of the entry that is installed.
fn of_installed(entry: &ListEntry<'_>, installed: &Named) -> Option<Span> {
    entry.names.iter().find(|name| installed.holds(name.text)).map(|name| name.span)
}

/// `# Packages installed:`, `# If you add a package here please include a comment above …`.
pub(super) fn states(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let title = ["packages installed:", "installed packages:", "packages installed"];
    title.iter().any(|title| lower == *title)
        || lower.contains("package")
            && lower.contains("comment")
            && (lower.contains("add") || lower.contains("include"))
}
