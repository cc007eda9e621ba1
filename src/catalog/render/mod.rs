//! The catalog for people and programs: one page on a terminal, or the list of all rules.

mod list;
mod terminal;

pub use list::{json, markdown, table};
pub use terminal::page;
