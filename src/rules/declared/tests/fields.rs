//! The tables of kinds and fields hold what they promise, on every Dockerfile of the test data.

use crate::model::Dockerfile;
use crate::parse;
use crate::rules::declared::fact::{Fact, Type};
use crate::rules::declared::keywords::Keywords;
use crate::rules::declared::kind::Kind;
use crate::rules::declared::view::View;
use crate::rules::declared::visit::visit;
use crate::text::{MemoryFiles, Source};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// The Dockerfiles of the test data.
#[allow(clippy::disallowed_methods, reason = "a test reads its data")]
fn dockerfiles() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/dockerfiles");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let dockerfiles = paths.filter(|path| path.extension().is_some_and(|extension| extension == "Dockerfile"));
    dockerfiles.filter_map(|path| String::from_utf8(std::fs::read(path).unwrap()).ok()).collect()
}

fn with_file(text: &str, judge: impl FnOnce(&Dockerfile<'_>)) {
    let source = Arc::new(Source::new("Dockerfile", text));
    let tree = parse::parse(source.text());
    let files = MemoryFiles::new();
    judge(&Dockerfile::new(&source, &tree, "Dockerfile", &files));
}

/// Read every field of every node of a file.
fn read_all(text: &str, seen: &mut BTreeSet<(&'static str, &'static str)>) {
    with_file(text, |file| {
        for kind in Kind::ALL {
            let _ = visit(kind, Keywords::ALL, &View::of_file(file), &mut |view| {
                let inside = |span: crate::text::Span| file.source.text().get(span.range()).is_some();
                assert!(inside(view.span()), "{kind:?} stands outside {text:?}");
                for field in kind.fields() {
                    let found = (field.read)(view);
                    let name = format!("{}.{} in {text:?}", kind.name(), field.name);
                    assert!(found.span.is_none_or(inside), "{name}: {:?}", found.span);
                    assert!(field.placed || found.span.is_none(), "{name} has a place and does not say so");
                    let fits = match found.fact {
                        Fact::Absent | Fact::Unknown => continue,
                        Fact::Text(_) => matches!(field.kind, Type::Text | Type::Version),
                        Fact::Texts(texts) if texts.is_empty() => continue,
                        Fact::Texts(_) => field.kind == Type::Texts,
                        Fact::Truth(_) => field.kind == Type::Truth,
                        Fact::Number(_) => field.kind == Type::Number,
                    };
                    assert!(fits, "{name} is no {:?}", field.kind);
                    seen.insert((kind.name(), field.name));
                }
                for around in kind.around() {
                    let Some(around_it) = view.around(*around) else { continue };
                    for field in around.fields() {
                        let _ = (field.read)(&around_it);
                    }
                }
                ControlFlow::Continue(())
            });
        }
    });
}

/// What the test data does not hold.
const REST: &str = "# syntax=docker/dockerfile:1\n# check=skip=all\n\nARG LOST value\nARG V=1\nFROM --platform=linux/amd64 \
                    ghcr.io/a/b:$V@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS c\n\
                    SHELL [\"/bin/bash\", \"-c\"]\nUSER app:staff\nWORKDIR /app\nEXPOSE 80/tcp 90-91/udp\n\
                    ENV KEY value\nLABEL a b\nADD --checksum=sha256:1 --chown=a:b --chmod=755 https://a.io/b /c\n\
                    COPY --from=d e f /g/\n# Why\nRUN A=1 sudo pip install -r r.txt x==1 && apt-get \\\n\n  install -y y\n\
                    ONBUILD RUN <<EOF\nz\nEOF\nFROM d:$NOBODY\n";

#[test]
fn a_part_of_an_image_stands_where_it_is_and_not_where_its_text_comes_first() {
    with_file("FROM app/app:app\n", |file| {
        let mut places = Vec::new();
        let _ = visit(Kind::Image, Keywords::ALL, &View::of_file(file), &mut |view| {
            for name in ["repository", "tag"] {
                let field = Kind::Image.fields().iter().find(|field| field.name == name).unwrap();
                places.push((field.read)(view).span.unwrap().range());
            }
            ControlFlow::Continue(())
        });
        assert_eq!(places, [5..12, 13..16]);
    });
}

#[test]
fn fields_hold_their_types_and_their_places() {
    let mut seen = BTreeSet::new();
    for text in dockerfiles().iter().map(String::as_str).chain([REST]) {
        read_all(text, &mut seen);
    }
    let all = Kind::ALL.iter().flat_map(|kind| kind.fields().iter().map(|field| (kind.name(), field.name)));
    let never: Vec<_> = all.filter(|field| !seen.contains(field)).collect();
    assert!(never.is_empty(), "no Dockerfile has a value for {never:?}");
}

#[test]
fn fields_survive_files_that_end_anywhere() {
    let mut seen = BTreeSet::new();
    for text in dockerfiles().iter().map(String::as_str).chain([REST]) {
        for at in (0..text.len()).step_by(97) {
            read_all(&text[..text.floor_char_boundary(at)], &mut seen);
        }
    }
}

#[test]
fn names_stand_once_and_collide_with_nothing() {
    for kind in Kind::ALL {
        let fields = kind.fields().iter().map(|field| field.name);
        let around = kind.around().iter().map(|kind| kind.name());
        let words = ["all", "any", "not", "some", "none", "every"];
        let mut names = BTreeSet::new();
        let twice: Vec<_> = fields.chain(around).chain(words).filter(|name| !names.insert(*name)).collect();
        assert!(twice.is_empty(), "{}: {twice:?}", kind.name());
    }
}
