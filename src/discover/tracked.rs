//! What git keeps though it ignores it: `.gitignore` is about files that are not in the repository yet.
//!
//! ```text
//! .gitignore        .dc-*
//! git add --force   .dc-prod/Dockerfile
//! ```
//!
//! Read from git's index, versions 2 to 4, after git's own description of it (`gitformat-index`): a library for it would bring
//! dozens of others, and git itself would be a program to start in every run.

use super::directories::git_root;
use super::read::regular;
use crate::text::is_normal;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The largest index that is read, in bytes: some 150,000 files.
const LARGEST: u64 = 16 << 20;

/// The longest path in one. Version 4 makes long ones of few bytes.
const LONGEST: usize = 1024;

/// The regular files below `root` that git tracks, that are `wanted`, and that are not among `met`; none where there is no
/// repository, or where its index can't be understood. Who leaves files out by `.ignore` means tracked ones.
pub(super) fn beside<'m>(
    root: &Path,
    met: impl Iterator<Item = &'m Path>,
    wanted: impl Fn(&Path) -> bool,
) -> Vec<PathBuf> {
    let tracked = git_root(root).and_then(|repository| Some((repository, index(repository)?)));
    let Some((repository, index)) = tracked else { return Vec::new() };
    let paths = regular_files(&index).unwrap_or_default().into_iter().map(|path| repository.join(path));
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.starts_with(root) && wanted(path)).collect();
    let met: HashSet<&Path> = met.collect();
    let ignored = |path: &Path| {
        let directories = path.ancestors().skip(1).take_while(|directory| directory.starts_with(root));
        directories.map(|directory| directory.join(".ignore")).any(|file| file.exists())
    };
    let is_there = |path: &Path| {
        // No link on the way to it may lead elsewhere.
        let real = || path.parent().and_then(|directory| directory.canonicalize().ok()).as_deref() == path.parent();
        path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()) && real()
    };
    paths.retain(|path| !met.contains(path.as_path()) && is_there(path) && !ignored(path));
    paths
}

fn index(repository: &Path) -> Option<Vec<u8>> {
    let path = repository.join(".git").join("index");
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file()).then(|| regular(&path, LARGEST).ok())?
}

/// The paths of the regular files in an index, which are relative to the repository; `None` where it is none that is known.
fn regular_files(index: &[u8]) -> Option<Vec<PathBuf>> {
    /// Two times, device, inode; owner, size and hash stand behind the mode.
    const BEFORE_MODE: usize = 24;
    const FIXED: usize = 62;
    const EXTENDED: u16 = 0x4000;
    let number = |at: usize| Some(u32::from_be_bytes(index.get(at..at + 4)?.try_into().ok()?));
    let version = number(4).filter(|version| index.starts_with(b"DIRC") && (2..=4).contains(version))?;
    let mut paths = Vec::new();
    let mut path: Vec<u8> = Vec::new();
    let mut at = 12;
    for _ in 0..number(8)? {
        let mode = number(at + BEFORE_MODE)?;
        let flags = u16::from_be_bytes(index.get(at + FIXED - 2..at + FIXED)?.try_into().ok()?);
        let mut name = at + FIXED + if flags & EXTENDED == 0 { 0 } else { 2 };
        let mut kept = 0;
        if version == 4 {
            // So many bytes of the path before are not part of this one.
            let (cut, behind) = offset(index, name)?;
            kept = path.len().checked_sub(cut)?;
            name = behind;
        }
        path.truncate(kept);
        let length = memchr::memchr(0, index.get(name..)?)?;
        if kept + length > LONGEST {
            return None;
        }
        path.extend_from_slice(&index[name..name + length]);
        let end = name + length + 1;
        // Padded to eight bytes, but for version 4.
        at = if version == 4 { end } else { at + (end - at).next_multiple_of(8) };
        if mode >> 12 == 0o10 {
            paths.extend(normal(&path));
        }
    }
    Some(paths)
}

/// A number of git's variable length, and where the bytes behind it begin.
fn offset(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut byte = *bytes.get(at)?;
    let mut value = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        at += 1;
        byte = *bytes.get(at)?;
        value = value.checked_add(1)?.checked_mul(128)?.checked_add(usize::from(byte & 0x7f))?;
    }
    Some((value, at + 1))
}

/// A path in a repository, which never leaves it; `None` for another, and for one that is no UTF-8.
fn normal(path: &[u8]) -> Option<PathBuf> {
    let path = std::str::from_utf8(path).ok()?;
    let own = is_normal(path) && path.split('/').all(|part| part != ".git");
    own.then(|| PathBuf::from(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry of version 2 or 3.
    fn entry(mode: u32, path: &str) -> Vec<u8> {
        let mut bytes = vec![0; 62];
        bytes[24..28].copy_from_slice(&mode.to_be_bytes());
        bytes.extend(path.bytes());
        bytes.resize((bytes.len() + 1).next_multiple_of(8), 0);
        bytes
    }

    fn header(version: u32, count: u32) -> Vec<u8> {
        [&b"DIRC"[..], &version.to_be_bytes(), &count.to_be_bytes()].concat()
    }

    fn shown(index: &[u8]) -> Option<Vec<String>> {
        regular_files(index).map(|paths| paths.iter().map(|path| path.display().to_string()).collect())
    }

    #[test]
    fn regular_files_are_read_and_links_passed_over() {
        let entries = [entry(0o100_644, "a/Dockerfile"), entry(0o120_000, "b"), entry(0o100_755, "c.sh")];
        let index = [header(2, 3), entries.concat()].concat();
        assert_eq!(shown(&index), Some(vec!["a/Dockerfile".to_owned(), "c.sh".to_owned()]));
    }

    #[test]
    fn paths_of_version_4_begin_like_those_before() {
        let fixed = || {
            let mut bytes = vec![0; 62];
            bytes[24..28].copy_from_slice(&0o100_644_u32.to_be_bytes());
            bytes
        };
        let index = [header(4, 2), fixed(), b"\0a/one\0".to_vec(), fixed(), b"\x03two\0".to_vec()].concat();
        assert_eq!(shown(&index), Some(vec!["a/one".to_owned(), "a/two".to_owned()]));
    }

    #[test]
    fn what_is_no_index_or_leads_out_is_nothing() {
        for path in ["../x", "/x", "a//b", ".git/hooks/x"] {
            assert_eq!(shown(&[header(2, 1), entry(0o100_644, path)].concat()), Some(vec![]), "{path}");
        }
        assert_eq!(shown(b"DIRC"), None);
        assert_eq!(shown(&header(2, u32::MAX)), None);
        assert_eq!(shown(&header(9, 0)), None);
        assert_eq!(shown(&[header(4, 1), vec![0; 62], vec![0xff; 20]].concat()), None);
        assert_eq!(shown(&[header(2, 1), entry(0o100_644, &"a/".repeat(600))].concat()), None);
    }
}
