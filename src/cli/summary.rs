//! The summary of a step of GitHub Actions, which goes with the annotations, and what the environment says of the
//! repository there.

use super::failure::{self, Failure};
use crate::discover::in_words;
use crate::report::{self, Options, Report};
use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// Names the file that a step's summary is written to.
const VARIABLE: &str = "GITHUB_STEP_SUMMARY";

/// Bytes of a summary that GitHub shows: of a larger one, nothing. The documented limit is 1 MiB; just below it,
/// summaries have been lost in silence.
const MOST: usize = (1 << 20) - (1 << 14);

/// Less room than this is not worth a report.
const LEAST: usize = 1 << 10;

/// Append `report` to the step's summary, where there is a step that has one.
///
/// # Errors
/// The file can't be written.
#[allow(clippy::disallowed_methods, reason = "where the summary goes is said in the environment alone")]
pub(super) fn append(report: &Report<'_>, options: &Options) -> Result<(), Failure> {
    let Some(path) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) else { return Ok(()) };
    append_to(Path::new(&path), report, options).map_err(|error| {
        let path = Path::new(&path).display();
        Failure::Message(format!("cannot write the step summary to {path}: {}", in_words(&error)))
    })
}

fn append_to(path: &Path, report: &Report<'_>, options: &Options) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let written = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    // What the step has written itself shares the room.
    let room = MOST.saturating_sub(written);
    if room < LEAST {
        failure::tell("warning", "the step summary is full; the report is left out of it");
        return Ok(());
    }
    let mut text = if written == 0 { Vec::new() } else { b"\n".to_vec() };
    report::write_markdown(report, options, room, &mut text)?;
    file.write_all(&text)
}

/// Where the repository's files can be looked at, in a step of GitHub Actions.
pub(super) fn web() -> Option<String> {
    web_of(&variable("GITHUB_SERVER_URL")?, &variable("GITHUB_REPOSITORY")?, &variable("GITHUB_SHA")?)
}

/// `None` for anything that would not be a plain address.
fn web_of(server: &str, repository: &str, commit: &str) -> Option<String> {
    let plain = |text: &str, also: &[char]| text.chars().all(|ch| ch.is_ascii_alphanumeric() || also.contains(&ch));
    let (scheme, host) = server.split_once("://")?;
    let right = ["http", "https"].contains(&scheme)
        && plain(host, &['.', '-', ':', '/'])
        && plain(repository, &['.', '-', '_', '/'])
        && plain(commit, &[]);
    right.then(|| format!("{}/{repository}/blob/{commit}", server.trim_end_matches('/')))
}

#[allow(clippy::disallowed_methods, reason = "the environment says which commit of which repository is checked")]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_looked_at_in_the_commit_that_is_checked() {
        let expected = "https://github.com/openedx/credentials/blob/0a1b";
        assert_eq!(web_of("https://github.com", "openedx/credentials", "0a1b").as_deref(), Some(expected));
        assert_eq!(web_of("https://github.com/", "openedx/credentials", "0a1b").as_deref(), Some(expected));
    }

    #[test]
    fn an_environment_that_makes_no_address_makes_no_link() {
        assert_eq!(web_of("github.com", "a/b", "0a1b"), None);
        assert_eq!(web_of("javascript://github.com", "a/b", "0a1b"), None);
        assert_eq!(web_of("https://github.com", "a/b) [c](d", "0a1b"), None);
        assert_eq!(web_of("https://github.com", "a/b", "0a1b|"), None);
    }
}
