//! Which lines a change touches, as `git diff --unified=0` tells: code scanning shows an alert in a pull request only
//! where every line of it is in the diff, and so does `--diff-base`.
//!
//! ```text
//! diff --git a/Dockerfile b/Dockerfile
//! --- a/Dockerfile
//! +++ b/Dockerfile
//!       ^^^^^^^^^^ the file
//! @@ -3,0 +4,2 @@
//!          ^^^ lines 4 and 5 are new
//! +RUN make
//! +RUN make install
//! ```

use crate::finding::Finding;
use crate::text::{Source, normalize};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The lines that a change adds or rewrites, by file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// By path from the repository's root on; ranges in order.
    files: BTreeMap<String, Vec<RangeInclusive<u32>>>,
}

impl Changes {
    /// Read what `git diff --unified=0 --src-prefix=a/ --dst-prefix=b/` prints.
    pub fn parse(diff: &[u8]) -> Self {
        let mut changes = Self::default();
        let mut file = None;
        // Content may look like anything: the numbers of a hunk tell how much of it there is.
        let mut content = 0;
        for line in diff.split(|&byte| byte == b'\n') {
            if content > 0 && matches!(line.first(), Some(b'+' | b'-')) {
                content -= 1;
            } else if let Some(name) = line.strip_prefix(b"+++ ") {
                file = path(name);
            } else if let Some((removed, added)) = hunk(line) {
                content = removed + added.1;
                if let (Some(file), true) = (&file, added.1 > 0) {
                    let lines = added.0..=added.0.saturating_add(added.1 - 1);
                    changes.files.entry(file.clone()).or_default().push(lines);
                }
            }
        }
        changes
    }

    /// All of the file at `path`, from the repository's root on, is new.
    pub fn add_file(&mut self, path: impl Into<String>) {
        self.files.insert(path.into(), vec![0..=u32::MAX]);
    }

    /// Whether every line of the finding's primary label is changed. `root`: the working directory, from the
    /// repository's root on.
    pub fn holds(&self, finding: &Finding, root: &str) -> bool {
        let source = &finding.primary.source;
        let Some(path) = normalize(&format!("{root}/{}", source.path())) else { return false };
        let Some(ranges) = self.files.get(&path) else { return false };
        let (first, last) = lines(source, finding);
        // Two hunks that touch are two ranges only where lines between them are gone.
        let mut next = first;
        for range in ranges {
            if range.contains(&next) {
                next = range.end().saturating_add(1);
            }
        }
        next > last
    }
}

/// First and last line of a finding, from 1.
fn lines(source: &Source, finding: &Finding) -> (u32, u32) {
    let span = finding.primary.span;
    let last = if span.is_empty() { span.start } else { span.end - 1 };
    (source.lines().line(span.start), source.lines().line(last))
}

/// Number of removed lines, and start and number of the added ones: `@@ -3 +4,2 @@`.
fn hunk(line: &[u8]) -> Option<(u32, (u32, u32))> {
    // What follows the numbers is any line of the file, in any encoding.
    let line = String::from_utf8_lossy(&line[..line.len().min(64)]);
    let mut parts = line.strip_prefix("@@ -")?.split(' ');
    let (_, removed) = range(parts.next()?)?;
    let added = range(parts.next()?.strip_prefix('+')?)?;
    Some((removed, added))
}

/// `4,2`, or `4` for one line.
fn range(text: &str) -> Option<(u32, u32)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

/// The file that `+++ ` names; `None` where the change removes it.
fn path(name: &[u8]) -> Option<String> {
    // Git marks the end of a name with blanks by a tab, quoted or not.
    let name = name.strip_suffix(b"\t").unwrap_or(name);
    let name = match name.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted.strip_suffix(b"\"").unwrap_or(quoted)),
        None => name.to_vec(),
    };
    let name = name.strip_prefix(b"b/")?;
    Some(String::from_utf8_lossy(name).into_owned())
}

/// A name without the escapes of C that git writes: `\t`, `\"`, `\\`, `\303`.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&first, tail)) = rest.split_first() {
        rest = tail;
        if first != b'\\' {
            bytes.push(first);
            continue;
        }
        let digits = rest.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
        if digits > 0 {
            let code = rest[..digits].iter().fold(0_u32, |code, digit| code * 8 + u32::from(digit - b'0'));
            bytes.push(u8::try_from(code & 0xff).unwrap_or_default());
            rest = &rest[digits..];
        } else if let Some((&escaped, tail)) = rest.split_first() {
            bytes.push(match escaped {
                b'a' => 0x07,
                b'b' => 0x08,
                b't' => b'\t',
                b'n' => b'\n',
                b'v' => 0x0b,
                b'f' => 0x0c,
                b'r' => b'\r',
                other => other,
            });
            rest = tail;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::text::Span;
    use std::sync::Arc;

    const TEXT: &str = "one\ntwo\nthree\nfour\nfive\n";

    fn held(diff: &str, words: &str) -> bool {
        held_in(&Changes::parse(diff.as_bytes()), "docker/Dockerfile", "", words)
    }

    fn held_in(changes: &Changes, path: &str, root: &str, words: &str) -> bool {
        let mut sink = Sink::new("rule", Severity::Error, Arc::new(Source::new(path, TEXT)));
        let start = TEXT.find(words).unwrap();
        let offset = |at: usize| u32::try_from(at).unwrap();
        sink.report(Span::new(offset(start), offset(start + words.len())), "`x` is wrong");
        changes.holds(&sink.into_findings()[0], root)
    }

    const CHANGE: &str = "diff --git a/docker/Dockerfile b/docker/Dockerfile\n--- a/docker/Dockerfile\n+++ b/docker/Dockerfile\n\
                          @@ -1,0 +2,2 @@ FROM a\n+two\n+three\n@@ -4 +5 @@\n-5\n+five\n";

    #[test]
    fn a_finding_is_kept_where_all_of_its_lines_are_new() {
        assert!(held(CHANGE, "two"));
        assert!(held(CHANGE, "two\nthree"));
        assert!(held(CHANGE, "two\nthree\n"));
        assert!(held(CHANGE, "five"));
        assert!(!held(CHANGE, "one"));
        assert!(!held(CHANGE, "one\ntwo"));
        assert!(!held(CHANGE, "three\nfour"));
    }

    #[test]
    fn lines_that_are_only_removed_make_nothing_new() {
        assert!(!held("+++ b/docker/Dockerfile\n@@ -2 +1,0 @@\n-gone\n", "one"));
    }

    #[test]
    fn content_that_looks_like_a_header_is_content() {
        let diff = "+++ b/docker/Dockerfile\n@@ -0,0 +1 @@\n+++ b/other\n@@ -3,0 +4 @@\n+four\n";
        assert!(held(diff, "four"));
        assert!(held(diff, "one"));
    }

    #[test]
    fn other_files_are_left_out() {
        assert!(!held(&CHANGE.replace("docker/", "other/"), "two"));
        assert!(!held("+++ /dev/null\n@@ -1,5 +0,0 @@\n-a\n", "one"));
    }

    #[test]
    fn paths_are_named_from_the_root_on() {
        let changes = Changes::parse(CHANGE.as_bytes());
        assert!(held_in(&changes, "Dockerfile", "docker", "two"));
        assert!(held_in(&changes, "../docker/Dockerfile", "tests", "two"));
        assert!(!held_in(&changes, "Dockerfile", "", "two"));
    }

    #[test]
    fn names_are_unquoted() {
        assert_eq!(path(b"b/a b\t").as_deref(), Some("a b"));
        assert_eq!(path(br#""b/a\tb\"\\\303\251""#).as_deref(), Some("a\tb\"\\é"));
        assert_eq!(path(b"\"b/a \\303\\251\"\t").as_deref(), Some("a é"));
        assert_eq!(path(b"/dev/null"), None);
    }

    #[test]
    fn an_untracked_file_is_new_as_a_whole() {
        let mut changes = Changes::default();
        changes.add_file("docker/Dockerfile");
        assert!(held_in(&changes, "docker/Dockerfile", "", TEXT));
    }
}
