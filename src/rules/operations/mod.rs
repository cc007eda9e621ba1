//! Group `operations`: OEP-45's clauses on what a service gives to those who run it.

mod missing_dockerfile;
mod publishing;
mod unpublished_image;
mod unpublished_release;

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[
    Entry::new::<missing_dockerfile::MissingDockerfile>("missing-dockerfile"),
    Entry::new::<unpublished_image::UnpublishedImage>("unpublished-image"),
    Entry::new::<unpublished_release::UnpublishedRelease>("unpublished-release"),
];

#[cfg(test)]
mod tests;
