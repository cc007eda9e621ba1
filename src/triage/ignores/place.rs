//! Where comments stand, and what is in their reach.
//!
//! ```text
//! # oep45: ignore[…]            reaches to the end of the next instruction
//! RUN make \
//!     # oep45: ignore[…]        reaches over the next line of code
//!     && make install           # oep45: ignore[…] reaches over its own line
//! ```

use super::comment::Reach;
use super::landmarks::Landmarks;
use super::syntax::Syntax;
use crate::parse::{Keyword, Node, NodeKind, Tree};
use crate::text::Span;

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
pub(super) fn comment_at(landmarks: &Landmarks<'_>, at: u32) -> Option<Place> {
    let &Landmarks { source, tree, .. } = landmarks;
    let text = source.text();
    let line = landmarks.line(at);
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
    pub(super) fn reach(&self, landmarks: &Landmarks<'_>, reach: Reach) -> Span {
        let tree = landmarks.tree;
        let inside = |tree: &&Tree<'_>| self.node.is_some_and(|at| is_code(&tree.nodes[at], self.comment));
        match reach {
            Reach::File => landmarks.whole(),
            Reach::Next if self.trailing => landmarks.line(self.comment.start),
            Reach::Next => match tree {
                Some(tree) if inside(&tree) => {
                    self.next_line(landmarks, self.node.map_or(landmarks.whole(), |at| tree.nodes[at].span))
                }
                Some(tree) => self.next_instruction(landmarks, tree),
                None => self.next_line(landmarks, landmarks.whole()),
            },
            Reach::Stage => tree.map_or(Span::at(self.comment.end), |tree| {
                let inside = inside(&tree);
                let at = if inside { self.comment.start } else { self.next_instruction(landmarks, tree).end };
                landmarks.stage(at)
            }),
        }
    }

    /// From the end of the code above to the end of the instruction, or template tag, below.
    fn next_instruction(&self, landmarks: &Landmarks<'_>, tree: &Tree<'_>) -> Span {
        let (above, below) = landmarks.code_around(self.node.unwrap_or(0));
        let end = |node: usize| tree.nodes[node].span.end;
        Span::new(above.map_or(0, end), below.map_or(self.comment.end, end))
    }

    /// To the end of the next line with code, and of those that it is continued on, inside `within`; a Dockerfile's lines are
    /// each their own. What has no line of its own is reported at the first one, which the comments above all code reach.
    fn next_line(&self, landmarks: &Landmarks<'_>, within: Span) -> Span {
        let below = landmarks.code_below(self.comment.end, self.node.is_none());
        let end = below.filter(|line| line.start < within.end).map_or(self.comment.end, |line| line.end);
        let at_top = self.node.is_none() && !landmarks.is_code_above(self.comment.start);
        Span::new(if at_top { 0 } else { self.comment.end }, end)
    }
}

/// Whether a comment at `comment` stands inside the code of `node`, not around it.
fn is_code(node: &Node, comment: Span) -> bool {
    matches!(node.kind, NodeKind::Instruction(_)) && node.span.start < comment.start
}

fn node_at(tree: &Tree<'_>, at: u32) -> Option<usize> {
    tree.nodes.partition_point(|node| node.span.start <= at).checked_sub(1)
}
