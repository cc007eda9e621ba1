//! Writes a file whole or not at all: beside its place first, and then there in one step.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Let `write` write the file at `path`.
///
/// # Errors
/// Those of the file system; what stood at `path` stays then.
pub(super) fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // Through a link, and not over it.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    match fs::symlink_metadata(&path) {
        Ok(there) if there.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory")),
        // A device or a pipe, such as /dev/stdout: nothing can take its place.
        Ok(there) if !there.is_file() => filled(OpenOptions::new().write(true).open(&path)?, write),
        there => {
            let beside = beside(&path);
            let file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
            let done = filled(file, write)
                .and_then(|()| there.map_or(Ok(()), |there| fs::set_permissions(&beside, there.permissions())))
                .and_then(|()| fs::rename(&beside, &path));
            if done.is_err() {
                let _ = fs::remove_file(&beside);
            }
            done
        }
    }
}

fn filled(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
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
