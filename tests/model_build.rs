//! The model's facts about a build: what stages execute, what is looked up, what the context holds, what images are for.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::model::{Context, Dockerfile, Place, names_in};
use oep45::parse::{Keyword, parse};
use oep45::text::{MemoryFiles, Source};
use std::sync::Arc;

fn with<R>(text: &str, files: &[&str], look: impl FnOnce(&Dockerfile<'_>) -> R) -> R {
    with_context(text, files, None, look)
}

fn with_context<R>(text: &str, files: &[&str], told: Option<&str>, look: impl FnOnce(&Dockerfile<'_>) -> R) -> R {
    let source = Arc::new(Source::new("docker/Dockerfile", text));
    let mut tree_files = MemoryFiles::new();
    for path in files {
        tree_files.insert(Arc::new(Source::new(*path, *path)));
    }
    let tree = parse(source.text());
    let context = match told {
        Some(directory) => Context::at(directory, "docker/Dockerfile", &tree_files),
        None => Context::around("docker/Dockerfile", &tree_files),
    };
    look(&Dockerfile::in_context(&source, &tree, context))
}

#[test]
fn a_stage_executes_the_triggers_of_its_parent_first() {
    let text = "FROM a AS base\nONBUILD RUN one\nRUN two\nFROM base\nRUN three\n";
    with(text, &[], |file| {
        let line = |at: u32| file.source.position(at).line;
        let shown = |it: oep45::model::Executed<'_>| (line(it.instruction.span.start), line(it.cause().span.start));
        assert_eq!(file.executed().map(shown).collect::<Vec<_>>(), [(3, 3), (2, 4), (5, 5)]);
    });
    // Nobody builds the stage in between, so nothing fires there.
    let idle = "FROM a AS base\nONBUILD RUN one\nFROM base AS idle\nFROM b\n";
    assert_eq!(with(idle, &[], |file| file.executed().count()), 0);
}

#[test]
fn triggers_define_variables() {
    let text = "ARG V=1\nFROM a AS base\nONBUILD ARG V\nONBUILD ENV W=w$V\nFROM base\nLABEL x=$W\n";
    with(text, &[], |file| {
        let place = Place { stage: 1, step: 0 };
        assert!(file.declares(place, "W") && file.declares(place, "V") && !file.declares(place, "X"));
        let label = file.stages[1].steps[0].instruction;
        assert_eq!(file.value(place, label.pairs()[0].value.as_ref().unwrap()).text, "w1");
        assert!(file.stages[1].definitions().is_empty());
    });
}

/// The names that the last instruction looks up, a word in brackets.
fn lookups(text: &str) -> String {
    with(text, &[], |file| {
        let last = file.executed().last().unwrap();
        let words = last.lookups().into_iter();
        let shown =
            words.map(|names| names.into_iter().map(|(name, _)| name.into_owned()).collect::<Vec<_>>().join(" "));
        shown.map(|names| format!("[{names}]")).collect::<Vec<_>>().concat()
    })
}

#[test]
fn what_buildkit_expands_is_looked_up_word_by_word() {
    assert_eq!(lookups("FROM a\nENV $A=$B$C$B D=${E:-$F}\n"), "[A][B C][E F]");
    assert_eq!(lookups("FROM a\nCOPY --from=$A --chown=$B [\"$C\", \"/$D\"]\n"), "[B][C][D]");
    assert_eq!(lookups("FROM a\nCOPY <<E <<'F' /$A\n'$B'\nE\n$C\nF\n"), "[A][B]");
    assert_eq!(lookups("FROM a\nRUN --mount=type=bind,target=$A,source=$B run $C\n"), "[A][B]");
    assert_eq!(lookups("FROM a\nWORKDIR '$A'\\$B\n"), "");
    assert_eq!(lookups("FROM a\nEXPOSE $A\n"), "");
}

#[test]
fn names_behind_an_operator_are_looked_up_too() {
    with("FROM ${A:+${B#$C}}${D/e/$F}${G^^}\n", &[], |file| {
        let names = names_in(file.stages[0].image.as_ref().unwrap());
        assert_eq!(names.into_iter().map(|(name, _)| name.into_owned()).collect::<Vec<_>>(), ["A", "B", "C", "D", "F"]);
    });
}

#[test]
fn the_environment_of_some_images_is_known() {
    let of = |image: &str| {
        let text = format!("ARG T\nFROM {image} AS a\nFROM a\n");
        with(&text, &[], |file| file.base_environment(&file.stages[1]).map(<[_]>::len))
    };
    for image in ["scratch", "alpine:$T", "docker.io/library/debian:13", "public.ecr.aws/docker/library/ubuntu"] {
        assert_eq!(of(image), Some(0), "{image}");
    }
    assert!(of("node:22").is_some_and(|known| known > 0));
    for image in ["acme/alpine", "quay.io/alpine", "$T", "alpine$T"] {
        assert_eq!(of(image), None, "{image}");
    }
}

#[test]
fn the_context_is_the_nearest_directory_that_holds_a_source() {
    let directory = |text: &str, files: &[&str]| {
        with(text, files, |file| file.context_directory(&file.context_sources()).to_owned())
    };
    let text = "FROM a\nCOPY src /src\nCOPY --from=b /x /y\nADD https://example.com/z /z\n";
    assert_eq!(directory(text, &["docker/src/a", "src/b"]), "docker");
    assert_eq!(directory(text, &["src/b", "docker/other"]), "");
    assert_eq!(directory(text, &["other"]), "docker");
    assert_eq!(directory("FROM a\nCOPY . /src\n", &["src/b"]), "docker");
}

#[test]
fn a_context_that_is_told_is_the_only_one() {
    let files = ["web/src/a", "docker/src/b", "src/c"];
    let paths = |told: Option<&str>, path: &str| -> Vec<String> {
        with_context("FROM a\nCOPY src /src\n", &files, told, |file| {
            file.context.find(path).map(|(path, _)| path).collect()
        })
    };
    assert_eq!(paths(None, "src"), ["docker/src", "src"]);
    assert_eq!(paths(Some("web"), "src"), ["web/src"]);
    assert_eq!(paths(Some(""), "/src/c"), ["src/c"]);
    let directory = |file: &Dockerfile<'_>| file.context_directory(&file.context_sources()).to_owned();
    assert_eq!(with_context("FROM a\nCOPY src /src\n", &["docker/src/b"], Some("web"), directory), "web");
}

#[test]
fn no_path_leads_out_of_the_context() {
    let found = with_context("FROM a\n", &["src/c", "web/src/a"], Some("web"), |file| {
        ["../src", "src/../../src/a", "../web"].map(|path| file.context.find(path).map(|(path, _)| path).next())
    });
    assert_eq!(found, [Some("web/src".to_owned()), Some("web/src/a".to_owned()), None]);
}

#[test]
fn a_context_that_is_told_is_known_though_nothing_stands_in_it() {
    let knows = |told: Option<&str>| {
        with_context("FROM a\nCOPY src /src\n", &[], told, |file| (file.context.is_told(), file.knows_context()))
    };
    assert_eq!([knows(None), knows(Some("docker"))], [(false, false), (true, true)]);
}

#[test]
fn the_ignore_file_of_the_dockerfile_comes_before_that_of_the_context() {
    let used = |files: &[&str]| {
        with("FROM a\n", files, |file| file.context_ignores("").map(|ignores| ignores.source.path().to_owned()))
    };
    assert_eq!(
        used(&[".dockerignore", "docker/Dockerfile.dockerignore"]).as_deref(),
        Some("docker/Dockerfile.dockerignore")
    );
    assert_eq!(used(&[".dockerignore", "docker/.dockerignore"]).as_deref(), Some(".dockerignore"));
    assert_eq!(used(&["docker/.dockerignore"]), None);
}

#[test]
fn sources_are_cleaned_and_known() {
    let text = "FROM a\nARG D=dist\nCOPY ./$D/ \"b c\" /x\nCOPY $UNKNOWN <<E /y\nE\nONBUILD COPY z /z\n";
    with(text, &[], |file| {
        let paths: Vec<String> = file.context_sources().into_iter().map(|source| source.path).collect();
        assert_eq!(paths, ["dist", "b", "c"]);
        let copies = file.executed().filter(|it| it.is(Keyword::Copy)).count();
        assert_eq!(copies, 2);
    });
}
