//! The branch or the tag that something runs for.

/// Whether it is a branch or a tag.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefKind {
    /// `refs/heads/…`
    Branch,
    /// `refs/tags/…`
    Tag,
}

/// A branch or tag, or all of those whose names begin alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference<'n> {
    /// Which of both.
    pub kind: RefKind,
    /// The name: `master`; or how it begins: `release/`.
    pub name: &'n str,
    /// Whether the name is all of it.
    pub whole: bool,
    /// Whether it is the branch that schedules run on.
    pub default: bool,
}

impl<'n> Reference<'n> {
    /// The default branch, called `name`.
    pub fn default_branch(name: &'n str) -> Self {
        Self { kind: RefKind::Branch, name, whole: true, default: true }
    }

    /// The branches or tags whose names begin with `start`.
    pub fn all(kind: RefKind, start: &'n str) -> Self {
        Self { kind, name: start, whole: false, default: false }
    }

    /// Its full name, or how that begins.
    pub fn full(self) -> String {
        let folder = match self.kind {
            RefKind::Branch => "refs/heads/",
            RefKind::Tag => "refs/tags/",
        };
        format!("{folder}{}", self.name)
    }
}
