//! Which packages of a call may be another version tomorrow.
//!
//! ```text
//! apt-get install curl=8.5.0-2 ./own.deb  git
//!                 ^^^^^^^^^^^^ ^^^^^^^^^ pinned
//!                                         ^^^ not
//! ```

mod gem;
mod go;
mod npm;
mod pip;
mod system;

#[cfg(test)]
mod tests;

pub use gem::unpinned as unpinned_gems;
pub use go::unpinned as unpinned_go;
pub use npm::unpinned as unpinned_npm;
pub use pip::{is_install as is_pip_install, unpinned as unpinned_pip};
pub use system::{unpinned_apk, unpinned_apt, unpinned_rpm, unpinned_zypper};

use super::calls::{Argument, Call};

/// The operands of a call other than its subcommand that `pinned` does not hold for.
fn rest<'c>(call: &'c Call, subcommands: &[&str], pinned: impl Fn(&str) -> bool) -> Vec<&'c Argument> {
    let mut operands = call.operands();
    operands.retain(|it| !subcommands.contains(&it.text.as_str()) && !pinned(&it.text));
    operands
}

/// Whether the file holds a package: managers want these endings as they are.
fn is_file(text: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| text.ends_with(ending))
}
