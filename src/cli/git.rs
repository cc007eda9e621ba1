//! What git knows of a change: the one program that `check` starts, with arguments that nothing in the repository can
//! alter.

use super::failure::Failure;
use crate::discover::Place;
use crate::triage::changes::Changes;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// The lines that differ between the working tree and where it left `base`, files that git doesn't know included.
///
/// # Errors
/// There is no repository, no git, or nothing that is called `base` in it.
pub(super) fn changes_since(base: &str, place: &Place) -> Result<Changes, Failure> {
    let Some(root) = place.root() else {
        let message = "--diff-base compares with another state of a git repository, and there is none here";
        return Err(Failure::Message(message.to_owned()));
    };
    // What a user's own settings could change about the output is set here.
    let diff = [
        "diff",
        "--merge-base",
        "--unified=0",
        "--inter-hunk-context=0",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        "--ignore-submodules=all",
        "--end-of-options",
        base,
        "--",
    ];
    let mut changes = Changes::parse(&git(root, &diff, base)?);
    for path in git(root, &["ls-files", "--others", "--exclude-standard", "-z"], base)?.split(|&byte| byte == 0) {
        if !path.is_empty() {
            changes.add_file(String::from_utf8_lossy(path));
        }
    }
    Ok(changes)
}

/// What git prints.
#[allow(clippy::disallowed_methods, reason = "git alone knows what changed")]
fn git(root: &Path, arguments: &[&str], base: &str) -> Result<Vec<u8>, Failure> {
    let mut command = Command::new("git");
    // A monitor of the file system is a program that a repository's settings may name.
    command.arg("-C").arg(root).args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=true"]);
    let output = command.args(arguments).stdin(Stdio::null()).output().map_err(|error| {
        Failure::Message(match error.kind() {
            io::ErrorKind::NotFound => "--diff-base needs git, and there is no program of that name".to_owned(),
            _ => format!("cannot start git: {error}"),
        })
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("it failed without a word");
    let said = said.trim_start_matches("fatal: ").trim_start_matches("error: ");
    Err(Failure::Message(format!(
        "git can't compare with `{base}`: {said} (in a shallow clone, fetch the whole history: `fetch-depth: 0`)"
    )))
}
