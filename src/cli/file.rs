//! Writes a file whole or not at all: beside its place first, and then there in one step.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Let `write` write the file at `path`.
///
/// # Errors
/// Those of the file system; what stood at `path` stays then.
pub(super) fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    match path.to_str() {
        // These may be files, which others write to as well: nothing may take their place.
        Some("/dev/stdout" | "/dev/fd/1" | "/proc/self/fd/1") => return filled(io::stdout().lock(), write),
        Some("/dev/stderr" | "/dev/fd/2" | "/proc/self/fd/2") => return filled(io::stderr().lock(), write),
        _ => {}
    }
    // Through a link, and not over it.
    let path = target(path);
    match fs::symlink_metadata(&path) {
        Ok(there) if there.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory")),
        // A device or a pipe, such as /dev/null: nothing can take its place.
        Ok(there) if !there.is_file() => filled(OpenOptions::new().write(true).open(&path)?, write),
        there => replace(&path, there.ok(), write),
    }
}

/// The file that `path` leads to, whether there is one or not.
fn target(path: &Path) -> PathBuf {
    let mut target = path.to_path_buf();
    for _ in 0..LONGEST_CHAIN {
        let Ok(next) = fs::read_link(&target) else { break };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    target.canonicalize().unwrap_or(target)
}

/// Links behind one another that are followed, as Linux does.
const LONGEST_CHAIN: usize = 40;

/// Write beside `path` first, where `there` is what stands there already.
fn replace(
    path: &Path,
    there: Option<fs::Metadata>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // Refused before anything is written: a file that may not be written is not to be replaced either.
    let old = there.as_ref().map(|_| OpenOptions::new().write(true).open(path)).transpose()?;
    let beside = beside(path);
    let file = match (OpenOptions::new().write(true).create_new(true).open(&beside), old) {
        (Ok(file), _) => file,
        // The directory is not ours, or read-only: what can't be done in one step is done when all is known.
        (Err(_), Some(mut old)) => {
            let mut text = Vec::new();
            write(&mut text)?;
            return old.set_len(0).and_then(|()| old.write_all(&text));
        }
        (Err(error), None) => return Err(error),
    };
    let done = filled(file, write)
        .and_then(|()| there.map_or(Ok(()), |there| fs::set_permissions(&beside, there.permissions())))
        .and_then(|()| fs::rename(&beside, path).or_else(|error| mounted(&beside, path, error)));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}

/// A file that is mounted by itself, as into a container, can't be replaced: it gets the text of the one beside it.
fn mounted(beside: &Path, path: &Path, error: io::Error) -> io::Result<()> {
    if !matches!(error.kind(), io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices) {
        return Err(error);
    }
    fs::copy(beside, path)?;
    fs::remove_file(beside)
}

fn filled(file: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// A hidden name in the same directory, which no other run uses.
fn beside(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_leaves_the_old_file_and_no_other() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report.json");
        write(&path, |out| out.write_all(b"old")).unwrap();
        let failed = write(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("no more"))
        });
        assert!(failed.is_err());
        assert_eq!(path.metadata().unwrap().len(), 3);
        assert_eq!(directory.path().read_dir().unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_gets_its_file() {
        let directory = tempfile::tempdir().unwrap();
        let (path, link) = (directory.path().join("report.json"), directory.path().join("latest"));
        std::os::unix::fs::symlink("report.json", &link).unwrap();
        write(&link, |out| out.write_all(b"new")).unwrap();
        assert!(link.is_symlink() && path.is_file());
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_refused() {
        let directory = tempfile::tempdir().unwrap();
        let (one, other) = (directory.path().join("one"), directory.path().join("other"));
        std::os::unix::fs::symlink("one", &other).unwrap();
        std::os::unix::fs::symlink("other", &one).unwrap();
        assert!(write(&one, |out| out.write_all(b"new")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("report.json");
        write(&path, |out| out.write_all(b"old")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(&path, |out| out.write_all(b"newer")).unwrap();
        assert_eq!((path.metadata().unwrap().permissions().mode() & 0o777, path.metadata().unwrap().len()), (0o640, 5));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let directory = tempfile::tempdir().unwrap();
        let (path, link) = (directory.path().join("report.json"), directory.path().join("latest"));
        write(&path, |out| out.write_all(b"old")).unwrap();
        std::os::unix::fs::symlink("report.json", &link).unwrap();
        write(&link, |out| out.write_all(b"newer")).unwrap();
        assert!(link.is_symlink());
        assert_eq!(path.metadata().unwrap().len(), 5);
    }
}
