//! What operators of a service need to know of its settings. Pure functions of what `repo` reads in a repository.
//!
//! ```text
//!  repo::Settings ──► Inventory ──► list      table, JSON, a YAML skeleton, reStructuredText
//!                        │    └───► check     a configuration file against it: findings
//!                        └────────► diff      two of them: what changes with an upgrade
//! ```
//!
//! No secret leaves this module: what [`Written`] shows is masked.

mod check;
mod documentation;
mod inventory;
mod literal;
mod place;
mod production;
mod secret;
mod written;

pub mod changes;
pub mod list;

pub use changes::Changes;
pub use check::check;
pub use inventory::{Inventory, Layout, Other, Setting};
pub use place::Place;
pub use written::Written;

#[cfg(test)]
#[cfg(feature = "python")]
mod tests;
