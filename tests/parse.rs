//! The parser: nothing is lost, nothing panics, and the instructions are those that the official parser sees.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::parse::{NodeKind, Tree, parse};
use oep45::text::{LineIndex, Source};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

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

fn assert_lossless(source: &str) {
    let tree = parse(source);
    let joined: String = tree.nodes.iter().map(|node| tree.text(node)).collect();
    assert_eq!(joined, source);
    assert_spans_fit(&tree);
}

/// Every span of the tree begins and ends between characters.
fn assert_spans_fit(tree: &Tree<'_>) {
    let mut spans: Vec<_> = tree.nodes.iter().map(|node| node.span).collect();
    for problem in &tree.problems {
        spans.push(problem.span);
        spans.extend(problem.label.as_ref().map(|label| label.0));
    }
    for instruction in &tree.instructions {
        spans.extend([instruction.span, instruction.keyword_span, instruction.rest().span()]);
        spans.extend(instruction.comments.iter().chain(&instruction.blanks));
        spans.extend(instruction.words().iter().map(oep45::parse::Word::span));
        spans.extend(instruction.pairs().iter().flat_map(|pair| [pair.span, pair.name.span()]));
        spans.extend(instruction.json().into_iter().flatten().flat_map(|item| [item.span, item.text.span()]));
        spans.extend(instruction.flags().flat_map(|flag| [flag.span(), flag.name_span()]));
        spans.extend(instruction.heredocs.iter().flat_map(|it| [it.span, it.body, it.delimiter_line]));
        for word in instruction.words() {
            let _ = (word.parts(), word.literal());
        }
    }
    for span in spans {
        assert!(tree.source.get(span.range()).is_some(), "{span:?} cuts a character");
    }
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
        assert_lossless(source.text());
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_survives_the_round_trip(source in any::<String>()) {
        assert_lossless(&source);
    }

    #[test]
    fn any_bytes_survive_the_round_trip(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        assert_lossless(Source::from_bytes("Dockerfile", bytes).text());
    }

    #[test]
    fn text_of_dockerfile_bits_survives_the_round_trip(
        bits in prop::collection::vec(prop::sample::select(BITS.to_vec()), 0..60)
    ) {
        assert_lossless(&bits.concat());
    }
}

/// What Dockerfiles are made of, and what breaks them.
const BITS: [&str; 56] = [
    "FROM ",
    "RUN ",
    "COPY ",
    "ENV ",
    "ARG ",
    "ONBUILD ",
    "HEALTHCHECK ",
    "CMD ",
    "SHELL ",
    "EXPOSE ",
    "LABEL ",
    "NONE",
    "AS ",
    "a",
    "A=1",
    "=",
    "\"",
    "'",
    "\\",
    "\\\n",
    "\\ \r\n",
    "`",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "#",
    "# escape=`\n",
    "# syntax=x\n",
    "$",
    "${",
    "${x:-",
    "}",
    "$x",
    "<<EOF",
    "<<-\"E F\"",
    "<<A <<B",
    "EOF\n",
    "EOF",
    "[",
    "]",
    ",",
    "[\"a\",\"b\"]",
    "--from=",
    "--",
    "{{",
    "}}",
    "{% if %}",
    "{#",
    "%}",
    "%%X%%\n",
    "é😀",
    "\u{feff}",
    "\u{0}",
    "\\\"",
];
