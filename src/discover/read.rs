//! Opens files: regular ones alone, and of a bounded size, whatever a repository holds.

use memchr::memchr_iter;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Most bytes of a file to check: 64 MiB.
pub(super) const CHECKED: u64 = 64 << 20;

/// Most lines of one: two million. An instruction takes up to 3 kB, and may be as short as a line of two letters.
const LINES: usize = 1 << 21;

/// Most bytes of a file that a check looks into beside the Dockerfile, or of a configuration: 1 MiB.
pub(super) const BESIDE: u64 = 1 << 20;

/// What is said of a pipe, a socket or a device.
pub(super) const NOT_REGULAR: &str = "not a regular file; to check a stream, pipe it into `oep45 check -`";

/// The bytes of the regular file at `path`, at most `limit` of them.
///
/// # Errors
/// In words that stand behind a path: there is no such file, it is a directory or a device, it is too large, the
/// system refuses.
pub(super) fn regular(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let asked = path.metadata().map_err(|error| in_words(&error))?;
    // Asked before opening: opening a FIFO waits for a writer, opening a device may do anything.
    if asked.is_dir() {
        return Err("is a directory, not a file".to_owned());
    }
    if !asked.is_file() {
        return Err(NOT_REGULAR.to_owned());
    }
    #[allow(clippy::disallowed_methods, reason = "the one place of the library that opens files")]
    let file = File::open(path).map_err(|error| in_words(&error))?;
    // Asked again, since another file may have taken its place.
    if !file.metadata().is_ok_and(|opened| opened.is_file()) {
        return Err(NOT_REGULAR.to_owned());
    }
    // One read, and one that finds nothing more.
    let expected = usize::try_from(asked.len().min(limit)).unwrap_or(0) + 1;
    read(file, limit, Vec::with_capacity(expected))
}

/// The bytes of `stream`, at most `limit` of them.
///
/// # Errors
/// In words: the stream is longer, or reading fails.
pub(super) fn bounded(stream: impl Read, limit: u64) -> Result<Vec<u8>, String> {
    read(stream, limit, Vec::new())
}

fn read(stream: impl Read, limit: u64, mut bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    stream.take(limit + 1).read_to_end(&mut bytes).map_err(|error| in_words(&error))?;
    if bytes.len() as u64 > limit {
        return Err(format!("larger than {} MiB, which is the most that is read", limit >> 20));
    }
    Ok(bytes)
}

/// `bytes`, if they are not too many lines to be understood.
///
/// # Errors
/// In words that stand behind a path: they are.
pub(super) fn in_lines(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    match memchr_iter(b'\n', &bytes).count() {
        0..=LINES => Ok(bytes),
        _ => Err(format!("more than {} million lines, which is the most that is judged", LINES >> 20)),
    }
}

/// What went wrong, without the number of the operating system: words that stand behind a path.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_read_to_its_limit_and_no_further() {
        assert_eq!(bounded(io::repeat(b'x').take(1 << 20), 1 << 20).unwrap().len(), 1 << 20);
        assert!(bounded(io::repeat(b'x'), 1 << 20).unwrap_err().starts_with("larger than 1 MiB"));
    }

    #[test]
    fn a_directory_is_not_read() {
        assert_eq!(regular(Path::new("."), BESIDE).unwrap_err(), "is a directory, not a file");
    }
}
