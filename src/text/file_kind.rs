//! What a file is read as.

/// The kinds of files that rules judge.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum FileKind {
    /// A Dockerfile, whatever its name.
    #[default]
    Dockerfile,
    /// A file for make.
    Makefile,
    /// A workflow of GitHub Actions.
    Workflow,
}
