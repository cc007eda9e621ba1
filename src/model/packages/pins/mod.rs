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

pub use pip::is_install as is_pip_install;

use super::calls::{Argument, Call, PackageRun};
use crate::model::Dockerfile;
use crate::text::holds_opaque;

/// The packages of a call that have no version.
pub fn unpinned<'c>(file: &Dockerfile<'_>, run: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
    let mut found = match call.program.as_str() {
        "apk" => system::apk(call),
        "apt-get" => system::apt(call),
        "dnf" | "microdnf" | "yum" => system::rpm(file, run, call),
        "gem" => gem::unpinned(call),
        "go" => go::unpinned(call),
        "npm" => npm::unpinned(call),
        "zypper" => system::zypper(call),
        _ => pip::unpinned(call),
    };
    // What a template puts there may have a version.
    found.retain(|it| !holds_opaque(&it.text));
    found
}

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
