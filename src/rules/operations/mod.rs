//! Group `operations`: OEP-45's clauses on what a service gives to those who run it.

mod alone;
mod dockerfile_sprawl;
mod incomplete_operations_manual;
mod missing_changelog;
mod missing_dockerfile;
mod missing_operations_manual;
mod publishing;
mod undocumented_command;
mod unpublished_image;
mod unpublished_release;

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[
    Entry::new::<dockerfile_sprawl::DockerfileSprawl>("dockerfile-sprawl"),
    Entry::new::<incomplete_operations_manual::IncompleteOperationsManual>("incomplete-operations-manual"),
    Entry::new::<missing_changelog::MissingChangelog>("missing-changelog"),
    Entry::new::<missing_dockerfile::MissingDockerfile>("missing-dockerfile"),
    Entry::new::<missing_operations_manual::MissingOperationsManual>("missing-operations-manual"),
    Entry::new::<undocumented_command::UndocumentedCommand>("undocumented-command"),
    Entry::new::<unpublished_image::UnpublishedImage>("unpublished-image"),
    Entry::new::<unpublished_release::UnpublishedRelease>("unpublished-release"),
];

#[cfg(test)]
mod tests;
