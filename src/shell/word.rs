//! One word: its literal text and its expansions.

use super::BlockId;
use crate::text::Span;
use std::borrow::Cow;

/// A word as the shell splits them, with its quotes removed.
///
/// ```text
/// --prefix="$HOME"/'my app'/$(uname -m)
/// ^^^^^^^^^ Literal ^^^^^^^^^^ Literal "/my app/"
///           ^^^^^ Variable   ^^^^^^^^^^^ Substitution
/// ```
#[derive(Clone, Debug)]
pub struct Word<'t> {
    /// The whole word, quotes included.
    pub span: Span,
    /// Whether any of it is quoted.
    pub quoted: bool,
    /// Whether an unquoted `*`, `?` or `[` stands in it, so that the shell may replace it by file names.
    pub glob: bool,
    pub(super) parts: Parts<'t>,
    pub(super) source: &'t str,
}

/// A stretch of a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part<'t> {
    /// Text, with quotes removed and escapes applied. Two literals never stand side by side.
    Literal(Cow<'t, str>, Span),
    /// `$name` or `${name…}`.
    Variable(Variable<'t>),
    /// `$( … )` or backticks.
    Substitution {
        /// Its commands.
        block: BlockId,
        /// The whole of it.
        span: Span,
    },
    /// `<( … )` or `>( … )`.
    Process {
        /// Its commands.
        block: BlockId,
        /// The whole of it.
        span: Span,
    },
    /// `$(( … ))`.
    Arithmetic {
        /// The whole of it.
        span: Span,
    },
    /// `( … )` behind an assignment's `=`.
    Array {
        /// The whole of it.
        span: Span,
    },
    /// A template expression, or text nested too deeply to be looked into.
    Opaque {
        /// The whole of it.
        span: Span,
    },
}

/// The use of a variable.
///
/// ```text
/// ${PORT:-8000}
///   ^^^^ name
///       ^^ operation
///         ^^^^ argument
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable<'t> {
    /// Its name: an identifier, a number, or one of `@*#?-$!`. Empty where it can't be read.
    pub name: Cow<'t, str>,
    /// What is done with its value.
    pub operation: Operation,
    /// The operation's argument, as written.
    pub argument: Option<Span>,
    /// From `$` to its last byte.
    pub span: Span,
    /// Whether it stands in double quotes or in a heredoc.
    pub quoted: bool,
}

/// What an expansion does with its variable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operation {
    /// `$x`, `${x}`.
    Value,
    /// `${x:-w}`; `${x-w}` where empty counts as a value.
    Default {
        /// Whether `:` stands in front: an empty value counts as none.
        empty: bool,
    },
    /// `${x:=w}`, `${x=w}`.
    Assign {
        /// Whether `:` stands in front: an empty value counts as none.
        empty: bool,
    },
    /// `${x:+w}`, `${x+w}`.
    Alternative {
        /// Whether `:` stands in front: an empty value counts as none.
        empty: bool,
    },
    /// `${x:?w}`, `${x?w}`.
    Required {
        /// Whether `:` stands in front: an empty value counts as none.
        empty: bool,
    },
    /// `${x#p}`, `${x##p}`.
    RemovePrefix,
    /// `${x%p}`, `${x%%p}`.
    RemoveSuffix,
    /// `${x/p/r}` and its kin.
    Replace,
    /// `${x:1:2}`.
    Substring,
    /// `${x^}`, `${x,,}`.
    Case,
    /// `${x@Q}`.
    Transform,
    /// `${#x}`.
    Length,
    /// `${!x}`.
    Indirect,
    /// `${x[…]}`; what follows the index is part of the argument.
    Index,
    /// Something else; the argument holds it.
    Unknown,
}

impl Part<'_> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Literal(_, span)
            | Self::Substitution { span, .. }
            | Self::Process { span, .. }
            | Self::Arithmetic { span }
            | Self::Array { span }
            | Self::Opaque { span } => *span,
            Self::Variable(variable) => variable.span,
        }
    }
}

impl<'t> Word<'t> {
    /// A word that holds nothing.
    pub(super) fn empty(source: &'t str, span: Span) -> Self {
        let parts = Parts::One(Part::Literal(Cow::Borrowed(""), span));
        Self { span, quoted: false, glob: false, parts, source }
    }

    /// Its stretches, at least one.
    pub fn parts(&self) -> &[Part<'t>] {
        self.parts.as_slice()
    }

    /// Its value where nothing in it is expanded: `'a b'` is `a b`. A glob is its own text.
    pub fn literal(&self) -> Option<&str> {
        match &self.parts {
            Parts::One(Part::Literal(text, _)) => Some(text),
            _ => None,
        }
    }

    /// Whether its value is `text`, nothing in it expanded.
    pub fn is(&self, text: &str) -> bool {
        self.literal() == Some(text)
    }

    /// The literal text that it begins with; empty where it begins with an expansion.
    pub fn prefix(&self) -> &str {
        match self.parts().first() {
            Some(Part::Literal(text, _)) => text,
            _ => "",
        }
    }

    /// The literal text that it ends with; empty where it ends with an expansion.
    pub fn suffix(&self) -> &str {
        match self.parts().last() {
            Some(Part::Literal(text, _)) => text,
            _ => "",
        }
    }

    /// The word as people read it: its literal text, and its expansions as written.
    pub fn text(&self) -> Cow<'_, str> {
        if let Some(text) = self.literal() {
            return Cow::Borrowed(text);
        }
        let parts = self.parts().iter().map(|part| match part {
            Part::Literal(text, _) => text,
            other => other.span().of(self.source),
        });
        Cow::Owned(parts.collect())
    }

    /// The word as it stands in the source, quotes and gaps included.
    pub fn raw(&self) -> &'t str {
        self.span.of(self.source)
    }

    /// The variables in it, outside other expansions.
    pub fn variables(&self) -> impl Iterator<Item = &Variable<'t>> {
        self.parts().iter().filter_map(|part| match part {
            Part::Variable(variable) => Some(variable),
            _ => None,
        })
    }
}

/// The parts of a word. Nearly all words have one, which costs no allocation.
#[derive(Clone, Debug)]
pub(super) enum Parts<'t> {
    None,
    One(Part<'t>),
    Many(Vec<Part<'t>>),
}

impl<'t> Parts<'t> {
    pub(super) fn as_slice(&self) -> &[Part<'t>] {
        match self {
            Self::None => &[],
            Self::One(part) => std::slice::from_ref(part),
            Self::Many(parts) => parts,
        }
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [Part<'t>] {
        match self {
            Self::None => &mut [],
            Self::One(part) => std::slice::from_mut(part),
            Self::Many(parts) => parts,
        }
    }

    pub(super) fn push(&mut self, part: Part<'t>) {
        *self = match std::mem::replace(self, Self::None) {
            Self::None => Self::One(part),
            Self::One(first) => Self::Many(vec![first, part]),
            Self::Many(mut parts) => {
                parts.push(part);
                Self::Many(parts)
            }
        };
    }
}
