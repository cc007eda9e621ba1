//! What a run could not do.

/// A problem of the run itself, not of a file's content: a file that can't be read, a rule that panicked.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Notice {
    /// The file.
    pub path: String,
    /// What happened, and what to do.
    pub message: String,
}
