//! The tree, and the pass that builds it.

use super::comment::{Directive, Directives};
use super::grammar::{self, Dialect};
use super::instruction::Instruction;
use super::logical::{self, Line};
use super::template::{self, Templates};
use super::{Problem, heredoc};
use crate::text::Span;

/// A Dockerfile, taken apart.
#[derive(Debug)]
pub struct Tree<'s> {
    /// The text that it is the tree of.
    pub source: &'s str,
    /// All of the text: the spans of the nodes lie end to end.
    pub nodes: Vec<Node>,
    /// The instructions, in order; [`NodeKind::Instruction`] has their indices.
    pub instructions: Vec<Instruction<'s>>,
    /// The parser directives.
    pub directives: Directives,
    /// Whether the file is the source of a template engine, whose tags are opaque.
    pub templated: bool,
    /// What is wrong, in source order.
    pub problems: Vec<Problem>,
}

/// A stretch of whole lines (only a template tag may end inside one).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Node {
    /// Its bytes, line ends included.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NodeKind {
    /// U+FEFF at the start of the file.
    ByteOrderMark,
    /// A line without text.
    Blank,
    /// A comment line. The span of its text is the node's without blanks around.
    Comment,
    /// A parser directive.
    Directive(Directive),
    /// An instruction with its continuation lines and heredocs: the index in [`Tree::instructions`].
    Instruction(u32),
    /// Template syntax, opaque.
    Template,
}

impl<'s> Tree<'s> {
    /// The text of a node.
    pub fn text(&self, node: &Node) -> &'s str {
        node.span.of(self.source)
    }

    /// The last instruction that begins at `offset` or before.
    pub fn instruction_at(&self, offset: u32) -> Option<&Instruction<'s>> {
        let behind = self.instructions.partition_point(|instruction| instruction.span.start <= offset);
        self.instructions.get(behind.checked_sub(1)?)
    }

    /// The comment lines above an instruction that describe it, as BuildKit sees it: those behind the last empty one.
    pub fn description(&self, instruction: &Instruction<'_>) -> impl Iterator<Item = &Node> {
        let comments: Vec<&Node> = self.comments_above(instruction).collect();
        let empty = |node: &&Node| self.text(node).strip_prefix('#').is_some_and(|text| text.trim().is_empty());
        let start = comments.iter().rposition(empty).map_or(0, |last| last + 1);
        comments.into_iter().skip(start)
    }

    /// The comment lines right above an instruction, blank lines between them left out, up to the node before.
    pub fn comments_above(&self, instruction: &Instruction<'_>) -> impl Iterator<Item = &Node> {
        let nodes = instruction.leading.start as usize..instruction.leading.end as usize;
        self.nodes[nodes].iter().filter(|node| node.kind == NodeKind::Comment)
    }

    /// Where an instruction begins together with the comments right above it: what is put before it is put before these.
    pub fn start_with_comments(&self, instruction: &Instruction<'_>) -> u32 {
        let nodes = instruction.leading.start as usize..instruction.leading.end as usize;
        let adjacent = self.nodes[nodes].iter().rev().take_while(|node| node.kind == NodeKind::Comment);
        adjacent.last().map_or(instruction.span.start, |first| first.span.start)
    }
}

/// Parse a Dockerfile. Never fails: what can't be understood is in the tree as it stands, and in its problems.
pub fn parse(source: &str) -> Tree<'_> {
    let mut builder = Builder {
        templates: Templates::of(source),
        escape: b'\\',
        native: None,
        at_top: true,
        at: 0,
        first_leading: 0,
        tree: Tree {
            source,
            nodes: Vec::with_capacity(source.len() / 48),
            instructions: Vec::with_capacity(source.len() / 96),
            directives: Directives::default(),
            templated: false,
            problems: Vec::new(),
        },
    };
    builder.run();
    let mut tree = builder.tree;
    grammar::check_file(&mut tree);
    tree
}

struct Builder<'s> {
    tree: Tree<'s>,
    templates: Option<Templates>,
    escape: u8,
    /// Whether Docker's own frontend reads the file; told at the first instruction.
    native: Option<bool>,
    /// Whether parser directives may still come.
    at_top: bool,
    at: u32,
    /// The node behind the last instruction: where the next one's leading comments begin.
    first_leading: u32,
}

impl Builder<'_> {
    fn run(&mut self) {
        self.tree.templated = self.templates.is_some();
        if self.tree.source.starts_with('\u{feff}') {
            self.push(NodeKind::ByteOrderMark, 3);
        }
        let end = u32::try_from(self.tree.source.len()).unwrap_or(u32::MAX);
        while self.at < end {
            self.line();
        }
    }

    /// One node, from `at`, which is a line's start (or what follows a template tag).
    fn line(&mut self) {
        let line = Line::at(self.tree.source, self.at);
        let text = line.trimmed(self.tree.source);
        let first = text.of(self.tree.source).bytes().next();
        let Some(first) = first else {
            self.at_top = false;
            return self.push(NodeKind::Blank, line.full.end);
        };
        if first == b'#' {
            return self.comment(line, text);
        }
        self.at_top = false;
        if let Some(end) = self.template(line, text) {
            return self.push(NodeKind::Template, end);
        }
        self.instruction(line, text);
    }

    fn comment(&mut self, line: Line, text: Span) {
        let shebang = text.start == 0 && text.of(self.tree.source).starts_with("#!");
        let directive = (self.at_top && !shebang)
            .then(|| {
                let (tree, indented) = (&mut self.tree, text.start > line.full.start);
                tree.directives.read(tree.source, text, indented, &mut tree.problems)
            })
            .flatten();
        self.at_top &= directive.is_some() || shebang;
        if let Some(directive) = directive {
            if self.tree.directives.escape == Some(directive) {
                self.set_escape(directive);
            }
            return self.push(NodeKind::Directive(directive), line.full.end);
        }
        self.push(NodeKind::Comment, line.full.end);
    }

    fn set_escape(&mut self, directive: Directive) {
        match directive.value.of(self.tree.source) {
            "\\" => self.escape = b'\\',
            "`" => self.escape = b'`',
            other => self.tree.problems.push(
                Problem::new(directive.value, format!("`{other}` is no escape character"))
                    .help("The escape character is a backslash or a backtick."),
            ),
        }
    }

    /// Where a template node that begins at this line ends; `None` where an instruction begins.
    fn template(&mut self, line: Line, text: Span) -> Option<u32> {
        let templates = self.templates.as_mut()?;
        let source = self.tree.source;
        if let Some(end) = templates.tags_end(source, text.start) {
            let rest = Line::at(source, end);
            let behind = rest.trimmed(source);
            return Some(if template::begins_instruction(behind.of(source)) { end } else { rest.full.end });
        }
        (!template::begins_instruction(text.of(source))).then_some(line.full.end)
    }

    fn instruction(&mut self, line: Line, text: Span) {
        let source = self.tree.source;
        let read = logical::read(source, line, text.start, self.escape, self.templates.as_mut());
        let leading = self.first_leading..u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let mut end = read.end;
        let mut instruction = Instruction::new(source, read, self.escape, leading);
        if instruction.keyword.takes_heredocs() {
            end = heredoc::read_bodies(&mut instruction, end, &mut self.tree.problems);
        }
        let directives = &self.tree.directives;
        // All directives stand before the first instruction.
        let native = *self.native.get_or_insert_with(|| grammar::is_native(directives, source));
        let dialect = Dialect { native, templated: self.tree.templated };
        grammar::check(&instruction, self.tree.instructions.last(), dialect, &mut self.tree.problems);
        let index = u32::try_from(self.tree.instructions.len()).unwrap_or(u32::MAX);
        self.tree.instructions.push(instruction);
        self.push(NodeKind::Instruction(index), end);
        self.first_leading = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
    }

    fn push(&mut self, kind: NodeKind, end: u32) {
        self.tree.nodes.push(Node { span: Span::new(self.at, end), kind });
        self.at = end;
    }
}
