//! Sets of instructions, by keyword: those that a node can stand in.

use super::kind::Kind;
use super::view::View;
use crate::parse::Keyword;

/// Keywords of instructions, one bit each, and one for a node that stands in none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Keywords(u32);

impl Keywords {
    pub(super) const ALL: Self = Self(u32::MAX);
    pub(super) const NONE: Self = Self(0);

    /// Those that nodes of a kind may stand in, or be.
    pub(super) fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Command => Self::of(&[Keyword::Run, Keyword::Cmd, Keyword::Entrypoint, Keyword::Healthcheck]),
            Kind::Copy => Self::of(&[Keyword::Copy, Keyword::Add]),
            Kind::User => Self::of(&[Keyword::User]),
            Kind::Workdir => Self::of(&[Keyword::Workdir]),
            Kind::Label => Self::of(&[Keyword::Label]),
            Kind::Expose => Self::of(&[Keyword::Expose]),
            _ => Self::ALL,
        }
    }

    /// The one of the instruction that a node stands in, or is.
    pub(super) fn around(view: &View<'_, '_>) -> Self {
        Self(view.instruction.map_or(1 << 31, |instruction| Self::one(instruction.keyword).0))
    }

    fn of(keywords: &[Keyword]) -> Self {
        keywords.iter().fold(Self::NONE, |all, keyword| all.or(Self::one(*keyword)))
    }

    /// Whether `keyword` is one of them.
    pub(super) const fn has(self, keyword: Keyword) -> bool {
        self.meet(Self::one(keyword))
    }

    /// A single one.
    pub(super) const fn one(keyword: Keyword) -> Self {
        Self(1 << keyword as u32)
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether they have one in common.
    pub(super) const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
