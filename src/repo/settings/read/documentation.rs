//! The comments at definitions: right above, on the same line, or as a string right below.

use super::block::blocks;
use crate::repo::python::{Python, span};
use crate::repo::settings::comment::{Said, said};
use crate::repo::settings::title::is_title;
use crate::repo::settings::{Definition, Documentation};
use crate::text::Span;
use ruff_python_ast::Stmt;
use std::collections::BTreeSet;

/// Tell each definition its documentation; the result are the names that annotations describe.
pub(super) fn document(text: &str, python: &Python, definitions: &mut [Definition]) -> BTreeSet<String> {
    let mut strings = Vec::new();
    gather_strings(python.body(), &mut strings);
    let comments = Comments { text, places: &python.comments, strings };
    let mut annotated = BTreeSet::new();
    for comment in &python.comments {
        if let Said::Annotation(name) = said(comment.of(text)) {
            annotated.insert(name.to_owned());
        }
    }
    // A statement with many targets is looked at once.
    let mut last = (Span::at(u32::MAX), Documentation::None);
    for definition in definitions {
        if last.0 != definition.statement {
            last = (definition.statement, comments.at(definition.statement, &definition.name));
        }
        let found = last.1.clone();
        if definition.documentation == Documentation::None || matches!(found, Documentation::Autodoc(_)) {
            definition.documentation = found;
        }
    }
    annotated
}

/// The statements that are nothing but a string.
fn gather_strings(body: &[Stmt], found: &mut Vec<Span>) {
    for statement in body {
        match statement {
            Stmt::Expr(it) if it.value.is_string_literal_expr() => found.push(span(statement)),
            Stmt::ClassDef(it) => gather_strings(&it.body, found),
            _ => {}
        }
        for block in blocks(statement) {
            gather_strings(block.body, found);
        }
    }
}

struct Comments<'t> {
    text: &'t str,
    places: &'t [Span],
    strings: Vec<Span>,
}

impl Comments<'_> {
    /// What documents the statement at `statement`, which sets `name`.
    fn at(&self, statement: Span, name: &str) -> Documentation {
        let above = self.block_above(statement);
        let last = above.last().map(|comment| said(comment.of(self.text)));
        if let Some((comment, Said::Autodoc)) = above.last().zip(last) {
            return Documentation::Autodoc(*comment);
        }
        let below = self.strings.get(self.strings.partition_point(|string| string.start < statement.end));
        if let Some(string) = below.filter(|string| self.lines_between(statement.end, string.start) == Some(1)) {
            return Documentation::Autodoc(*string);
        }
        let beside = self.places.get(self.places.partition_point(|comment| comment.start < statement.end));
        let beside = beside.filter(|comment| self.lines_between(statement.end, comment.start) == Some(0));
        let annotation = above.iter().find(|it| matches!(said(it.of(self.text)), Said::Annotation(_)));
        match (beside.map(|comment| (comment, said(comment.of(self.text)))), annotation) {
            (Some((comment, Said::Autodoc)), _) => Documentation::Autodoc(*comment),
            (_, Some(annotation)) => Documentation::Annotation(*annotation),
            (beside, None) => {
                let prose = above.iter().rev().take_while(|it| said(it.of(self.text)) == Said::Prose);
                let mut lines: Vec<Span> = prose.copied().collect();
                lines.reverse();
                let beside = beside.filter(|(_, said)| *said == Said::Prose).map(|(comment, _)| vec![*comment]);
                self.plain(lines, beside.unwrap_or_default(), name)
            }
        }
    }

    /// What plain comments are to the setting called `name`: those above it unless they are only a title, then those
    /// `beside` it.
    fn plain(&self, above: Vec<Span>, beside: Vec<Span>, name: &str) -> Documentation {
        let mut title = Documentation::None;
        for lines in [above, beside] {
            // Blank comments at the top of a block say nothing.
            let first = lines.iter().position(|line| line.of(self.text).trim_end() != "#").unwrap_or(lines.len());
            let lines = &lines[first..];
            let marks = || lines.iter().map(|line| Span::new(line.start, line.start + 1)).collect();
            let words: Vec<&str> = lines.iter().map(|line| line.of(self.text).trim_start_matches('#').trim()).collect();
            if lines.is_empty() {
                continue;
            }
            if !is_title(&words, name) {
                return Documentation::Plain(marks());
            }
            if title == Documentation::None {
                title = Documentation::Title(marks());
            }
        }
        title
    }

    /// The comments on lines of their own right above `statement`, without a blank line between.
    fn block_above(&self, statement: Span) -> Vec<Span> {
        let before = self.places.partition_point(|comment| comment.start < statement.start);
        let mut next = statement.start;
        let mut block = Vec::new();
        for comment in self.places[..before].iter().rev() {
            if self.lines_between(comment.end, next) != Some(1) || !self.is_alone(*comment) {
                break;
            }
            block.push(*comment);
            next = comment.start;
        }
        block.reverse();
        block
    }

    /// How many lines end between two places; `None` where something else stands there.
    fn lines_between(&self, from: u32, to: u32) -> Option<usize> {
        let between = self.text.get(from as usize..to as usize)?;
        between.bytes().all(|byte| byte.is_ascii_whitespace()).then(|| between.matches('\n').count())
    }

    fn is_alone(&self, comment: Span) -> bool {
        let before = &self.text[..comment.start as usize];
        let line = before.rsplit('\n').next().unwrap_or(before);
        line.trim_start_matches('\u{feff}').trim().is_empty()
    }
}
