//! What a comment explains, one behaviour each.

use super::super::Dockerfile;
use crate::parse::parse;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

fn with<R>(text: &str, look: impl FnOnce(&Dockerfile<'_>) -> R) -> R {
    let source = Arc::new(Source::new("Dockerfile", text));
    let tree = parse(source.text());
    let files = MemoryFiles::new();
    look(&Dockerfile::new(&source, &tree, "Dockerfile", &files))
}

/// What explains the last instruction.
fn of_last(text: &str) -> Option<String> {
    with(text, |file| {
        let last = file.tree.instructions.last().unwrap();
        file.explanations().of_instruction(file.tree, last).map(|remark| remark.text.to_owned())
    })
}

#[track_caller]
fn explained(text: &str, by: &str) {
    assert_eq!(of_last(text).as_deref(), Some(by));
}

#[test]
fn a_comment_explains_its_block_of_lines() {
    explained("FROM a\n\n# builds it\nRUN make\n", "builds it");
    explained("FROM a\n\n# builds it\nENV A=1\nRUN make\nRUN make\n", "builds it");
    explained("FROM a\n\nRUN make\n# builds it\n\n", "builds it");
}

#[test]
fn a_blank_line_ends_what_a_comment_explains() {
    assert_eq!(of_last("FROM a\n# builds it\n\nRUN make\n"), None);
    assert_eq!(of_last("FROM a\nRUN make\n\n# the end\n"), None);
}

#[test]
fn a_comment_that_stands_for_itself_explains_what_comes_next() {
    explained("FROM a\n\n# builds it\n\nRUN make\n", "builds it");
    assert_eq!(of_last("FROM a\n\n# builds it\n\nRUN make\nRUN make docs\n"), None);
    assert_eq!(of_last("FROM a\n\n# builds it\n\n\nRUN make\n"), None);
    assert_eq!(of_last("# builds it\n\nRUN make\n"), None);
    explained("FROM a\n\n# builds it\n\n# as users see it\nRUN make\n", "as users see it");
}

#[test]
fn a_comment_inside_explains_its_instruction_alone() {
    explained("FROM a\nRUN make \\\n  # the assets first\n  assets\n", "the assets first");
    explained("FROM a\nRUN make # the assets first\n", "the assets first");
    explained("FROM a\nRUN <<EOF\nset -e\n# the assets first\nmake\nEOF\n", "the assets first");
    explained("FROM a\nRUN <<EOF python3\n# counts them\nprint(1)\nEOF\n", "counts them");
    assert_eq!(of_last("FROM a\nRUN make # the assets first\nRUN make docs\n"), None);
}

#[test]
fn a_template_comment_explains_too() {
    explained("{% set x = 1 %}\nFROM a\n\n{# builds it #}\nRUN make\n", "builds it");
    explained("FROM a\n\n# builds it\n{% if x %}\nRUN make\n{% endif %}\n", "builds it");
}

#[test]
fn an_interpreter_line_is_no_comment() {
    assert_eq!(of_last("FROM a\nRUN <<EOF\n#!/bin/sh -e\nmake\nEOF\n"), None);
}

#[test]
fn a_header_says_what_the_file_is_for() {
    let header = |text: &str| with(text, |file| file.explanations().header().map(<[_]>::len));
    assert_eq!(header("# Runs the notes service in production\n\nFROM a\n"), Some(1));
    assert_eq!(header("# Runs the notes service\n# on port 8120.\nFROM a\n"), Some(2));
    assert_eq!(header("# the image that all our services share\nFROM a\n"), None);
    assert_eq!(header("# syntax=docker/dockerfile:1\n\n# Notes\n\nFROM a\n"), None);
}

#[test]
fn a_comment_of_a_shell_ends_with_its_line() {
    explained("FROM a\nRUN make # the assets \\\n  && make docs\n", "the assets");
}

#[test]
fn remarks_have_spans_of_what_they_say() {
    let text = "FROM a\n  ## -- builds it\nRUN make \\\n  # twice  \n  again\n";
    with(text, |file| {
        let shown: Vec<_> =
            file.explanations().remarks.iter().map(|it| (it.span.of(text), it.text_span.of(text))).collect();
        assert_eq!(shown, [("## -- builds it", "-- builds it"), ("# twice", "twice")]);
    });
}
