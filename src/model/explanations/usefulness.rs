//! What is no explanation, though it is a comment.

use super::commented_out::is_commented_out;
use super::prose::words;

/// Judges the lines of one group of comments, in order.
#[derive(Debug, Default)]
pub(super) struct Judge {
    /// The line before was commented out and goes on behind a backslash.
    continues: bool,
}

impl Judge {
    /// Whether a comment tells a reader anything. `shown` is the comment as written, `text` what stands behind its `#`;
    /// `inside` tells whether it stands inside an instruction.
    pub(super) fn is_useful(&mut self, shown: &str, text: &str, inside: bool) -> bool {
        let commented_out = std::mem::take(&mut self.continues) || is_commented_out(shown, text);
        self.continues = commented_out && text.ends_with('\\');
        !commented_out && !is_pragma(text) && !is_licence(text) && !is_banner_or_label(shown, text, inside)
    }
}

/// Words for programs that read comments.
fn is_pragma(text: &str) -> bool {
    const PRAGMAS: &[&str] = &[
        "hadolint ",
        "shellcheck ",
        "oep45:",
        "check=",
        "syntax=",
        "escape=",
        "noqa",
        "nosec",
        "nosemgrep",
        "trivy:ignore",
        "checkov:skip",
        "kics-scan",
        "dockle:",
        "dockerfile_lint",
        "dockerfilelint",
        "renovate:",
        "yamllint ",
        "vim:",
        "-*-",
        "pragma:",
        "pylint:",
        "snyk:",
        "tally ",
        "buildkit:",
        "editorconfig",
        "vi:",
        "ex:",
        "eslint-",
        "prettier-",
    ];
    let text = text.trim_start_matches(['#', ' ']);
    beginning_alike(PRAGMAS, text).any(|pragma| match pragma.strip_suffix('=') {
        // `# syntax = docker/dockerfile:1` counts as well.
        Some(name) => behind(text, name).is_some_and(|rest| rest.trim_start().starts_with('=')),
        None => behind(text, pragma).is_some(),
    })
}

/// Those of `signs` that begin with the same letter as `text`, which is all that most comments are asked.
fn beginning_alike<'s>(signs: &'s [&'s str], text: &str) -> impl Iterator<Item = &'s str> {
    let first = text.bytes().next().map(|first| first.to_ascii_lowercase());
    signs.iter().copied().filter(move |sign| sign.bytes().next() == first)
}

/// What follows `beginning`, in letters of either case.
fn behind<'t>(text: &'t str, beginning: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(beginning.len())?;
    start.eq_ignore_ascii_case(beginning).then_some(rest)
}

fn is_licence(text: &str) -> bool {
    const SIGNS: &[&str] =
        &["copyright ", "spdx-", "(c) ", "©", "licensed under", "all rights reserved", "license:", "licence:"];
    beginning_alike(SIGNS, text).any(|sign| behind(text, sign).is_some())
}

/// Lines of decoration, titles of sections, a lone TODO.
fn is_banner_or_label(shown: &str, text: &str, inside: bool) -> bool {
    let core = text.trim_matches(is_decoration);
    let mut found = words(core);
    let Some(first) = found.next() else { return true };
    let others = found.count();
    let upper = first.trim_end_matches([':', '.']);
    if matches!(upper, "TODO" | "FIXME" | "XXX" | "HACK" | "Todo") || upper.eq_ignore_ascii_case("todo") {
        return others <= LONE_TODO_WORDS;
    }
    let (left, right) = sides(shown, core);
    let decorated = left >= 2 || right >= 2;
    let both = left >= 2 && right >= 2;
    let at_most = match (inside, decorated, both) {
        (true, false, _) => 0,
        (_, _, true) => TITLE_WORDS,
        (_, true, false) => 2,
        (false, false, _) => 1,
    };
    others < at_most && !is_instruction_to_do(first)
}

fn is_decoration(char: char) -> bool {
    matches!(char, '#' | '-' | '=' | '*' | '~' | '_' | '+' | '<' | '>' | '/' | '|' | '!' | '.' | ':')
        || char.is_whitespace()
}

/// A TODO with fewer words behind it says nothing about the line below.
const LONE_TODO_WORDS: usize = 2;

/// `# ---- Core application image ----` is a title; more words are a sentence, whatever stands around them.
const TITLE_WORDS: usize = 4;

/// How many characters of decoration stand on each side of `core`, the leading `#` of the comment itself left out.
fn sides(shown: &str, core: &str) -> (usize, usize) {
    let body = shown.strip_prefix("{#").or_else(|| shown.strip_prefix('#')).unwrap_or(shown);
    // Nothing but decoration stands before it.
    let at = body.len() - body.trim_start_matches(is_decoration).len();
    let count =
        |side: &str| side.chars().filter(|char| !char.is_whitespace() && !matches!(char, '.' | ':' | '!')).count();
    (count(&body[..at]), count(&body[at + core.len()..]))
}

/// A word that says what is done, so that even a short title explains: `### Install nodejs`.
fn is_instruction_to_do(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "add",
        "allow",
        "apply",
        "build",
        "bundle",
        "change",
        "clean",
        "clone",
        "collect",
        "compile",
        "configure",
        "copy",
        "create",
        "declare",
        "define",
        "delete",
        "disable",
        "download",
        "enable",
        "ensure",
        "expose",
        "export",
        "fetch",
        "fix",
        "generate",
        "get",
        "give",
        "import",
        "initialize",
        "install",
        "launch",
        "link",
        "load",
        "make",
        "mount",
        "move",
        "patch",
        "pin",
        "prepare",
        "pull",
        "put",
        "remove",
        "replace",
        "run",
        "serve",
        "set",
        "setup",
        "start",
        "switch",
        "unpack",
        "update",
        "upgrade",
        "use",
        "write",
    ];
    let word = word.to_ascii_lowercase();
    let is = |word: &str| VERBS.contains(&word);
    let stem = word.strip_suffix("ing").or_else(|| word.strip_suffix('s'));
    is(&word) || stem.is_some_and(|stem| is(stem) || is(&format!("{stem}e")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn useful(comment: &str) -> bool {
        let text = comment.trim_start_matches('#').trim();
        Judge::default().is_useful(comment, text, false)
    }

    fn all(expected: bool, comments: &[&str]) {
        for comment in comments {
            assert_eq!(useful(comment), expected, "{comment}");
        }
    }

    #[test]
    fn sentences_explain() {
        all(
            true,
            &[
                "# Compiles the messages",
                "# we need git to fetch requirements",
                "# RUN is cheaper than COPY here",
                "# CMD in the chart overrides this",
                "# make sure that the folder exists",
                "# pip needs a newer wheel",
                "# See https://docs.djangoproject.com/",
                "# TODO: drop this once Pillow ships wheels for 3.12",
                "#### Install nodejs with nodeenv",
                "### Install nodejs",
                "# git; to clone requirements",
                "# install watchman",
                "# tar -xf in the scripts",
            ],
        );
    }

    #[test]
    fn words_for_programs_explain_nothing() {
        all(
            false,
            &[
                "# hadolint ignore=DL3008,DL3013",
                "# check=skip=JSONArgsRecommended",
                "# oep45: ignore uncommented-file",
                "# syntax = docker/dockerfile:1",
                "# shellcheck disable=SC2086",
                "#-*- mode: dockerfile -*-",
            ],
        );
    }

    #[test]
    fn decoration_titles_licences_and_bare_todos_explain_nothing() {
        all(
            false,
            &[
                "##################",
                "# ------",
                "# -- Core --",
                "# ---- Core application image ----",
                "## Base",
                "#",
                "# Dependencies",
                "# TODO",
                "# TODO: fix this",
                "# Copyright 2024 Example, Inc.",
                "# SPDX-License-Identifier: Apache-2.0",
            ],
        );
    }

    #[test]
    fn a_line_behind_a_backslash_belongs_to_what_was_commented_out() {
        let mut judge = Judge::default();
        assert!(!judge.is_useful("# RUN apt-get install \\", "RUN apt-get install \\", false));
        assert!(!judge.is_useful("#    libxml2 libxslt", "libxml2 libxslt", false));
        assert!(judge.is_useful("# libxml2 is for lxml", "libxml2 is for lxml", false));
    }

    #[test]
    fn one_word_inside_a_list_explains_its_line() {
        assert!(Judge::default().is_useful("# lxml", "lxml", true));
        assert!(!Judge::default().is_useful("# ---", "---", true));
    }
}
