//! What keeps a finding from being reported.

use super::Label;

/// Why a finding is not reported: somebody said so, somewhere.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// What kind of statement it is.
    pub by: SuppressedBy,
    /// The reason that was given; may be empty.
    pub reason: String,
    /// Where it was said.
    pub place: Option<Label>,
}

/// The places where people say that a finding is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SuppressedBy {
    /// A comment in the file itself.
    Comment,
    /// A `[[per-file]]` table of the configuration.
    Configuration,
    /// The amnesty: it was there when the rules came.
    Amnesty,
}

impl SuppressedBy {
    /// The word for it in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Configuration => "configuration",
            Self::Amnesty => "amnesty",
        }
    }
}
