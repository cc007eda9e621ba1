//! The configuration of hadolint, whose codes are aliases of rules here.

mod read;
mod write;

use crate::catalog::Catalog;
use crate::finding::Finding;
use crate::text::Source;
use std::sync::Arc;

/// The equal of the configuration in `source`, as TOML for an `oep45.toml`.
///
/// # Errors
/// What hadolint would not take either: findings at their places.
pub fn import(source: &Arc<Source>, catalog: &Catalog) -> Result<String, Vec<Finding>> {
    read::read(source).map(|settings| write::write(&settings, source.path(), catalog))
}

#[cfg(test)]
mod tests;
