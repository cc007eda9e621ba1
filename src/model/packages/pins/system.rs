//! Packages of operating systems.

use super::{is_file, rest};
use crate::model::Dockerfile;
use crate::model::packages::calls::{Argument, Call, PackageRun};
use crate::parse::Keyword;
use std::collections::HashMap;

/// `git=1:2.43`, `git/bookworm-backports`, `./own.deb`; `vim-` removes.
pub(super) fn apt(call: &Call) -> Vec<&Argument> {
    if !call.has("install") {
        return Vec::new();
    }
    rest(call, &["install"], |text| text.contains(['=', '/']) || is_file(text, &[".deb"]) || text.ends_with('-'))
}

/// `git=2.43-r0`, `git~2.43`, `git>2`, `own.apk`; `!git` forbids.
pub(super) fn apk(call: &Call) -> Vec<&Argument> {
    if !call.has("add") {
        return Vec::new();
    }
    rest(call, &["add"], |text| {
        text.contains(['=', '~', '<', '>']) || is_file(text, &[".apk"]) || text.starts_with('!')
    })
}

/// `git=2.43`, `git>=2`, `own.rpm`.
pub(super) fn zypper(call: &Call) -> Vec<&Argument> {
    if call.word(&["install", "in"]).is_none() {
        return Vec::new();
    }
    rest(call, &["install", "in"], |text| text.contains(['=', '<', '>']) || is_file(text, &[".rpm"]))
}

/// `nginx-1.24.0-1.el9`, `own-tool.rpm`; of a module its stream, `nodejs:20`. Groups have no version.
pub(super) fn rpm<'c>(file: &Dockerfile<'_>, run: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
    let group = call.program != "yum" && call.has("group");
    if !call.has("install") || group {
        return Vec::new();
    }
    if call.has("module") {
        return rest(call, &["install", "module"], |text| text.contains(':'));
    }
    rest(call, &["install"], |text| {
        let Some((_, version)) = text.split_once('-') else { return false };
        if is_file(text, &[".rpm"]) {
            return true;
        }
        variables(text).any(|name| is_defined(file, run, name)) || is_version(version)
    })
}

/// Whether the parts between dashes are of a version, and one begins with a digit. In a name as `java-17-openjdk` the
/// number tells one version from another as well; a part that a variable hides tells nothing.
fn is_version(text: &str) -> bool {
    let known = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".~^_:+".contains(&byte));
    let parts = || text.split('-').filter(|part| !part.contains('$'));
    parts().all(known) && parts().any(|part| part.starts_with(|first: char| first.is_ascii_digit()))
}

/// The names in `${…}`, those without a default.
fn variables(text: &str) -> impl Iterator<Item = &str> {
    text.split("${").skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// Whether an ARG of the file before `run`, or an ENV that it sees, is called `name`: whoever builds gives the version.
fn is_defined(file: &Dockerfile<'_>, run: &PackageRun, name: &str) -> bool {
    file.declared.get_or_init(|| declared(file)).get(name).is_some_and(|&start| start < run.span.start)
}

/// The variables whose values the model doesn't know everywhere, each with the place where it is declared first: ARGs,
/// and the ENVs of triggers and of what belongs to no stage.
fn declared(file: &Dockerfile<'_>) -> HashMap<String, u32> {
    let preamble = file.stages.first().map_or(u32::MAX, |stage| stage.from.span.start);
    let mut found = HashMap::new();
    for instruction in &file.tree.instructions {
        let start = instruction.span.start;
        let env = instruction.keyword == Keyword::Env && (instruction.onbuild.is_some() || start < preamble);
        if env || instruction.keyword == Keyword::Arg {
            for pair in instruction.pairs() {
                found.entry(pair.name.text().into_owned()).or_insert(start);
            }
        }
    }
    found
}
