//! Where a report goes: standard output, files, or both.

use super::failure::Failure;
use super::{file, summary};
use crate::discover::in_words;
use crate::report::{self, Format, Options, Report};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::str::FromStr;

/// One value of `--output`: `FILE` or `FORMAT:FILE`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Target {
    format: Option<Format>,
    path: PathBuf,
}

impl FromStr for Target {
    type Err = String;

    fn from_str(value: &str) -> Result<Self, String> {
        let (format, path) = match value.split_once(':') {
            // A single letter is a drive on Windows.
            Some((name, path)) if name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                let Ok(format) = name.parse() else {
                    let names = Format::names().join(", ");
                    return Err(format!("`{name}` is no format ({names}); a file of this name is `./{value}`"));
                };
                (Some(format), path)
            }
            _ => (None, value),
        };
        match path {
            "" => Err("no file is named".to_owned()),
            "-" => Err("`-` is no file; `--format` is about standard output".to_owned()),
            path => Ok(Self { format, path: path.into() }),
        }
    }
}

/// Every place that a report goes to.
pub(super) struct Outputs {
    stdout: Option<Format>,
    files: Vec<(Format, PathBuf)>,
    /// Whether standard output is taken, and standard error gets its report.
    pub(super) stdout_is_taken: bool,
}

impl Outputs {
    /// A target without a format takes the report in `format` away from standard output; one with a format gets one
    /// more.
    ///
    /// # Errors
    /// One file is to hold two reports.
    pub(super) fn new(format: Format, targets: Vec<Target>) -> Result<Self, Failure> {
        let mut outputs = Self { stdout: Some(format), files: Vec::new(), stdout_is_taken: false };
        for target in targets {
            if outputs.files.iter().any(|(_, path)| *path == target.path) {
                let path = target.path.display();
                return Err(Failure::Message(format!("--output names {path} twice; give each report its own file")));
            }
            if target.format.is_none() {
                outputs.stdout = None;
            }
            outputs.files.push((target.format.unwrap_or(format), target.path));
        }
        Ok(outputs)
    }

    /// Whether one of them gets the report in `format`.
    pub(super) fn write_as(&self, format: Format) -> bool {
        self.stdout == Some(format) || self.files.iter().any(|(written, _)| *written == format)
    }

    /// Write `report` to all of them, files first: standard output may be closed early. Notices go to standard error
    /// in any case, and are not repeated to people on standard output. Annotations bring the step's summary with them.
    ///
    /// # Errors
    /// The first place that can't be written, when all the others are.
    pub(super) fn write(&self, report: &Report<'_>, options: &Options) -> Result<(), Failure> {
        let mut done = Ok(());
        for (format, path) in &self.files {
            let options = Options { color: false, ..options.clone() };
            let written = file::write(path, |out| report::write(*format, report, &options, out));
            if let Err(error) = written {
                let message = format!("cannot write {}: {}", path.display(), in_words(&error));
                done = done.and(Err(Failure::Message(message)));
            }
        }
        if let Some(format) = self.stdout {
            let notices = if format == Format::Human { &[] } else { report.notices };
            let report = Report { notices, ..*report };
            let write = |out: &mut dyn Write| report::write(format, &report, options, out);
            done = done.and(if self.stdout_is_taken { to_stderr(write) } else { to_stdout(write) });
        }
        if self.formats().any(|format| format == Format::Github) {
            done = done.and(summary::append(report, options));
        }
        done
    }

    fn formats(&self) -> impl Iterator<Item = Format> {
        self.stdout.into_iter().chain(self.files.iter().map(|(format, _)| *format))
    }
}

/// Let `write` write to standard output. A reader that has seen enough and closes it (`| head`) is no failure.
///
/// # Errors
/// It can't be written for another reason: a full disk.
pub(super) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    to_stream(io::stdout().lock(), "output", write)
}

/// The same with standard error.
fn to_stderr(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    to_stream(io::stderr().lock(), "error", write)
}

fn to_stream(
    stream: impl Write,
    name: &str,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, stream);
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Message(format!("cannot write to standard {name}: {}", in_words(&error))))
        }
        _ => {
            // What could not be written is not tried again when the buffer goes.
            let _ = out.into_parts();
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(value: &str) -> Result<(Option<Format>, String), String> {
        value.parse().map(|target: Target| (target.format, target.path.to_string_lossy().into_owned()))
    }

    #[test]
    fn an_output_may_begin_with_its_format() {
        assert_eq!(target("sarif:a:b"), Ok((Some(Format::Sarif), "a:b".to_owned())));
        assert_eq!(target("report.json"), Ok((None, "report.json".to_owned())));
        assert_eq!(target(r"C:\report"), Ok((None, r"C:\report".to_owned())));
        assert_eq!(target("./xml:report"), Ok((None, "./xml:report".to_owned())));
    }

    #[test]
    fn an_output_that_can_not_be_meant_is_refused() {
        assert!(target("xml:report").unwrap_err().contains("`xml` is no format"));
        assert_eq!(target("sarif:").unwrap_err(), "no file is named");
        assert!(target("json:-").is_err());
    }
}
