//! Packages of Python.

use super::is_file;
use crate::model::packages::calls::{Argument, Call};

/// `pip install`, `pip3.12 install`, `python3 -m pip install`.
pub fn is_install(call: &Call) -> bool {
    if call.program.starts_with("pip") {
        return !call.program.starts_with("pipenv") && call.has("install");
    }
    let module = call.arguments.windows(2).any(|pair| pair[0].text == "-m" && pair[1].text == "pip");
    call.program.starts_with("python") && module && call.has("install")
}

/// The packages of a `pip install` without a version, unless a file gives the versions.
pub(super) fn unpinned(call: &Call) -> Vec<&Argument> {
    if !is_install(call) || has_list(call) {
        return Vec::new();
    }
    let operands = call.operands();
    let packages = operands.into_iter().skip_while(|it| it.text != "install");
    packages.filter(|it| it.text != "install" && !is_pinned(&it.text)).collect()
}

/// Whether a file says which versions: requirements, constraints, or the project's own metadata.
fn has_list(call: &Call) -> bool {
    call.has_option(&["constraint", "c", "requirement", "r"]) || call.has(".")
}

fn is_pinned(text: &str) -> bool {
    // One `=` alone compares nothing: it is a slip, or a part of an address, `#egg=name`.
    if text.contains(['<', '>']) || ["==", "~=", "!="].iter().any(|sign| text.contains(sign)) {
        return true;
    }
    if ["git+", "git:", "hg+", "svn+", "bzr+"].iter().any(|scheme| text.starts_with(scheme)) {
        // The `@` of `git@github.com` is no revision.
        let behind_host = text.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        return behind_host.map_or(text, |(_, path)| path).contains('@');
    }
    text.contains('/') || text.starts_with('.') || is_file(text, &[".whl", ".tar.gz"])
}
