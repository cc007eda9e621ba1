//! Packages of Ruby.

use super::{is_file, rest};
use crate::model::packages::calls::{Argument, Call};

/// The gems of a `gem install` without a version: `rake:13.1.0`, `rake -v 13.1.0`, `-g Gemfile`.
pub(super) fn unpinned(call: &Call) -> Vec<&Argument> {
    if call.word(&["install", "i"]).is_none() {
        return Vec::new();
    }
    // What follows `--` goes to the compiler.
    let end = call.word(&["--"]).map_or(u32::MAX, |it| it.span.start);
    // A file of gems, a Gemfile say, is all that is installed then.
    let for_all = |text: &str| {
        let name = text.split_once('=').map_or(text, |(name, _)| name);
        text.starts_with("-v") || text.starts_with("-g") || matches!(name, "--version" | "--file")
    };
    if call.arguments.iter().any(|it| it.span.start < end && for_all(&it.text)) {
        return Vec::new();
    }
    let mut gems = rest(call, &["install", "i"], |text| text.contains(':') || is_file(text, &[".gem"]));
    gems.retain(|it| it.span.start < end);
    gems
}
