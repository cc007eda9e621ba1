//! What git knows: of a change, and of other states of a repository. It is started with arguments that nothing in the
//! repository can alter.

use super::failure::Failure;
use crate::discover::Place;
use crate::triage::changes::Changes;
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

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

/// What git prints of a change.
fn git(root: &Path, arguments: &[&str], base: &str) -> Result<Vec<u8>, Failure> {
    output(root, arguments, Stdio::null()).map_err(|trouble| {
        Failure::Message(match trouble {
            Trouble::Missing => "--diff-base needs git, and there is no program of that name".to_owned(),
            Trouble::Start(error) => format!("cannot start git: {error}"),
            Trouble::Said(said) => format!(
                "git can't compare with `{base}`: {said} (in a shallow clone, fetch the whole history: `fetch-depth: 0`)"
            ),
        })
    })
}

/// Why git prints nothing.
pub(super) enum Trouble {
    /// There is no such program.
    Missing,
    /// It can't be started.
    Start(io::Error),
    /// What it says itself.
    Said(String),
}

/// What git prints, when it is told `arguments` in `root` and `input`.
pub(super) fn output(root: &Path, arguments: &[&str], input: Stdio) -> Result<Vec<u8>, Trouble> {
    let child = start(root, arguments, input)?;
    let output = child.wait_with_output().map_err(Trouble::Start)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("it failed without a word");
    Err(Trouble::Said(said.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned()))
}

/// Start git in `root`.
#[allow(clippy::disallowed_methods, reason = "git alone knows what it holds")]
pub(super) fn start(root: &Path, arguments: &[&str], input: Stdio) -> Result<Child, Trouble> {
    let mut command = Command::new("git");
    // A monitor of the file system is a program that a repository's settings may name.
    command.arg("-C").arg(root).args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=true"]);
    // What a partial clone lacks stays away: nothing is fetched.
    command.args(arguments).env("GIT_NO_LAZY_FETCH", "1");
    command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Start(error),
    })
}
