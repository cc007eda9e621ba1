//! Python as a tree with the place of everything, comments included: what `settings` reads. The parser is ruff's. What
//! can't be parsed is left out, and said.
//!
//! ```text
//! #: The name of the site.             a comment: trees don't hold them, so they are kept beside
//! SITE_NAME = environ["SITE_NAME"]     a statement
//! ```

mod depth;
mod expression;

pub(super) use expression::{Mentions, call_name, dotted, string, strings};

use super::yaml::Problem;
use crate::text::Span;
use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{ModModule, PySourceType, Stmt};
use ruff_python_parser::{Parsed, parse_unchecked_source};
use ruff_text_size::Ranged;

/// A module.
pub(super) struct Python {
    parsed: Option<Parsed<ModModule>>,
    /// Its comments, in order, each without its line end.
    pub(super) comments: Vec<Span>,
    /// The first thing that can't be parsed. The rest was read.
    pub(super) problem: Option<Problem>,
}

impl Python {
    /// Read `text`.
    pub(super) fn parse(text: &str) -> Self {
        if depth::is_too_deep(text) {
            let problem = Problem { span: Span::at(0), message: "it is nested too deeply".to_owned() };
            return Self { parsed: None, comments: Vec::new(), problem: Some(problem) };
        }
        let parsed = parse_unchecked_source(text, PySourceType::Python);
        let comments = parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment).map(span).collect();
        let problem = parsed.errors().first().map(|error| {
            let at = error.location;
            let span = Span::on_characters(text, at.start().to_usize()..at.end().to_usize());
            Problem { span, message: error.error.to_string() }
        });
        Self { parsed: Some(parsed), comments, problem }
    }

    /// Its statements.
    pub(super) fn body(&self) -> &[Stmt] {
        self.parsed.as_ref().map_or(&[], |parsed| &parsed.syntax().body)
    }
}

/// Where something stands.
pub(super) fn span(node: &impl Ranged) -> Span {
    Span::new(node.start().to_u32(), node.end().to_u32())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_keep_their_places() {
        let text = "\u{feff}#: Größe\nA = 1  # b\n\"# no comment\"\n";
        let python = Python::parse(text);
        assert_eq!(python.comments.iter().map(|comment| comment.of(text)).collect::<Vec<_>>(), ["#: Größe", "# b"]);
        assert_eq!(span(&python.body()[0]).of(text), "A = 1");
    }

    #[test]
    fn what_can_not_be_parsed_does_not_hide_the_rest() {
        let python = Python::parse("A = 1\nprint 'old'\nB = (\n");
        assert!(python.problem.is_some());
        assert!(!python.body().is_empty());
    }

    #[test]
    fn no_depth_ends_in_a_crash() {
        let deep = 200_000;
        for text in ["[", "-", "not ", "x + ", "f(", "x if y else ", "lambda: ", "{x:", "x.", "f'{"] {
            assert!(Python::parse(&format!("A = {}1", text.repeat(deep))).problem.is_some(), "{text}");
        }
        assert!(Python::parse(&format!("A = x{}", "()".repeat(deep))).problem.is_some());
        let lines: Vec<String> = (0..500).map(|level| " ".repeat(level) + "if x:\n").collect();
        let nested = lines.concat();
        assert!(Python::parse(&nested).problem.is_some());
    }

    #[test]
    fn long_lists_are_not_deep() {
        let python = Python::parse(&format!("A = [\n{}]\n", "    {'name': 'x', 'value': f(1, 2)},\n".repeat(20_000)));
        assert_eq!((python.problem, python.parsed.is_some()), (None, true));
    }
}
