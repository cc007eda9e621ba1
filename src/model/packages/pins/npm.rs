//! Packages of Node.

use super::is_file;
use crate::model::packages::calls::{Argument, Call};

/// The packages of an `npm install` without a version, a tag or a commit.
pub(super) fn unpinned(call: &Call) -> Vec<&Argument> {
    let operands = call.operands();
    match operands.split_first() {
        Some((first, packages)) if matches!(first.text.as_str(), "install" | "i" | "add") => {
            packages.iter().copied().filter(|it| !is_pinned(&it.text)).collect()
        }
        _ => Vec::new(),
    }
}

fn is_pinned(text: &str) -> bool {
    if ["git://", "git+ssh://", "git+http://", "git+https://"].iter().any(|scheme| text.starts_with(scheme)) {
        return text.contains('#');
    }
    is_file(text, &[".tar", ".tar.gz", ".tgz"])
        || ["/", "./", "../", "~/", "file:"].iter().any(|start| text.starts_with(start))
        || matches!(text, "." | "..")
        || text.strip_prefix('@').unwrap_or(text).contains('@')
        // `owner/repository#commit`
        || text.contains('/') && text.contains('#')
}
