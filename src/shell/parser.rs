//! The parser of one text: a stack of what is open, and a loop that continues whatever is on top.
//!
//! ```text
//! if x; then echo "a $(b
//!                      ^ here the stack is, from the bottom:
//! List(root) List(then) Simple(echo) Word("a …) List(substitution) Simple(b)
//! ```
//!
//! Nothing recurses, and the stack is bounded: what is nested more deeply than [`DEPTH`] is not looked into.

use super::expansion::Mode;
use super::list::List;
use super::loops::Loop;
use super::scan::WordBuilder;
use super::simple::Role;
use super::{Block, BlockId, BlockKind, Command, CommandId, Problem, Script, Word};
use crate::text::{Cursor, Joined, Span};

/// How many things may be open inside each other. A substitution takes three: its list, a command, a word.
const DEPTH: usize = 192;

/// More problems than anyone reads.
const PROBLEMS: usize = 100;

/// Something that has begun and not ended.
pub(super) enum Frame<'t> {
    /// Commands, up to what closes their block.
    List(List),
    /// A simple command, or the redirections behind a compound one.
    Simple { id: CommandId, role: Role },
    /// A word with a substitution in it that is being read.
    Word(WordBuilder<'t>),
    /// The elements of `name=( … )`.
    Array { start: u32, elements: Vec<Word<'t>> },
    /// `for name in …`, up to `do`.
    For { id: CommandId, stage: Loop },
    /// `case word in`, up to `esac`: the patterns of the next arm.
    Case { id: CommandId, within: bool, patterns: Vec<Word<'t>> },
}

/// The state of reading one text. Several may write to one script: scripts in arguments are texts of their own.
pub(super) struct Parser<'j, 't, 'o> {
    pub(super) cursor: Cursor<'j>,
    pub(super) source: &'t str,
    pub(super) out: &'o mut Output<'t>,
    pub(super) frames: Vec<Frame<'t>>,
    pub(super) modes: Vec<Mode<'t>>,
    /// Heredocs whose bodies begin behind the next newline: a command, and the index of its redirection.
    pub(super) heredocs: Vec<(CommandId, usize)>,
    /// The block and the command that the text belongs to.
    pub(super) block: BlockId,
    pub(super) owner: Option<CommandId>,
    /// The word of a text that is one word, once it is read.
    pub(super) result: Option<Word<'t>>,
}

/// What the parsers of all texts of a script write to.
#[derive(Default)]
pub(super) struct Output<'t> {
    pub(super) script: Script<'t>,
    /// Texts in backticks, to be read next.
    pub(super) backticks: Vec<(Joined<'t>, BlockId)>,
    pub(super) pipelines: u32,
}

impl<'t> Output<'t> {
    pub(super) fn add_block(
        &mut self,
        kind: BlockKind,
        span: Span,
        parent: Option<BlockId>,
        owner: Option<CommandId>,
    ) -> BlockId {
        let id = BlockId(count(self.script.blocks.len()));
        self.script.blocks.push(Block { kind, span, parent, owner, name: None, patterns: Vec::new() });
        id
    }

    pub(super) fn add_command(&mut self, command: Command<'t>) -> CommandId {
        let id = CommandId(count(self.script.commands.len()));
        self.script.commands.push(command);
        id
    }

    pub(super) fn problem(&mut self, span: Span, message: &'static str) {
        if self.script.problems.len() < PROBLEMS {
            self.script.problems.push(Problem { span, message });
        }
    }
}

impl<'j, 't, 'o> Parser<'j, 't, 'o> {
    pub(super) fn new(text: &'j Joined<'t>, block: BlockId, owner: Option<CommandId>, out: &'o mut Output<'t>) -> Self {
        Self {
            cursor: text.cursor(),
            source: text.source(),
            out,
            frames: Vec::with_capacity(8),
            modes: Vec::new(),
            heredocs: Vec::new(),
            block,
            owner,
            result: None,
        }
    }

    /// Read commands to the end of the text.
    pub(super) fn script(mut self) {
        self.frames.push(Frame::List(List::root(self.block)));
        self.run();
    }

    /// Read the text as the body of an unquoted heredoc: one word, in which quotes are text.
    pub(super) fn heredoc_body(mut self) -> Option<Word<'t>> {
        let word = self.new_word(self.cursor.offset()).in_heredoc();
        self.frames.push(Frame::Word(word));
        self.run();
        self.result
    }

    fn run(&mut self) {
        loop {
            match self.frames.last() {
                None => return,
                Some(Frame::List(_)) => self.list(),
                Some(Frame::Simple { .. }) => self.simple(),
                Some(Frame::Array { .. }) => self.array(),
                Some(Frame::For { .. }) => self.for_header(),
                Some(Frame::Case { .. }) => self.case(),
                Some(Frame::Word(_)) => {
                    if let Some(Frame::Word(word)) = self.frames.pop() {
                        self.read(word);
                    }
                }
            }
        }
    }

    /// Read a word and hand it to what is on top of the stack; a substitution in it interrupts the reading.
    pub(super) fn read(&mut self, word: WordBuilder<'t>) -> bool {
        match self.word(word) {
            Some(word) => {
                self.deliver(word);
                true
            }
            None => false,
        }
    }

    pub(super) fn deliver(&mut self, word: Word<'t>) {
        match self.frames.last_mut() {
            Some(Frame::Simple { id, role }) => {
                let (id, role) = (*id, role.take());
                self.place(id, role, word);
            }
            Some(Frame::Array { elements, .. }) => elements.push(word),
            Some(Frame::Case { within: true, patterns, .. }) => patterns.push(word),
            Some(Frame::For { id, .. } | Frame::Case { id, .. }) => {
                self.out.script.commands[id.index()].subject.push(word);
            }
            Some(Frame::List(_) | Frame::Word(_)) | None => self.result = Some(word),
        }
    }

    /// Whether nothing more may be opened.
    pub(super) fn is_too_deep(&self) -> bool {
        self.frames.len() + self.modes.len() >= DEPTH
    }

    /// The command being read, for the blocks in its words.
    pub(super) fn owner(&self) -> Option<CommandId> {
        let open = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::Simple { id, .. } | Frame::For { id, .. } | Frame::Case { id, .. } => Some(*id),
            _ => None,
        });
        open.or(self.owner)
    }

    /// The innermost block.
    pub(super) fn current_block(&self) -> BlockId {
        let open = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::List(list) => Some(list.block),
            _ => None,
        });
        open.unwrap_or(self.block)
    }

    pub(super) fn open_block(&mut self, kind: BlockKind, owner: Option<CommandId>) -> BlockId {
        let (start, parent) = (self.cursor.behind(), self.current_block());
        self.out.add_block(kind, Span::at(start), Some(parent), owner)
    }

    pub(super) fn close_block(&mut self, block: BlockId, end: u32) {
        let span = &mut self.out.script.blocks[block.index()].span;
        *span = Span::new(span.start, end);
    }

    pub(super) fn command(&mut self, id: CommandId) -> &mut Command<'t> {
        &mut self.out.script.commands[id.index()]
    }

    /// The command ends behind the last byte read.
    pub(super) fn end_command(&mut self, id: CommandId) {
        let end = self.cursor.behind();
        let span = &mut self.command(id).span;
        *span = Span::new(span.start, end.max(span.end));
    }

    pub(super) fn problem(&mut self, span: Span, message: &'static str) {
        self.out.problem(span, message);
    }
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
