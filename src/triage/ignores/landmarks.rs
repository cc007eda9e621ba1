//! What the reach of a comment is measured by, found out once a file: thousands of comments may stand above one another.

use super::syntax::Syntax;
use crate::parse::{Keyword, NodeKind, Tree};
use crate::text::{Source, Span};
use std::cell::OnceCell;

/// Instructions, stages and lines of a file.
pub(super) struct Landmarks<'a> {
    pub(super) source: &'a Source,
    pub(super) tree: Option<&'a Tree<'a>>,
    /// Indices of the nodes that are instructions or template tags.
    code: Vec<usize>,
    /// Where the stages begin.
    stages: Vec<u32>,
    /// By number, from 1.
    lines: OnceCell<Vec<Line>>,
}

/// What is known of a line by those below it.
#[derive(Clone, Copy)]
struct Line {
    /// The first line with code from here on.
    code: Option<u32>,
    /// The last line that this one is continued on.
    last: u32,
}

impl<'a> Landmarks<'a> {
    pub(super) fn of(source: &'a Source, tree: Option<&'a Tree<'a>>) -> Self {
        let nodes = tree.map_or(&[][..], |tree| &tree.nodes).iter().enumerate();
        let code = nodes.filter(|(_, node)| matches!(node.kind, NodeKind::Instruction(_) | NodeKind::Template));
        let instructions = tree.map_or(&[][..], |tree| &tree.instructions).iter();
        let stages = instructions.filter(|it| it.keyword == Keyword::From && it.onbuild.is_none());
        Self {
            source,
            tree,
            code: code.map(|(index, _)| index).collect(),
            stages: stages.map(|instruction| instruction.span.start).collect(),
            lines: OnceCell::new(),
        }
    }

    /// All of the file.
    pub(super) fn whole(&self) -> Span {
        Span::new(0, u32::try_from(self.source.text().len()).unwrap_or(u32::MAX))
    }

    /// The line that holds `at`, with its newline; empty behind the last one.
    pub(super) fn line(&self, at: u32) -> Span {
        let lines = self.source.lines();
        lines.span(lines.line(at), self.source.text())
    }

    /// The nodes with code before and behind the node `own`, by index.
    pub(super) fn code_around(&self, own: usize) -> (Option<usize>, Option<usize>) {
        let (before, behind) =
            (self.code.partition_point(|&node| node < own), self.code.partition_point(|&node| node <= own));
        (before.checked_sub(1).map(|at| self.code[at]), self.code.get(behind).copied())
    }

    /// The stage that `at` stands in; empty before the first one.
    pub(super) fn stage(&self, at: u32) -> Span {
        let next = self.stages.partition_point(|&start| start < at);
        let Some(own) = next.checked_sub(1) else { return Span::at(at) };
        Span::new(self.stages[own], self.stages.get(next).copied().unwrap_or(self.whole().end))
    }

    /// Whether a line above `at` has code.
    pub(super) fn is_code_above(&self, at: u32) -> bool {
        let first = self.lines().get(1).and_then(|line| line.code);
        first.is_some_and(|first| first < self.source.lines().line(at))
    }

    fn lines(&self) -> &[Line] {
        self.lines.get_or_init(|| read_lines(self.source))
    }

    /// The first line with code below `at`, and those that it is continued on where it may be.
    pub(super) fn code_below(&self, at: u32, continued: bool) -> Option<Span> {
        let (index, text, lines) = (self.source.lines(), self.source.text(), self.lines());
        let first = lines.get(index.line(at) as usize + 1)?.code?;
        let last = if continued { lines[first as usize].last } else { first };
        Some(Span::new(index.span(first, text).start, index.span(last, text).end))
    }
}

/// From the last line upwards. A recipe of a Makefile goes on behind a backslash, a title below the line over it.
fn read_lines(source: &Source) -> Vec<Line> {
    let (index, syntax) = (source.lines(), Syntax::of(source.path()));
    let count = u32::try_from(index.len()).unwrap_or(u32::MAX);
    let mut lines = vec![Line { code: None, last: 0 }; count as usize + 1];
    let mut below: Option<Line> = None;
    for number in (1..=count).rev() {
        let text = index.span(number, source.text()).of(source.text()).trim();
        let code = !(text.is_empty() || syntax.is_comment(text));
        let goes_on = text.ends_with('\\') || syntax.is_overline(text);
        let own = Line {
            code: if code { Some(number) } else { below.and_then(|below| below.code) },
            last: below.filter(|_| goes_on).map_or(number, |below| below.last),
        };
        lines[number as usize] = own;
        below = Some(own);
    }
    lines
}
