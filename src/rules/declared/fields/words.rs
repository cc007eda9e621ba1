//! Fields of what is one word: USER, WORKDIR, ports, comments, directives.

use crate::rules::declared::fact::{Fact, Field, Found, Type, resolved};
use crate::rules::declared::view::{Node, View};
use std::borrow::Cow;

pub(in crate::rules::declared) const USER: &[Field] = &[
    Field::placed("name", Type::Text, "the user, by name or number", |view| {
        part(view, |text| Some(text.split_once(':').map_or(text, |it| it.0)))
    }),
    Field::placed("group", Type::Text, "the group behind the colon", |view| {
        part(view, |text| Some(text.split_once(':')?.1))
    }),
    Field::placed("written", Type::Text, "all of it, as written", written),
];

pub(in crate::rules::declared) const WORKDIR: &[Field] = &[
    Field::placed("path", Type::Text, "the folder, variables replaced", |view| part(view, |text| Some(text))),
    Field::placed("written", Type::Text, "the folder as written", written),
];

pub(in crate::rules::declared) const EXPOSE: &[Field] = &[
    Field::placed("port", Type::Text, "the port or the range, without protocol", |view| {
        port(view, |text| Some(text.split_once('/').map_or(text, |it| it.0)))
    }),
    Field::placed("number", Type::Number, "the port, where it is one; the greater end of a range", |view| {
        let found = port(view, |text| Some(text.split_once('/').map_or(text, |it| it.0)));
        let fact = match &found.fact {
            // A range the wrong way round is none for BuildKit, and its beginning may be the port that there isn't.
            Fact::Text(text) => {
                text.split('-').filter_map(|end| end.parse().ok()).max().map_or(Fact::Absent, Fact::Number)
            }
            Fact::Absent => Fact::Absent,
            _ => Fact::Unknown,
        };
        Found { fact, span: found.span }
    }),
    Field::placed("protocol", Type::Text, "the protocol behind `/`", |view| {
        port(view, |text| Some(text.split_once('/')?.1))
    }),
];

pub(in crate::rules::declared) const COMMENT: &[Field] = &[
    Field::placed("text", Type::Text, "what it says, without `#`", |view| match view.node {
        Node::Comment(remark) => Found::text(remark.text).at(remark.text_span),
        _ => Found::absent(),
    }),
    Field::placed("written", Type::Text, "the whole comment, as written", |view| match view.node {
        Node::Comment(remark) => Found::text(view.file.source.slice(remark.span)).at(remark.span),
        _ => Found::absent(),
    }),
    Field::new(
        "useful",
        Type::Truth,
        "whether it tells a reader anything: it is no pragma, banner, licence or dead code",
        |view| match view.node {
            Node::Comment(remark) => Found::truth(remark.useful),
            _ => Found::absent(),
        },
    ),
    Field::new("inside", Type::Truth, "whether it stands inside an instruction", |view| match view.node {
        Node::Comment(remark) => Found::truth(remark.inside.is_some()),
        _ => Found::absent(),
    }),
];

pub(in crate::rules::declared) const DIRECTIVE: &[Field] = &[
    Field::placed("name", Type::Text, "`syntax`, `escape` or `check`, as written", |view| match view.node {
        Node::Directive(it) => Found::text(view.file.source.slice(it.name)).at(it.name),
        _ => Found::absent(),
    }),
    Field::placed("value", Type::Text, "what follows `=`", |view| match view.node {
        Node::Directive(it) => Found::text(view.file.source.slice(it.value)).at(it.value),
        _ => Found::absent(),
    }),
];

/// All arguments of the instruction as one value, and a part of that.
fn part<'v>(view: &View<'v, '_>, cut: fn(&str) -> Option<&str>) -> Found<'v> {
    let Some(instruction) = view.instruction else { return Found::absent() };
    let word = instruction.text();
    cut_value(resolved(view, &word), cut).at(word.span())
}

fn port<'v>(view: &View<'v, '_>, cut: fn(&str) -> Option<&str>) -> Found<'v> {
    match view.node {
        Node::Word(word) => cut_value(resolved(view, word), cut).at(word.span()),
        _ => Found::absent(),
    }
}

fn cut_value(value: Option<Cow<'_, str>>, cut: fn(&str) -> Option<&str>) -> Found<'_> {
    match value {
        None => Found::unknown(),
        Some(Cow::Borrowed(text)) => Found::option(cut(text)),
        Some(Cow::Owned(text)) => Found::option(cut(&text).map(str::to_owned)),
    }
}

fn written<'v>(view: &View<'v, '_>) -> Found<'v> {
    let Some(instruction) = view.instruction else { return Found::absent() };
    let word = instruction.text();
    Found::text(word.text()).at(word.span())
}
