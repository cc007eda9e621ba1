//! Packages of Ruby.

use super::{is_file, rest};
use crate::model::packages::calls::{Argument, Call};

/// The gems of a `gem install` without a version: `rake:13.1.0`, `rake -v 13.1.0`.
pub(super) fn unpinned(call: &Call) -> Vec<&Argument> {
    if call.word(&["install", "i"]).is_none() {
        return Vec::new();
    }
    // What follows `--` goes to the compiler.
    let end = call.word(&["--"]).map_or(u32::MAX, |it| it.span.start);
    let version = |text: &str| text.starts_with("-v") || text == "--version" || text.starts_with("--version=");
    if call.arguments.iter().any(|it| it.span.start < end && version(&it.text)) {
        return Vec::new();
    }
    let mut gems = rest(call, &["install", "i"], |text| text.contains(':') || is_file(text, &[".gem"]));
    gems.retain(|it| it.span.start < end);
    gems
}
