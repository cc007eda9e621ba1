//! Fields of images. Where a part of the name is not known, the parts before it still are: the registry of
//! `ghcr.io/acme/app:$TAG` is.

use crate::model::{GapKind, ImageUse, UseKind};
use crate::parse::ImageName;
use crate::rules::declared::fact::{Field, Found, Type};
use crate::rules::declared::view::{Node, View};
use crate::text::Span;
use std::borrow::Cow;

pub(in crate::rules::declared) const IMAGE: &[Field] = &[
    Field::placed("image", Type::Text, "the whole name, variables replaced by their defaults", |view| {
        with(view, |image| Found::value(&image.value).at(image.word.span()))
    }),
    Field::placed("written", Type::Text, "the whole name as written", |view| {
        with(view, |image| Found::text(image.word.text()).at(image.word.span()))
    }),
    Field::placed("registry", Type::Text, "the registry's host; `docker.io` where none is named", |view| {
        part(view, |name| Some(name.host()), Part::Registry)
    }),
    Field::placed(
        "repository",
        Type::Text,
        "the name behind the registry; official images without `library/`",
        |view| part(view, |name| Some(name.short_repository()), Part::Repository),
    ),
    Field::placed("tag", Type::Version, "what follows the colon", |view| part(view, |name| name.tag, Part::Rest)),
    Field::placed("digest", Type::Text, "what follows the `@`", |view| part(view, |name| name.digest, Part::Rest)),
    Field::new("use", Type::Text, "where it is named: `from`, `copy` or `mount`", |view| {
        with(view, |image| {
            Found::text(match image.kind {
                UseKind::From => "from",
                UseKind::Copy => "copy",
                UseKind::Mount => "mount",
            })
        })
    }),
    Field::new("undeclared", Type::Texts, "the variables in it that no ARG declares", |view| {
        with(view, |image| {
            let gaps = image.value.gaps.iter().filter(|gap| gap.kind == GapKind::Undeclared);
            Found::texts(gaps.map(|gap| Some(Cow::Borrowed(gap.name.as_str()))))
        })
    }),
    Field::placed("well-formed", Type::Truth, "whether it is a name that an image can have", |view| {
        with(view, |image| {
            let known = image.value.is_known();
            let found =
                if known { Found::truth(ImageName::parse(&image.value.text).is_some()) } else { Found::unknown() };
            found.at(image.word.span())
        })
    })
    .costly(),
    Field::placed(
        "variable",
        Type::Text,
        "the ARG whose default gives a part of it; its place is that default's",
        |view| {
            with(view, |image| match image.value.origins.first() {
                Some(origin) => Found::text(origin.name.as_str()).at(origin.span),
                None => Found::absent(),
            })
        },
    ),
];

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Registry,
    Repository,
    Rest,
}

fn with<'v, 't: 'v>(view: &View<'v, 't>, read: impl FnOnce(&'v ImageUse<'t>) -> Found<'v>) -> Found<'v> {
    match view.node {
        Node::Image(image) => read(image),
        _ => Found::absent(),
    }
}

fn part<'v>(view: &View<'v, '_>, of: fn(&ImageName<'v>) -> Option<&'v str>, part: Part) -> Found<'v> {
    with(view, |image| {
        let whole = image.word.span();
        let found = match known(&image.value.text, image.value.gaps.iter().map(|gap| gap.at).min(), part) {
            Some(name) => Found::option(of(&name)),
            None => Found::unknown(),
        };
        let span = match &found.fact {
            super::super::fact::Fact::Text(text) => inside(image, text, whole),
            _ => whole,
        };
        found.at(span)
    })
}

/// The name, as far as it is known; `gap` is the first byte that is not.
fn known(text: &str, gap: Option<usize>, part: Part) -> Option<ImageName<'_>> {
    let Some(gap) = gap else { return ImageName::parse(text) };
    let before = text.get(..gap)?;
    let path = before.rfind('/').map_or(0, |slash| slash + 1);
    // What stands before the colon of the tag, or before the `@`, is complete.
    if let Some(end) = before[path..].find([':', '@']) {
        return ImageName::parse(&before[..path + end]).filter(|_| part != Part::Rest);
    }
    let host = &before[..before.find('/').filter(|_| part == Part::Registry)?];
    // Any repository completes the name; without a registry the first component is a part of the repository.
    let registry = ImageName::parse(&format!("{host}/x"))?.registry.map_or("docker.io", |_| host);
    Some(ImageName { registry: Some(registry), repository: "", tag: None, digest: None })
}

/// Where `part`, a slice of `whole`, begins in it; `None` for a text of its own. A search would find the name of `app:app`
/// where its tag is meant.
fn offset(part: &str, whole: &str) -> Option<usize> {
    let at = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
    (at + part.len() <= whole.len()).then_some(at)
}

/// Where a part of the name stands, if the name is written out there.
fn inside(image: &ImageUse<'_>, text: &str, whole: Span) -> Span {
    let (written, value) = (image.word.text(), image.value.text.as_str());
    let plain = written.len() == whole.len() as usize && written == value;
    let at = offset(text, value).filter(|_| plain).and_then(|at| u32::try_from(at).ok());
    match (at, u32::try_from(text.len())) {
        (Some(at), Ok(length)) => Span::new(whole.start + at, whole.start + at + length),
        _ => whole,
    }
}
