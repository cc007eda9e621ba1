//! Where the files of an image come from, and which of them its build executes.
//!
//! ```text
//! WORKDIR /opt
//! COPY build.sh .                              arrival: /opt/build.sh, from the context
//! RUN curl -o get.sh https://example.org/g     arrival: /opt/get.sh, from a download
//! RUN sh get.sh && ./build.sh                  two executions
//! ```
//!
//! Files are followed through WORKDIR, `cd`, variables, `mv`, archives, and `COPY --from` a stage; programs are looked for
//! along PATH.

mod arrivals;
mod execution;
mod fetch;
mod instructions;
mod options;
mod path;
mod run;
mod search;
mod walk;

use super::{Dockerfile, Place};
use crate::text::Span;
use arrivals::Arrivals;

pub use execution::How;
pub use path::{base_name, extension};

/// A download: `curl`, `wget`, `git clone`, ADD of an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Download {
    /// The step that downloads.
    pub place: Place,
    /// The address as written.
    pub span: Span,
    /// The address, its variables replaced where that can be told.
    pub url: String,
    /// Whether it is a clone of a repository.
    pub clone: bool,
    /// The path in the image without its leading slash; `None` for standard output.
    pub target: Option<String>,
}

/// A file that the build executes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Execution {
    /// The step that executes it.
    pub place: Place,
    /// The word that names it, or the interpreter that reads it.
    pub span: Span,
    /// The word, its variables replaced where that can be told; for [`How::Piped`] the interpreter's name.
    pub text: String,
    /// What executes it.
    pub how: How,
    /// The interpreter, where one is named.
    pub interpreter: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Execution {
    /// Whether a shell is given the file's name, or reads it from a pipe.
    pub fn by_shell(&self) -> bool {
        self.interpreter.as_deref().is_some_and(crate::shell::is_shell)
    }
}

/// Where an executed file comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A download, by index in [`Provenance::downloads`].
    Download {
        /// The index.
        index: usize,
        /// Whether it is a file out of an archive or a clone.
        inside: bool,
    },
    /// The build context.
    Context {
        /// The path there.
        path: String,
        /// The source of the COPY, ADD or mount.
        span: Span,
        /// Whether that source names the file itself, not a directory around it.
        named: bool,
    },
    /// `COPY --from=` an image that is no stage.
    Image {
        /// The image's name as written.
        span: Span,
    },
    /// A command of the build wrote it.
    Written,
    /// Not known: the base image, or a command that was not understood.
    Unknown,
}

/// A download that a command makes executable (`chmod +x`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Permission {
    /// The step that does it.
    pub place: Place,
    /// The word that names the file.
    pub span: Span,
    /// The path in the image, without its leading slash.
    pub path: String,
    /// The download, by index in [`Provenance::downloads`].
    pub download: usize,
}

/// What a Dockerfile's build downloads and executes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Provenance {
    /// Every download, in source order.
    pub downloads: Vec<Download>,
    /// Every file that a RUN executes, in source order.
    pub executions: Vec<Execution>,
    /// Every download that is made executable, in source order.
    pub permissions: Vec<Permission>,
}

impl Provenance {
    /// Follow the files of all stages.
    pub(super) fn of(file: &Dockerfile<'_>) -> Self {
        let mut found = Self::default();
        let mut arrivals = Arrivals::new(search::everywhere(file));
        let mut directories = Vec::new();
        for stage in &file.stages {
            let start = stage.parent().and_then(|parent| directories.get(parent)).cloned().unwrap_or_default();
            let end = walk::Walk::new(file, stage.index, start, &mut arrivals, &mut found).finish();
            directories.push(end);
        }
        // What a substitution downloads is found out behind the command that reads it.
        found.executions.sort_by_key(|execution| execution.span.start);
        found
    }
}
