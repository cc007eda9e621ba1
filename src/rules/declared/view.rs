//! A node as a declared rule looks at it: with its instruction, its stage and its file. Visiting makes them, fields read
//! them.

use super::kind::Kind;
use crate::model::{Definition, Dockerfile, ImageUse, Installation, Package, Place, Remark, Stage, Step};
use crate::parse::{Directive, Flag, Instruction, Pair, Word};
use crate::shell::{Command, CommandId};
use crate::text::Span;

/// A node, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct View<'v, 't> {
    pub(super) file: &'v Dockerfile<'t>,
    pub(super) stage: Option<&'v Stage<'t>>,
    /// Index in the stage's steps, or in those before the first FROM; `None` for a FROM.
    pub(super) step: Option<usize>,
    pub(super) instruction: Option<&'v Instruction<'t>>,
    pub(super) node: Node<'v, 't>,
}

/// What a view is of.
#[derive(Clone, Copy)]
pub(super) enum Node<'v, 't> {
    File,
    Stage,
    /// Also a COPY, a USER or a WORKDIR: its instruction says all.
    Instruction,
    Image(&'v ImageUse<'t>),
    Command(CommandId, &'v Command<'t>),
    Installation(&'v Installation),
    Package(&'v Installation, &'v Package),
    Definition(&'v Definition<'t>),
    Label(&'v Pair<'v>),
    Word(&'v Word<'v>),
    Flag(&'v Flag<'v>),
    Comment(&'v Remark<'t>),
    Directive(Directive),
}

impl<'v, 't> View<'v, 't> {
    /// The file as a node.
    pub(super) fn of_file(file: &'v Dockerfile<'t>) -> Self {
        Self { file, stage: None, step: None, instruction: None, node: Node::File }
    }

    /// The same place, seen as another node.
    pub(super) fn with(self, node: Node<'v, 't>) -> Self {
        Self { node, ..self }
    }

    /// What stands around the node; `None` where there is no such thing around it.
    pub(super) fn around(&self, kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::File => Self::of_file(self.file),
            Kind::Stage => {
                let stage = self.stage?;
                Self { step: None, instruction: Some(stage.from), ..*self }.with(Node::Stage)
            }
            Kind::Instruction => {
                self.instruction?;
                self.with(Node::Instruction)
            }
            Kind::Command => {
                let (Node::Installation(by) | Node::Package(by, _)) = self.node else { return None };
                self.with(Node::Command(by.command, &self.step()?.script[by.command]))
            }
            _ => return None,
        })
    }

    /// The step that the node stands in.
    pub(super) fn step(&self) -> Option<&'v Step<'t>> {
        let steps = self.stage.map_or(&self.file.preamble, |stage| &stage.steps);
        steps.get(self.step?)
    }

    /// Whether words can be written into the command that the node is, or belongs to.
    pub(super) fn takes_words(&self) -> bool {
        let id = match self.node {
            Node::Command(id, _) => id,
            Node::Installation(by) | Node::Package(by, _) => by.command,
            _ => return true,
        };
        self.step().is_none_or(|step| step.takes_words(id))
    }

    /// The step's place, where values are looked up.
    pub(super) fn place(&self) -> Option<Place> {
        Some(Place { stage: self.stage?.index, step: self.step? })
    }

    /// Where the node stands: its primary span unless a rule says otherwise.
    pub(super) fn span(&self) -> Span {
        match self.node {
            Node::File => self.file.tree.instructions.first().map_or(Span::at(0), |first| first.keyword_span),
            Node::Stage => self.stage.map_or(Span::at(0), Stage::span),
            Node::Instruction => self.instruction.map_or(Span::at(0), |instruction| first_line(self, instruction.span)),
            Node::Image(image) => image.word.span(),
            Node::Command(_, command) => command.span,
            Node::Installation(by) => by.program,
            Node::Package(_, package) => package.span,
            Node::Definition(definition) => definition.pair.span,
            Node::Label(pair) => pair.span,
            Node::Word(word) => word.span(),
            Node::Flag(flag) => flag.span(),
            Node::Comment(remark) => remark.span,
            Node::Directive(directive) => directive.name.to(directive.value),
        }
    }

    /// Where the node begins, for the order of nodes.
    pub(super) fn start(&self) -> u32 {
        match self.node {
            Node::Stage => self.stage.map_or(0, |stage| stage.from.span.start),
            Node::Instruction => self.instruction.map_or(0, |instruction| instruction.span.start),
            _ => self.span().start,
        }
    }
}

/// The part of `span` on its first line: an instruction may go on for a page.
fn first_line(view: &View<'_, '_>, span: Span) -> Span {
    let text = view.file.source.slice(span);
    let line = text.lines().next().unwrap_or("").trim_end();
    Span::new(span.start, span.start + u32::try_from(line.len()).unwrap_or(0))
}
