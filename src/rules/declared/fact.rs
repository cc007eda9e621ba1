//! What a field of a node says: a value, nothing, or that it can't be told. Conditions test it, messages show it.

use super::view::View;
use crate::model::Value;
use crate::parse::Word;
use crate::text::{Span, holds_opaque};
use std::borrow::Cow;

/// A field of a kind of nodes: one line in its table.
pub(super) struct Field {
    /// What pages call it.
    pub(super) name: &'static str,
    /// What its values are.
    pub(super) kind: Type,
    /// What it says, in a sentence without its full stop.
    pub(super) about: &'static str,
    /// Whether it has a place of its own in the file.
    pub(super) placed: bool,
    /// Whether reading it takes more than a look.
    pub(super) costly: bool,
    pub(super) read: Read,
}

/// Reads a field of a node.
pub(super) type Read = for<'v, 't> fn(&View<'v, 't>) -> Found<'v>;

/// What the values of a field are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Type {
    Text,
    /// Text that can be compared as a version.
    Version,
    Texts,
    Truth,
    Number,
}

impl Type {
    /// The type in a sentence: "a text".
    pub(super) const fn described(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Version => "a version",
            Self::Texts => "a list of texts",
            Self::Truth => "true or false",
            Self::Number => "a number",
        }
    }
}

/// A value.
pub(super) enum Fact<'v> {
    /// There is none.
    Absent,
    /// There may be one, and which can't be told: a variable without a value, a template tag.
    Unknown,
    Text(Cow<'v, str>),
    /// `None` is a text that can't be told.
    Texts(Vec<Option<Cow<'v, str>>>),
    Truth(bool),
    Number(i64),
}

/// A value with its place.
pub(super) struct Found<'v> {
    pub(super) fact: Fact<'v>,
    pub(super) span: Option<Span>,
}

impl Field {
    pub(super) const fn new(name: &'static str, kind: Type, about: &'static str, read: Read) -> Self {
        Self { name, kind, about, placed: false, costly: false, read }
    }

    /// A field to ask for last.
    pub(super) const fn costly(self) -> Self {
        Self { costly: true, ..self }
    }

    /// A field with a place of its own.
    pub(super) const fn placed(name: &'static str, kind: Type, about: &'static str, read: Read) -> Self {
        Self { name, kind, about, placed: true, costly: false, read }
    }
}

impl<'v> Found<'v> {
    const fn of(fact: Fact<'v>) -> Self {
        Self { fact, span: None }
    }

    pub(super) const fn absent() -> Self {
        Self::of(Fact::Absent)
    }

    pub(super) const fn unknown() -> Self {
        Self::of(Fact::Unknown)
    }

    pub(super) const fn truth(truth: bool) -> Self {
        Self::of(Fact::Truth(truth))
    }

    pub(super) fn number(number: usize) -> Self {
        Self::of(Fact::Number(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    /// A text; unknown where a template tag stands in it.
    pub(super) fn text(text: impl Into<Cow<'v, str>>) -> Self {
        let text = text.into();
        Self::of(if holds_opaque(&text) { Fact::Unknown } else { Fact::Text(text) })
    }

    /// A text, or none.
    pub(super) fn option(text: Option<impl Into<Cow<'v, str>>>) -> Self {
        text.map_or_else(Self::absent, Self::text)
    }

    pub(super) fn texts(texts: impl IntoIterator<Item = Option<Cow<'v, str>>>) -> Self {
        let known = |text: Option<Cow<'v, str>>| text.filter(|text| !holds_opaque(text));
        Self::of(Fact::Texts(texts.into_iter().map(known).collect()))
    }

    /// A resolved value, whole or not at all.
    pub(super) fn value(value: &'v Value) -> Self {
        if value.is_known() { Self::text(value.text.as_str()) } else { Self::unknown() }
    }

    /// A word of an instruction, its variables resolved.
    pub(super) fn word(view: &View<'v, '_>, word: &Word<'v>) -> Self {
        resolved(view, word).map_or_else(Self::unknown, Self::text).at(word.span())
    }

    pub(super) fn at(self, span: Span) -> Self {
        Self { span: Some(span), ..self }
    }

    pub(super) fn at_option(self, span: Option<Span>) -> Self {
        Self { span, ..self }
    }
}

/// The value of an instruction's word; `None` where it can't be told.
pub(super) fn resolved<'v>(view: &View<'v, '_>, word: &Word<'v>) -> Option<Cow<'v, str>> {
    if let Some(literal) = word.literal() {
        return Some(literal);
    }
    let value = view.file.value(view.place()?, &word.clone());
    value.is_known().then_some(Cow::Owned(value.text))
}
