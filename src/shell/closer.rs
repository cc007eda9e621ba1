//! What ends a list, and which reserved words do.

use super::lexer::Keyword;

/// What ends a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Closer {
    /// The end of the text.
    End,
    /// `)`.
    Parenthesis,
    /// `}`.
    Brace,
    /// `then`.
    Then,
    /// `elif`, `else` or `fi`.
    Branch,
    /// `fi`.
    Fi,
    /// `do`.
    Do,
    /// `done`.
    Done,
    /// `;;` and its kin, or `esac`.
    Arm,
    /// The end of its only command: a function's body.
    Command,
}

impl Closer {
    /// What is wrong with a list that nothing ends.
    pub(super) fn missing(self) -> &'static str {
        match self {
            Self::End => "this is never closed",
            Self::Parenthesis => "this parenthesis is never closed",
            Self::Brace => "this `{` is never closed by a `}`",
            Self::Then | Self::Branch | Self::Fi => "this `if` has no `fi`",
            Self::Do | Self::Done => "this loop has no `done`",
            Self::Arm => "this `case` has no `esac`",
            Self::Command => "this function has no body",
        }
    }

    /// Whether `keyword` ends such a list.
    pub(super) fn accepts(self, keyword: Keyword) -> bool {
        match keyword {
            Keyword::Then => self == Self::Then,
            Keyword::Elif | Keyword::Else => self == Self::Branch,
            Keyword::Fi => matches!(self, Self::Then | Self::Branch | Self::Fi),
            Keyword::Do => self == Self::Do,
            Keyword::Done => matches!(self, Self::Do | Self::Done),
            Keyword::Esac => self == Self::Arm,
            Keyword::CloseBrace => self == Self::Brace,
            _ => false,
        }
    }
}
