//! Fields of files and stages.

use super::force::in_force;
use crate::model::Base;
use crate::parse::{Directive, Keyword};
use crate::rules::declared::fact::{Field, Found, Type};
use crate::rules::declared::view::View;

pub(in crate::rules::declared) const FILE: &[Field] = &[
    Field::new("path", Type::Text, "its path, as findings name it", |view| Found::text(view.file.source.path())),
    Field::new("name", Type::Text, "its name, without folders", |view| {
        Found::option(view.file.source.path().rsplit('/').next())
    }),
    Field::placed("syntax", Type::Text, "the frontend in `# syntax=`", |view| {
        directive(view, view.file.tree.directives.syntax)
    }),
    Field::placed("check", Type::Text, "what `# check=` says", |view| directive(view, view.file.tree.directives.check)),
    Field::new("stages", Type::Number, "how many stages it has", |view| Found::number(view.file.stages.len())),
    Field::new("templated", Type::Truth, "whether it is the source of a template engine", |view| {
        Found::truth(view.file.tree.templated)
    }),
    Field::new("described", Type::Truth, "whether comments at its top say what it is for", |view| {
        Found::truth(view.file.explanations().header().is_some())
    })
    .costly(),
];

fn directive<'v>(view: &View<'v, '_>, directive: Option<Directive>) -> Found<'v> {
    match directive {
        Some(directive) => Found::text(view.file.source.slice(directive.value)).at(directive.value),
        None => Found::absent(),
    }
}

pub(in crate::rules::declared) const STAGE: &[Field] = &[
    Field::placed("name", Type::Text, "the name behind AS", |view| match view.stage.and_then(|it| it.name.as_ref()) {
        Some(name) => Found::text(name.text()).at(name.span()),
        None => Found::absent(),
    }),
    Field::new("index", Type::Number, "its number, from 0", |view| {
        view.stage.map_or_else(Found::absent, |stage| Found::number(stage.index))
    }),
    Field::placed("image", Type::Text, "what FROM names, variables replaced by their defaults", |view| {
        let Some(stage) = view.stage else { return Found::absent() };
        Found::value(&stage.image_value).at_option(stage.image.as_ref().map(crate::parse::Word::span))
    }),
    Field::new("base", Type::Text, "what it is built on: `image`, `stage` or `scratch`", |view| {
        match view.stage.map(|stage| stage.base) {
            Some(Base::Image) => Found::text("image"),
            Some(Base::Stage(_)) => Found::text("stage"),
            Some(Base::Scratch) => Found::text("scratch"),
            Some(Base::Unknown) => Found::unknown(),
            None => Found::absent(),
        }
    }),
    Field::placed("platform", Type::Text, "the value of `--platform` in FROM, as written", |view| {
        let value = view.stage.and_then(|stage| stage.from.flag("platform")).and_then(|flag| flag.value());
        value.map_or_else(Found::absent, |word| Found::text(word.text()).at(word.span()))
    }),
    Field::new("reached", Type::Truth, "whether the last stage is, or needs, this one", |view| {
        view.stage.map_or_else(Found::absent, |stage| Found::truth(stage.reached))
    }),
    Field::new("last", Type::Truth, "whether it is the last stage, which `docker build` makes", |view| {
        view.stage.map_or_else(Found::absent, |stage| Found::truth(stage.index + 1 == view.file.stages.len()))
    }),
    Field::new("run", Type::Truth, "whether people run it: it has a command, or no other stage needs it", |view| {
        view.stage.map_or_else(Found::absent, |stage| Found::truth(view.file.is_runtime(stage)))
    })
    .costly(),
    Field::new("development", Type::Truth, "whether it is meant for developers", |view| {
        view.stage.map_or_else(Found::absent, |stage| Found::truth(!view.file.development_signs(stage).is_empty()))
    })
    .costly(),
    Field::placed("user", Type::Text, "the USER that it ends with, of a stage that it is built on too", |view| {
        in_force(view, Keyword::User, usize::MAX)
    })
    .costly(),
    Field::placed("workdir", Type::Text, "the WORKDIR that it ends with, inherited too", |view| {
        in_force(view, Keyword::Workdir, usize::MAX)
    })
    .costly(),
    Field::placed("shell", Type::Text, "the SHELL that it ends with, as written, inherited too", |view| {
        in_force(view, Keyword::Shell, usize::MAX)
    })
    .costly(),
];
