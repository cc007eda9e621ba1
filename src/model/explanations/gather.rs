//! Walks the tree once and collects comments, with the blocks of lines that they stand in.

use super::usefulness::Judge;
use super::{Explanations, Notes, Remark};
use crate::parse::{Instruction, NodeKind, Tree};
use crate::text::Span;

pub(super) fn gather<'t, 'c>(tree: &'t Tree<'t>, shell_comments: &dyn Fn(u32) -> &'c [Span]) -> Explanations<'t> {
    let mut gatherer = Gatherer {
        source: tree.source,
        found: Explanations { notes: vec![Notes::default(); tree.instructions.len()], ..Explanations::default() },
        group: 0,
        block: Block::default(),
        above: None,
        judge: Judge::default(),
        before_instructions: true,
    };
    for node in &tree.nodes {
        match node.kind {
            NodeKind::Blank => gatherer.blank(),
            NodeKind::ByteOrderMark | NodeKind::Directive(_) => gatherer.end_group(),
            NodeKind::Comment => gatherer.outside(node.span),
            NodeKind::Template => {
                for comment in template_comments(tree.source, node.span) {
                    gatherer.outside(comment);
                }
            }
            NodeKind::Instruction(index) => {
                let index = index as usize;
                let instruction = &tree.instructions[index];
                let comments = comments_inside(instruction, node.span, tree.templated, shell_comments);
                gatherer.instruction(index, comments);
            }
        }
    }
    gatherer.end_block();
    gatherer.found
}

struct Gatherer<'t> {
    source: &'t str,
    found: Explanations<'t>,
    group: usize,
    block: Block,
    /// The first useful remark of a block of comments alone, one blank line above.
    above: Option<usize>,
    judge: Judge,
    before_instructions: bool,
}

/// Lines without a blank one between them.
#[derive(Default)]
struct Block {
    instructions: Vec<usize>,
    /// The first useful remark outside instructions.
    explained_by: Option<usize>,
    /// Whether the last line is a comment.
    ends_with_comment: bool,
}

impl Gatherer<'_> {
    /// A comment that stands for itself, with a blank line on either side, is about what comes next.
    fn blank(&mut self) {
        let alone = self.block.instructions.is_empty() && !self.before_instructions;
        let above = self.block.explained_by.filter(|_| alone);
        self.end_block();
        self.above = above;
    }

    fn outside(&mut self, span: Span) {
        self.above = None;
        let index = self.found.remarks.len();
        if self.push(span, None) {
            self.block.explained_by.get_or_insert(index);
        }
        self.block.ends_with_comment = true;
        if self.before_instructions {
            self.found.header = index + 1;
        }
    }

    fn instruction(&mut self, index: usize, comments: Vec<Span>) {
        if self.before_instructions {
            self.found.header_adjacent = self.block.ends_with_comment;
            self.before_instructions = false;
        }
        self.end_group();
        let first = self.found.remarks.len();
        let mut explained_by = None;
        for span in comments {
            let at = self.found.remarks.len();
            if self.push(span, Some(index)) {
                explained_by.get_or_insert(at);
            }
        }
        let explained_by = explained_by.or(self.above.take());
        self.found.notes[index] = Notes { inside: first..self.found.remarks.len(), explained_by };
        self.end_group();
        self.block.ends_with_comment = false;
        self.block.instructions.push(index);
    }

    /// Take up a remark; whether it is useful.
    fn push(&mut self, span: Span, inside: Option<usize>) -> bool {
        let raw = one_line(span.of(self.source));
        let shown = raw.trim();
        let start = span.start + offset(raw.len() - raw.trim_start().len());
        let text = match shown.strip_prefix("{#") {
            Some(inner) => inner.strip_suffix("#}").unwrap_or(inner).trim_matches('-'),
            None => shown.trim_start_matches('#'),
        };
        let text = text.trim();
        let useful = self.judge.is_useful(shown, text, inside.is_some());
        let span = Span::new(start, start + offset(shown.len()));
        // Both are slices of the source.
        let text_start = start + offset(text.as_ptr() as usize - shown.as_ptr() as usize);
        let text_span = Span::new(text_start, text_start + offset(text.len()));
        self.found.remarks.push(Remark { span, text, text_span, useful, inside, group: self.group });
        useful
    }

    fn end_group(&mut self) {
        self.group += 1;
        self.judge = Judge::default();
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        for index in block.instructions {
            let notes = &mut self.found.notes[index];
            notes.explained_by = notes.explained_by.or(block.explained_by);
        }
        self.end_group();
    }
}

/// A template comment as it stands; of another, what stands on its own line: a shell's comment may swallow the next ones.
fn one_line(comment: &str) -> &str {
    match comment.split_once('\n') {
        Some((line, _)) if !comment.starts_with("{#") => line.trim_end().trim_end_matches(['\\', '`']),
        _ => comment,
    }
}

/// Comments between the lines of an instruction, of its shell script, in its heredocs, and of a template engine, each once.
fn comments_inside<'c>(
    instruction: &Instruction<'_>,
    node: Span,
    templated: bool,
    shell_comments: &dyn Fn(u32) -> &'c [Span],
) -> Vec<Span> {
    let mut spans = instruction.comments.clone();
    let interpreter = |span: &&Span| span.of(instruction.source).starts_with("#!");
    spans.extend(shell_comments(instruction.span.start).iter().filter(|span| !interpreter(span)));
    for heredoc in &instruction.heredocs {
        spans.extend(hash_lines(instruction.source, heredoc.body));
    }
    if templated {
        spans.extend(template_comments(instruction.source, node));
    }
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup_by_key(|span| span.start);
    spans
}

/// Lines of a heredoc that begin with `#`, whatever its language; `#!` names an interpreter.
fn hash_lines(source: &str, body: Span) -> Vec<Span> {
    let mut at = body.start;
    let mut lines = Vec::new();
    for line in body.of(source).split_inclusive('\n') {
        let start = at + offset(line.len() - line.trim_start().len());
        let text = line.trim();
        if text.starts_with('#') && !text.starts_with("#!") {
            lines.push(Span::new(start, start + offset(text.len())));
        }
        at += offset(line.len());
    }
    lines
}

/// `{# … #}` in a stretch of the source.
fn template_comments(source: &str, span: Span) -> Vec<Span> {
    let text = span.of(source);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("{#") {
        let start = at + open;
        let Some(close) = text[start + 2..].find("#}") else { break };
        let end = start + 2 + close + 2;
        found.push(Span::new(span.start + offset(start), span.start + offset(end)));
        at = end;
    }
    found
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
