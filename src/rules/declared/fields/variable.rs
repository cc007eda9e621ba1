//! Fields of ARG, ENV and LABEL pairs.

use crate::model::{Definition, lost_default, names_credential};
use crate::rules::declared::fact::{Field, Found, Type};
use crate::rules::declared::view::{Node, View};
use crate::text::Span;
use std::borrow::Cow;

pub(in crate::rules::declared) const ARG: &[Field] = &[
    Field::placed("name", Type::Text, "the variable", name),
    Field::placed(
        "value",
        Type::Version,
        "its default, variables replaced; that of the global ARG of its name too",
        value,
    ),
    Field::placed("written", Type::Text, "its default as written here", written),
    Field::new("global", Type::Truth, "whether it stands before the first FROM", |view| {
        Found::truth(view.stage.is_none())
    }),
    Field::new("credential", Type::Truth, CREDENTIAL, credential).costly(),
    Field::placed(
        "lost-default",
        Type::Text,
        "a default that a blank in place of `=` loses, as it should be written",
        |view| {
            with(view, |it| match lost_default(view.file, it) {
                // The words behind are definitions of their own, and no names.
                Some(span) => Found::text(quoted(view, span)).at(span),
                None => Found::absent(),
            })
        },
    )
    .costly(),
];

pub(in crate::rules::declared) const ENV: &[Field] = &[
    Field::placed("name", Type::Text, "the variable", name),
    Field::placed("value", Type::Version, "its value, variables replaced", value),
    Field::placed("written", Type::Text, "its value as written", written),
    Field::new("legacy", Type::Truth, "whether a blank stands in place of `=`", |view| {
        with(view, |it| Found::truth(it.pair.legacy))
    }),
    Field::new("credential", Type::Truth, CREDENTIAL, credential),
];

const CREDENTIAL: &str = "whether its name is that of a password, a token or a key";

pub(in crate::rules::declared) const LABEL: &[Field] = &[
    Field::placed("key", Type::Text, "the key", |view| match view.node {
        Node::Label(pair) => Found::word(view, &pair.name),
        _ => Found::absent(),
    }),
    Field::placed("value", Type::Version, "its value, variables replaced", |view| match view.node {
        Node::Label(pair) => pair.value.as_ref().map_or_else(Found::absent, |word| Found::word(view, word)),
        _ => Found::absent(),
    }),
    Field::placed("written", Type::Text, "its value as written", |view| match view.node {
        Node::Label(pair) => {
            pair.value.as_ref().map_or_else(Found::absent, |word| Found::text(word.text()).at(word.span()))
        }
        _ => Found::absent(),
    }),
    Field::new("legacy", Type::Truth, "whether a blank stands in place of `=`", |view| match view.node {
        Node::Label(pair) => Found::truth(pair.legacy),
        _ => Found::absent(),
    }),
];

fn with<'v, 't: 'v>(view: &View<'v, 't>, read: impl FnOnce(&'v Definition<'t>) -> Found<'v>) -> Found<'v> {
    match view.node {
        Node::Definition(definition) => read(definition),
        _ => Found::absent(),
    }
}

fn name<'v>(view: &View<'v, '_>) -> Found<'v> {
    with(view, |it| Found::text(&*it.name).at(it.pair.name.span()))
}

fn value<'v>(view: &View<'v, '_>) -> Found<'v> {
    with(view, |it| it.value.as_ref().map_or_else(Found::absent, Found::value).at_option(it.value_span))
}

fn written<'v>(view: &View<'v, '_>) -> Found<'v> {
    with(view, |it| it.pair.value.as_ref().map_or_else(Found::absent, |word| Found::text(word.text()).at(word.span())))
}

fn credential<'v>(view: &View<'v, '_>) -> Found<'v> {
    with(view, |it| Found::truth(names_credential(&it.name)))
}

/// The words at `span` as one value: between quotes where they need some.
fn quoted<'v>(view: &View<'v, '_>, span: Span) -> Cow<'v, str> {
    let text: &'v str = view.file.source.slice(span);
    if text.starts_with(['"', '\'']) || !text.contains(char::is_whitespace) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(format!("\"{text}\""))
    }
}
