//! Packages of Go.

use super::is_file;
use crate::model::packages::calls::{Argument, Call};

/// What `go install`, `go get` or `go run` takes without a fixed version; what the file system holds has none.
pub(super) fn unpinned(call: &Call) -> Vec<&Argument> {
    let operands = call.operands();
    let subcommands = ["install", "get", "tool", "run"];
    let packages = operands.iter().copied().filter(|it| !subcommands.contains(&it.text.as_str()));
    // Behind the program stand its own arguments.
    let count = match operands.first().map(|it| it.text.as_str()) {
        Some("run") => 1,
        Some("install" | "get") => usize::MAX,
        _ => 0,
    };
    packages.take(count).filter(|it| !is_fixed(&it.text)).collect()
}

fn is_fixed(text: &str) -> bool {
    text.starts_with(['.', '/'])
        || is_file(text, &[".go"])
        || text.contains('@') && !is_file(text, &["@latest", "@none"])
}
