//! Where comments stand, and what is in their reach.
//!
//! ```text
//! # oep45: ignore[…]            reaches to the end of the next instruction
//! RUN make \
//!     # oep45: ignore[…]        reaches over the next line of code
//!     && make install           # oep45: ignore[…] reaches over its own line
//! ```

use super::comment::Reach;
use super::syntax::Syntax;
use crate::parse::{Keyword, Node, NodeKind, Tree};
use crate::text::{Source, Span};

/// A comment, and what stands around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// From what opens it to the last character of its text.
    pub(super) comment: Span,
    /// Whether code stands in front of it on its line.
    pub(super) trailing: bool,
    /// Index of its node in the tree.
    node: Option<usize>,
}

/// The comment whose words begin at `at`; `None` where the text there is not a comment's first word.
pub(super) fn comment_at(source: &Source, tree: Option<&Tree<'_>>, at: u32) -> Option<Place> {
    let text = source.text();
    let line = line_of(source, at);
    let syntax = tree.map_or_else(|| Syntax::of(source.path()), |_| Syntax::Hash);
    if syntax != Syntax::Hash {
        let comment = syntax.line_comment(text, line, at)?;
        return Some(Place { comment, trailing: false, node: None });
    }
    let before = Span::new(line.start, at).of(text).trim_end();
    let code = before.trim_end_matches('#');
    let hashes = before.len() - code.len();
    let template = code.ends_with('{');
    if hashes == 0 || !(template || code.is_empty() || code.ends_with(char::is_whitespace)) {
        return None;
    }
    let start = line.start + u32::try_from(code.len()).ok()?;
    let mut end = line.start + u32::try_from(line.of(text).trim_end().len()).ok()?;
    if let (true, Some(inside)) = (template, Span::new(start, end).of(text).find("#}")) {
        end = start + u32::try_from(inside).ok()?;
    }
    let node = tree.and_then(|tree| node_at(tree, start));
    let kind = tree.zip(node).map(|(tree, node)| tree.nodes[node].kind);
    let trailing = !template && !code.trim().is_empty();
    let possible = !trailing
        || match (tree, kind) {
            (Some(tree), Some(NodeKind::Instruction(at))) => takes_trailing(tree.instructions[at as usize].keyword),
            (tree, _) => tree.is_none(),
        };
    possible.then_some(Place { comment: Span::new(start, end), trailing, node })
}

/// Whether a comment can stand behind the code of an instruction: it can where a shell reads it.
fn takes_trailing(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck)
}

impl Place {
    /// What is in reach: a finding whose primary label begins there is meant.
    pub(super) fn reach(&self, source: &Source, tree: Option<&Tree<'_>>, reach: Reach) -> Span {
        let whole = Span::new(0, u32::try_from(source.text().len()).unwrap_or(u32::MAX));
        let inside = |tree: &&Tree<'_>| self.node.is_some_and(|at| is_code(&tree.nodes[at], self.comment));
        match reach {
            Reach::File => whole,
            Reach::Next if self.trailing => line_of(source, self.comment.start),
            Reach::Next => match tree {
                Some(tree) if inside(&tree) => {
                    self.next_line(source, self.node.map_or(whole, |at| tree.nodes[at].span))
                }
                Some(tree) => self.next_instruction(tree),
                None => self.next_line(source, whole),
            },
            Reach::Stage => tree.map_or(Span::at(self.comment.end), |tree| {
                let at = if inside(&tree) { self.comment.start } else { self.next_instruction(tree).end };
                stage(tree, at, whole.end)
            }),
        }
    }

    /// From the end of the code above to the end of the instruction, or template tag, below.
    fn next_instruction(&self, tree: &Tree<'_>) -> Span {
        let own = self.node.unwrap_or(0);
        let code = |node: &Node| matches!(node.kind, NodeKind::Instruction(_) | NodeKind::Template);
        let above = tree.nodes[..own].iter().rfind(|node| code(node));
        let start = above.map_or(0, |node| node.span.end);
        let below = tree.nodes[own..].iter().skip(1).find(|node| code(node));
        Span::new(start, below.map_or(self.comment.end, |node| node.span.end))
    }

    /// The next line with code, and those that it is continued on, inside `within`.
    fn next_line(&self, source: &Source, within: Span) -> Span {
        let syntax = Syntax::of(source.path());
        let mut line = line_of(source, self.comment.end);
        loop {
            let next = line_of(source, line.end);
            // Behind the last line comes that line again.
            if next.start < line.end || next.is_empty() || next.start >= within.end {
                return Span::at(self.comment.end);
            }
            line = next;
            let text = line.of(source.text()).trim();
            if !(text.is_empty() || syntax.is_comment(text)) {
                break;
            }
        }
        let start = line.start;
        // A recipe of a Makefile goes on behind a backslash; a Dockerfile's lines are each their own.
        while self.node.is_none() && line.of(source.text()).trim_end().ends_with('\\') && line.end < within.end {
            line = line_of(source, line.end);
        }
        Span::new(start, line.end)
    }
}

/// The stage that `at` stands in; empty before the first one.
fn stage(tree: &Tree<'_>, at: u32, end: u32) -> Span {
    let starts = tree
        .instructions
        .iter()
        .filter(|instruction| instruction.keyword == Keyword::From && instruction.onbuild.is_none());
    let mut span = Span::at(at);
    for start in starts.map(|instruction| instruction.span.start) {
        if start >= at {
            return if span.is_empty() { span } else { Span::new(span.start, start) };
        }
        span = Span::new(start, end);
    }
    span
}

/// Whether a comment at `comment` stands inside the code of `node`, not around it.
fn is_code(node: &Node, comment: Span) -> bool {
    matches!(node.kind, NodeKind::Instruction(_)) && node.span.start < comment.start
}

fn node_at(tree: &Tree<'_>, at: u32) -> Option<usize> {
    tree.nodes.partition_point(|node| node.span.start <= at).checked_sub(1)
}

/// The line that holds `at`, with its newline; empty behind the last one.
fn line_of(source: &Source, at: u32) -> Span {
    let lines = source.lines();
    lines.span(lines.line(at), source.text())
}
