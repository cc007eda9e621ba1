//! The parser: nothing is lost, and the instructions are those that the official parser sees.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::parse::{NodeKind, Tree, parse};
use oep45::text::{LineIndex, Source};
use std::path::{Path, PathBuf};

#[path = "promises/parse.rs"]
mod promise;

#[allow(clippy::disallowed_methods, reason = "tests read their own data")]
fn dockerfiles() -> Vec<(PathBuf, Source)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/dockerfiles");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "Dockerfile"))
        .map(|path| {
            let source = Source::from_bytes(path.display().to_string(), std::fs::read(&path).unwrap());
            (path, source)
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(!found.is_empty());
    found
}

fn dockerfile(name: &str) -> Source {
    dockerfiles().into_iter().find(|(path, _)| path.ends_with(name)).unwrap().1
}

/// Line and name of each instruction.
fn listing(tree: &Tree<'_>) -> String {
    let lines = LineIndex::new(tree.source);
    let name = |it: &oep45::parse::Instruction<'_>| match it.onbuild {
        Some(_) => "ONBUILD".to_owned(),
        None => it.keyword_text().to_uppercase(),
    };
    tree.instructions
        .iter()
        .fold(String::new(), |listing, it| listing + &format!("{} {}\n", lines.line(it.span.start), name(it)))
}

#[test]
fn test_data_survives_the_round_trip() {
    for (_, source) in dockerfiles() {
        promise::holds(source.text());
    }
}

#[test]
fn instructions_are_those_of_the_official_parser() {
    let mut compared = 0;
    for (path, source) in dockerfiles() {
        #[allow(clippy::disallowed_methods, reason = "tests read their own data")]
        let Ok(expected) = std::fs::read_to_string(path.with_extension("instructions")) else { continue };
        assert_eq!(listing(&parse(source.text())), expected, "{}", path.display());
        compared += 1;
    }
    assert!(compared >= 8, "only {compared} listings were found");
}

#[test]
fn files_that_the_official_parser_reads_have_no_problem() {
    for (path, source) in dockerfiles() {
        if path.with_extension("instructions").exists() {
            let problems = parse(source.text()).problems;
            assert!(problems.is_empty(), "{}: {problems:?}", path.display());
        }
    }
}

#[test]
fn a_broken_file_gives_each_problem_at_its_words() {
    let source = dockerfile("broken.Dockerfile");
    let tree = parse(source.text());
    let shown = tree.problems.iter().fold(String::new(), |shown, problem| {
        let at = source.position(problem.span.start);
        shown + &format!("{}:{} {} | {}\n", at.line, at.column, source.slice(problem.span), problem.message)
    });
    insta::assert_snapshot!(shown);
}

#[test]
fn template_tags_are_opaque_and_the_rest_is_read() {
    let source = dockerfile("jinja.Dockerfile");
    let tree = parse(source.text());
    assert!(tree.templated && tree.problems.is_empty(), "{:?}", tree.problems);
    let templates = tree.nodes.iter().filter(|node| node.kind == NodeKind::Template);
    let shown = templates.fold(String::new(), |shown, node| shown + &format!("template {:?}\n", tree.text(node)));
    let shown = tree
        .instructions
        .iter()
        .fold(shown, |shown, it| shown + &format!("{} {}\n", it.keyword.as_str(), it.rest().text()));
    insta::assert_snapshot!(shown);
}

#[test]
fn go_formats_in_commands_are_no_template() {
    assert!(!parse(dockerfile("go-formats.Dockerfile").text()).templated);
}
