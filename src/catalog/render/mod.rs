//! The catalog for people and programs: one page on a terminal, or the list of all rules.

mod list;
mod table;
mod terminal;

pub use list::{json, markdown};
pub use table::table;
pub use terminal::page;
