//! Fields of images. Where a part of the name is not known, the parts before it still are, as the registry of
//! `ghcr.io/acme/app:$TAG`, and so are tag and digest behind it: `$REGISTRY/app:1.2` has a tag, whatever stands in front.

use crate::model::{GapKind, ImageUse, UseKind};
use crate::parse::ImageName;
use crate::rules::declared::fact::{Field, Found, Type};
use crate::rules::declared::view::{Node, View};
use crate::text::{Span, offset_in};
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
    Field::placed("tag", Type::Version, "what follows the colon", |view| part(view, |name| name.tag, Part::Tag)),
    Field::placed("digest", Type::Text, "what follows the `@`", |view| part(view, |name| name.digest, Part::Digest)),
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
            let found = if known { Found::truth(image.name().is_some()) } else { Found::unknown() };
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
    Tag,
    Digest,
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
        let found = match known(image, part) {
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

/// The name, as far as it is known.
fn known<'v>(image: &'v ImageUse<'_>, part: Part) -> Option<ImageName<'v>> {
    let value = &image.value;
    let gaps = || value.gaps.iter().map(|gap| gap.at);
    let Some((first, last)) = gaps().min().zip(gaps().max()) else { return image.name() };
    match part {
        Part::Registry | Part::Repository => before(value.text.get(..first)?, part),
        Part::Tag | Part::Digest => behind(value.text.get(last..)?, part),
    }
}

/// The name of which `text` is the beginning.
fn before(text: &str, part: Part) -> Option<ImageName<'_>> {
    let path = text.rfind('/').map_or(0, |slash| slash + 1);
    // What stands before the colon of the tag, or before the `@`, is complete.
    if let Some(end) = text[path..].find([':', '@']) {
        return ImageName::parse(&text[..path + end]);
    }
    let host = &text[..text.find('/').filter(|_| part == Part::Registry)?];
    // Any repository completes the name; without a registry the first component is a part of the repository.
    let registry = ImageName::parse(&format!("{host}/x"))?.registry.map_or("docker.io", |_| host);
    Some(ImageName { registry: Some(registry), repository: "", tag: None, digest: None })
}

/// The name of which `text` is the end.
fn behind(text: &str, part: Part) -> Option<ImageName<'_>> {
    // Behind a slash stands neither the tag nor the digest of anything before it.
    if let Some((_, component)) = text.rsplit_once('/') {
        return ImageName::parse(component);
    }
    let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)));
    let tag = rest.split_once(':').map(|(_, tag)| tag);
    // As long a tag may be the hash of a digest, if what is not known ends with `@sha256`.
    let is_hash = |tag: &str| tag.len() >= 32 && tag.bytes().all(|byte| byte.is_ascii_hexdigit());
    let told = match tag {
        Some(tag) => !tag.is_empty() && !is_hash(tag),
        None => part == Part::Digest && digest.is_some(),
    };
    told.then_some(ImageName { registry: None, repository: "", tag, digest })
}

/// Where a part of the name stands, if the name is written out there.
fn inside(image: &ImageUse<'_>, text: &str, whole: Span) -> Span {
    let at = offset_in(&image.value.text, text).filter(|_| image.literal).and_then(|at| u32::try_from(at).ok());
    match (at, u32::try_from(text.len())) {
        (Some(at), Ok(length)) => Span::new(whole.start + at, whole.start + at + length),
        _ => whole,
    }
}
