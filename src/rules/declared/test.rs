//! Tests of one field's value, compiled.

use super::condition::is_unknown;
use super::fact::{Fact, Field, Type};
use super::kind::Kind;
use super::truth::Truth;
use super::version::Version;
use super::view::View;
use memchr::memmem::Finder;
use regex::bytes::Regex;
use std::borrow::Cow;
use std::cmp::Ordering;

/// A test of a value.
pub(super) enum Test {
    All(Vec<Test>),
    Not(Box<Test>),
    /// Whether there is a value.
    Present,
    /// Whether the value can be told.
    Known,
    Truth(bool),
    Number(Compare, i64),
    Text(TextTest),
    /// As a version.
    Version(Ordering, Version),
    /// Every text of a list.
    Every(Box<Test>),
    /// The length of a list.
    Count(Compare, i64),
}

/// How a number stands to another.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Compare {
    Equals,
    Greater,
    Less,
    AtLeast,
    AtMost,
}

/// A test of a text: whether it stands so to one of the operands.
pub(super) struct TextTest {
    pub(super) how: Match,
    pub(super) operands: Vec<Operand>,
    pub(super) ignore_case: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Match {
    Equals,
    StartsWith,
    EndsWith,
    Contains,
    Matches,
}

/// What a text is compared with.
pub(super) enum Operand {
    /// In lower case where case is ignored.
    Text(String),
    /// The same, of which a text may be a part.
    Part(Box<Finder<'static>>),
    Pattern(Regex),
    /// A field of the same node, or of the node that the rule visits.
    Field {
        around: Option<Kind>,
        field: &'static Field,
        visited: bool,
    },
}

impl Compare {
    fn holds(self, number: i64, than: i64) -> bool {
        match self {
            Self::Equals => number == than,
            Self::Greater => number > than,
            Self::Less => number < than,
            Self::AtLeast => number >= than,
            Self::AtMost => number <= than,
        }
    }
}

impl Test {
    /// What it says of `fact`, a field of `view`. Of what is absent, everything but absence is false.
    pub(super) fn of(&self, fact: &Fact<'_>, view: &View<'_, '_>, visited: &View<'_, '_>) -> Truth {
        match self {
            Self::All(all) => return Truth::all(all.iter().map(|test| test.of(fact, view, visited))),
            Self::Not(test) => return test.of(fact, view, visited).not(),
            Self::Known => return (!is_unknown(fact)).into(),
            _ => {}
        }
        match (self, fact) {
            (_, Fact::Unknown) => Truth::Unknown,
            (_, Fact::Absent) => Truth::False,
            (Self::Present, Fact::Texts(texts)) => (!texts.is_empty()).into(),
            (Self::Present, _) => Truth::True,
            (Self::Truth(wanted), Fact::Truth(truth)) => (wanted == truth).into(),
            (Self::Number(compare, than), Fact::Number(number)) => compare.holds(*number, *than).into(),
            (Self::Count(compare, than), Fact::Texts(texts)) => {
                compare.holds(i64::try_from(texts.len()).unwrap_or(i64::MAX), *than).into()
            }
            (Self::Every(test), Fact::Texts(texts)) => {
                Truth::all(texts.iter().map(|text| test.of_item(text.as_deref(), view, visited)))
            }
            (Self::Text(_) | Self::Version(..), Fact::Texts(texts)) => {
                Truth::any(texts.iter().map(|text| self.of_item(text.as_deref(), view, visited)))
            }
            (_, Fact::Text(text)) => self.of_item(Some(text), view, visited),
            _ => Truth::False,
        }
    }

    /// What it says of one text.
    fn of_item(&self, text: Option<&str>, view: &View<'_, '_>, visited: &View<'_, '_>) -> Truth {
        let Some(text) = text else { return Truth::Unknown };
        match self {
            Self::Text(compared) => compared.of(text, view, visited),
            Self::Version(wanted, than) => {
                Version::parse(text).map_or(Truth::Unknown, |version| (version.compare(than) == *wanted).into())
            }
            Self::All(all) => Truth::all(all.iter().map(|test| test.of_item(Some(text), view, visited))),
            Self::Not(negated) => negated.of_item(Some(text), view, visited).not(),
            _ => Truth::False,
        }
    }

    /// How much it costs to read a field of this type and to test it, roughly.
    pub(super) fn cost(&self, kind: Type) -> u32 {
        let read = match kind {
            Type::Truth | Type::Number => 1,
            Type::Text | Type::Version => 2,
            Type::Texts => 8,
        };
        let pattern = matches!(self, Self::Text(TextTest { how: Match::Matches, .. }));
        if pattern { read + 4 } else { read }
    }
}

impl Operand {
    /// A text that is written out.
    pub(super) fn literal(how: Match, text: String) -> Self {
        if how == Match::Contains { Self::Part(Box::new(Finder::new(&text).into_owned())) } else { Self::Text(text) }
    }
}

impl TextTest {
    fn of(&self, written: &str, view: &View<'_, '_>, visited: &View<'_, '_>) -> Truth {
        let text = if self.ignore_case { Cow::Owned(written.to_lowercase()) } else { Cow::Borrowed(written) };
        Truth::any(self.operands.iter().map(|operand| match operand {
            // It knows by itself whether case matters.
            Operand::Pattern(pattern) => pattern.is_match(written.as_bytes()).into(),
            Operand::Part(part) => part.find(text.as_bytes()).is_some().into(),
            Operand::Text(other) => how(self.how, &text, other).into(),
            Operand::Field { around, field, visited: of_visited } => {
                let node = if *of_visited { visited } else { view };
                let node = match around {
                    Some(kind) => node.around(*kind),
                    None => Some(*node),
                };
                match node.map(|node| (field.read)(&node).fact) {
                    Some(Fact::Text(other)) if self.ignore_case => how(self.how, &text, &other.to_lowercase()).into(),
                    Some(Fact::Text(other)) => how(self.how, &text, &other).into(),
                    Some(Fact::Unknown) => Truth::Unknown,
                    _ => Truth::False,
                }
            }
        }))
    }
}

fn how(how: Match, text: &str, other: &str) -> bool {
    match how {
        Match::Equals => text == other,
        Match::StartsWith => text.starts_with(other),
        Match::EndsWith => text.ends_with(other),
        Match::Contains => text.contains(other),
        // Patterns are operands of their own.
        Match::Matches => false,
    }
}
