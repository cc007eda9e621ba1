//! What a script consists of: commands and the blocks that hold them, in source order, linked by ids.

use super::{Command, Word};
use crate::text::Span;
use std::ops::Index;

/// Names a command of one [`Script`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CommandId(pub(super) u32);

/// Names a block of one [`Script`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BlockId(pub(super) u32);

impl CommandId {
    /// Position in [`Script::commands`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl BlockId {
    /// Position in [`Script::blocks`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A script, taken apart. Nothing in it is expanded or executed.
#[derive(Clone, Debug, Default)]
pub struct Script<'t> {
    /// Every command at any depth, in source order. Compound commands are in the list as well, without words.
    pub commands: Vec<Command<'t>>,
    /// Every block, in source order; the first is the script itself.
    pub blocks: Vec<Block<'t>>,
    /// Comments, each from its `#` to the end of the line.
    pub comments: Vec<Span>,
    /// What could not be understood; everything else was kept.
    pub problems: Vec<Problem>,
}

/// A place where the script is not valid shell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The offending text.
    pub span: Span,
    /// What is wrong, in lower case, without a full stop.
    pub message: &'static str,
}

/// A list of commands that stand together.
#[derive(Clone, Debug)]
pub struct Block<'t> {
    /// What kind of list.
    pub kind: BlockKind,
    /// From behind what opens it to what closes it, neither included.
    pub span: Span,
    /// The block around it; `None` for the root alone.
    pub parent: Option<BlockId>,
    /// The command that it belongs to: the compound command, or the one whose word or heredoc holds it.
    pub owner: Option<CommandId>,
    /// Where a function's name stands.
    pub name: Option<Span>,
    /// What a `case` arm matches.
    pub patterns: Vec<Word<'t>>,
}

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BlockKind {
    /// The script itself.
    Root,
    /// Between `if` or `elif` and `then`.
    IfCondition,
    /// Behind `then`, an `elif`'s as well.
    Then,
    /// Behind `else`.
    Else,
    /// Between `while` or `until` and `do`.
    LoopCondition,
    /// The body of a `for`.
    For,
    /// The body of a `while`.
    While,
    /// The body of an `until`.
    Until,
    /// The body of a `select`.
    Select,
    /// The commands of one `case` pattern.
    CaseArm,
    /// A function's body, which holds one compound command.
    Function,
    /// `( … )`.
    Subshell,
    /// `{ …; }`.
    Group,
    /// `$( … )` or backticks.
    Substitution,
    /// `<( … )` or `>( … )`.
    ProcessSubstitution,
    /// Text that a command hands to a shell: `sh -c '…'`, `eval …`, `bash <<EOF`.
    Script,
}

impl<'t> Script<'t> {
    /// Every command with its id, in source order.
    pub fn iter(&self) -> impl Iterator<Item = (CommandId, &Command<'t>)> {
        (0..).map(CommandId).zip(&self.commands)
    }

    /// Every block with its id, in source order.
    pub fn iter_blocks(&self) -> impl Iterator<Item = (BlockId, &Block<'t>)> {
        (0..).map(BlockId).zip(&self.blocks)
    }

    /// The commands that stand directly in `block`; goes through all commands to find them.
    pub fn commands_in(&self, block: BlockId) -> impl Iterator<Item = (CommandId, &Command<'t>)> {
        self.iter().filter(move |(_, command)| command.block == block)
    }

    /// A block, and those around it, from the inside.
    pub fn around(&self, block: BlockId) -> impl Iterator<Item = BlockId> {
        std::iter::successors(Some(block), |id| self[*id].parent)
    }

    /// Whether a block is, or stands in, text that a command hands to a shell.
    pub fn is_handed_on(&self, block: BlockId) -> bool {
        self.around(block).any(|id| self[id].kind == BlockKind::Script)
    }

    /// Whether a blank and a word behind it, written between those of the command, become one of them. They don't where the
    /// script around it is a word that isn't quoted as a whole: a blank would end it.
    pub fn takes_words(&self, id: CommandId) -> bool {
        self.around(self[id].block).filter(|block| self[*block].kind == BlockKind::Script).all(|block| {
            let Block { span, owner, .. } = &self[block];
            let words = owner.map_or(&[][..], |owner| &self[owner].words);
            // A heredoc's body stands in no word, `eval a b` in several.
            let word = words.iter().find(|word| word.span.start <= span.start && span.end <= word.span.end);
            word.is_none_or(|word| is_quoted(word.raw()))
        })
    }

    /// Whether the command runs only under a condition: in a branch, an arm or a loop, right of `||`, or right of `&&`
    /// behind a test.
    pub fn is_guarded(&self, id: CommandId) -> bool {
        self[id].marks.guarded
    }

    /// Whether the script goes on when the command fails: it is a condition, is negated, runs in the background, or
    /// stands left of `|| true` and its like.
    pub fn failure_ignored(&self, id: CommandId) -> bool {
        self[id].marks.ignored
    }
}

/// Whether the text is one pair of quotes, and what stands in it.
fn is_quoted(raw: &str) -> bool {
    let inner = |quote: char| raw.strip_prefix(quote)?.strip_suffix(quote);
    match (inner('\''), inner('"')) {
        (Some(text), _) => !text.contains('\''),
        (_, Some(text)) => {
            let mut bytes = text.bytes();
            // What a backslash escapes ends nothing, and a last one escapes the quote behind it.
            while let Some(byte) = bytes.next() {
                if byte == b'"' || byte == b'\\' && bytes.next().is_none() {
                    return false;
                }
            }
            true
        }
        _ => false,
    }
}

impl<'t> Index<CommandId> for Script<'t> {
    type Output = Command<'t>;

    fn index(&self, id: CommandId) -> &Command<'t> {
        &self.commands[id.index()]
    }
}

impl<'t> Index<BlockId> for Script<'t> {
    type Output = Block<'t>;

    fn index(&self, id: BlockId) -> &Block<'t> {
        &self.blocks[id.index()]
    }
}
