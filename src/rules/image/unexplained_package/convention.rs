//! Whether a file, or one of its stages, follows the convention that comments say what packages are for.

use crate::model::{Dockerfile, ListEntry, Named};
use crate::text::Span;

/// Where the convention is seen.
pub(super) struct Convention {
    /// The comment that states it, for the whole file.
    stated: Option<Span>,
    /// By stage: the name of a package that is explained there. What stands before the first stage is explained for all.
    explained: Vec<Option<Span>>,
    before: Option<Span>,
}

impl Convention {
    pub(super) fn of(file: &Dockerfile<'_>) -> Self {
        let explanations = file.explanations();
        let stated = explanations.remarks.iter().find(|remark| states(remark.text)).map(|remark| remark.span);
        let first = file.stages.first().map_or(0, |stage| stage.from.span.start);
        let mut found = Self { stated, explained: vec![None; file.stages.len()], before: None };
        for stage in &file.stages {
            let mut installed = Named::default();
            let installations = file.installations().iter().filter(|it| it.place.stage == stage.index);
            for package in installations.filter(|it| it.manager.is_system()).flat_map(|it| &it.packages) {
                installed.add(&package.name);
            }
            let (start, end) = super::bounds(file, stage.index);
            for entry in explanations.entries.iter().filter(|entry| entry.separated) {
                let at = explanations.remarks[entry.remark].span.start;
                let Some(span) = of_installed(entry, &installed) else { continue };
                if at < first {
                    found.before.get_or_insert(span);
                } else if start <= at && at < end {
                    found.explained[stage.index].get_or_insert(span);
                }
            }
        }
        found
    }

    pub(super) fn holds_in(&self, file: &Dockerfile<'_>, stage: usize) -> bool {
        self.place(file, stage).is_some()
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
fn states(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let title = ["packages installed:", "installed packages:", "packages installed"];
    title.iter().any(|title| lower == *title)
        || lower.contains("package")
            && lower.contains("comment")
            && (lower.contains("add") || lower.contains("include"))
}
