//! Scripts and remarks, without ShellCheck itself.

use super::{Remark, finding, message, scripts};
use crate::finding::Severity;
use crate::model::Dockerfile;
use crate::parse::parse;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

/// The texts of the scripts of a Dockerfile.
fn texts(dockerfile: &str) -> Vec<String> {
    with_scripts(dockerfile, |scripts| scripts.iter().map(|script| script.text.clone()).collect())
}

fn with_scripts<T>(dockerfile: &str, use_them: impl FnOnce(&[super::Script]) -> T) -> T {
    let source = Arc::new(Source::new("Dockerfile", dockerfile));
    let tree = parse(source.text());
    let files = MemoryFiles::new();
    use_them(&scripts(&Dockerfile::new(&source, &tree, "Dockerfile", &files)))
}

/// The first line of each script.
fn shells(dockerfile: &str) -> Vec<String> {
    texts(dockerfile).iter().map(|text| text.lines().next().unwrap_or("").to_owned()).collect()
}

#[test]
fn the_shell_is_the_one_in_force() {
    assert_eq!(
        shells("FROM a\nRUN b\nSHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN c\n"),
        ["#!/bin/sh", "#!/bin/bash -e"]
    );
    assert_eq!(
        shells("FROM a AS x\nSHELL [\"/bin/ash\", \"-c\"]\nFROM x\nRUN c\nFROM b\nRUN c\n"),
        ["#!/bin/ash", "#!/bin/sh"]
    );
    assert_eq!(shells("FROM a\nSHELL [\"pwsh\", \"-c\"]\nRUN b\nSHELL [\"/bin/zsh\", \"-c\"]\nRUN c\n"), [""; 0]);
    assert_eq!(shells("FROM a\nSHELL [\"/usr/bin/env\", \"bash\", \"-c\"]\nRUN b\n"), ["#!/bin/bash"]);
    assert_eq!(
        shells("FROM a\nSHELL [\"conda\", \"run\", \"-n\", \"e\", \"/bin/bash\", \"-ec\"]\nRUN b\n"),
        ["#!/bin/bash -e"]
    );
}

#[test]
fn a_comment_for_hadolint_names_a_shell() {
    assert_eq!(shells("# hadolint shell=bash\nFROM a\nRUN b\nFROM c\nRUN d\n"), ["#!/bin/bash", "#!/bin/bash"]);
    assert_eq!(
        shells("FROM a\nRUN b\n# hadolint shell=ksh\nRUN c\nFROM d\nRUN e\n"),
        ["#!/bin/sh", "#!/bin/ksh", "#!/bin/sh"]
    );
    assert_eq!(shells("FROM a\n# hadolint shell=pwsh\nRUN b\n"), [""; 0]);
}

#[test]
fn a_script_with_a_first_line_of_its_own_says_it_itself() {
    assert_eq!(shells("FROM a\nRUN <<EOF\n#!/usr/bin/env -S bash -e\nb\nEOF\n"), ["#!/bin/bash -e"]);
    assert_eq!(shells("FROM a\nRUN <<EOF\n#!/usr/bin/python3\nb\nEOF\n"), [""; 0]);
}

#[test]
fn what_no_shell_reads_is_left_out() {
    assert_eq!(shells("FROM a\nRUN [\"b\", \"$c\"]\nCMD d\nRUN {{ e }}\nRUN\n"), [""; 0]);
}

#[test]
fn names_of_arg_and_env_are_known_where_they_are() {
    let text = "ARG G=1\nFROM a AS x\nENV inherited=1\nFROM x\nARG own\nRUN b\nENV later=1\n";
    let texts = texts(text);
    let names: Vec<&str> = texts[0].lines().nth(1).unwrap_or("").split(' ').collect();
    for (name, known) in [("inherited", true), ("own", true), ("later", false), ("G", false), ("HTTP_PROXY", true)] {
        assert_eq!(names.contains(&name), known, "{name}: {names:?}");
    }
}

/// The words of the Dockerfile that a remark on `words` of its only script points at.
fn pointed(dockerfile: &str, words: &str) -> String {
    with_scripts(dockerfile, |scripts| {
        let text = &scripts[0].text;
        let start = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
        let place = |at: usize| {
            let before = &text[..at];
            let line = before.rsplit('\n').next().unwrap_or("");
            (before.matches('\n').count() + 1, line.chars().count() + 1)
        };
        let (start, end) = (place(start), place(start + words.len()));
        let remark =
            Remark { script: 0, start, end, severity: Severity::Note, code: 2086, message: "Quote it.".to_owned() };
        let found = finding(&remark, &scripts[0]).unwrap();
        assert_eq!((found.rule.as_ref(), found.message.as_str()), ("SC2086", "quote it"));
        found.primary.source.slice(found.primary.span).to_owned()
    })
}

#[test]
fn a_remark_finds_its_words_through_continuations_and_comments() {
    let text = "FROM a\nRUN echo é \\\n    # why\n\n    $first && rm \\\n $second\n";
    assert_eq!(pointed(text, "$first"), "$first");
    assert_eq!(pointed(text, "$second"), "$second");
    assert_eq!(pointed(text, "rm  $second"), "rm \\\n $second");
    assert_eq!(pointed("FROM a\r\nRUN echo \\\r\n  $x\r\n", "$x"), "$x");
    assert_eq!(pointed("# escape=`\nFROM a\nSHELL [\"/bin/sh\", \"-c\"]\nRUN echo `\n  $x\n", "$x"), "$x");
}

#[test]
fn a_remark_finds_its_words_in_heredocs() {
    assert_eq!(pointed("FROM a\nRUN <<EOF\n#!/bin/sh\necho é $x\nEOF\n", "$x"), "$x");
    assert_eq!(pointed("FROM a\nRUN cat <<EOF > f && echo \\\n $y\n$x\nEOF\n", "$y"), "$y");
    assert_eq!(pointed("FROM a\nRUN cat <<EOF > f && echo \\\n $y\n$x\nEOF\n", "$x"), "$x");
}

#[test]
fn what_is_not_from_the_file_is_no_finding() {
    with_scripts("FROM a\nRUN echo \\\n x\n", |scripts| {
        let remark = |line, code| Remark {
            script: 0,
            start: (line, 1),
            end: (line, 8),
            severity: Severity::Note,
            code,
            message: String::new(),
        };
        assert!(finding(&remark(1, 2086), &scripts[0]).is_none());
        assert!(finding(&remark(3, 1091), &scripts[0]).is_none());
        assert!(finding(&remark(3, 2291), &scripts[0]).is_none(), "blanks of a continued line are layout");
        assert!(finding(&remark(3, 2086), &scripts[0]).is_some());
    });
}

#[test]
fn messages_are_as_ours_are() {
    assert_eq!(message("Double quote to prevent globbing.\nAlso this."), "double quote to prevent globbing. Also this");
    assert_eq!(message("POSIX sh has no arrays."), "POSIX sh has no arrays");
    assert_eq!(message("$/${} is unnecessary."), "$/${} is unnecessary");
    assert_eq!(message(""), "something is wrong");
}
