//! Packages of operating systems.

use super::{is_file, rest};
use crate::model::Dockerfile;
use crate::model::packages::calls::{Argument, Call, PackageRun};
use crate::parse::{Instruction, Keyword};

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
    let before = file.tree.instructions.iter().take_while(|it| it.span.start < run.span.start);
    let seen = |it: &Instruction<'_>| match it.keyword {
        Keyword::Arg => true,
        // What a stage's own ENV holds has taken the variable's place already.
        Keyword::Env => run.place.is_none() || run.onbuild && it.onbuild.is_some(),
        _ => false,
    };
    before.filter(|it| seen(it)).any(|it| it.pairs().iter().any(|pair| pair.name.text() == name))
}
