//! One command: what it is called with, what it reads and writes, and what joins it to its neighbours.

use super::program::Resolved;
use super::{BlockId, Part, Word};
use crate::text::Span;
use std::borrow::Cow;
use std::sync::OnceLock;

/// A command, or a compound command.
///
/// ```text
/// LANG=C  sort  -u  <list  2>/dev/null
/// ^^^^^^ assignments  ^^^^^^^^^^^^^^^^ redirections
///         ^^^^  ^^ words
/// ```
#[derive(Clone, Debug)]
pub struct Command<'t> {
    /// Simple, or which compound command.
    pub kind: CommandKind,
    /// From its first to its last byte; a heredoc's body is not part of it.
    pub span: Span,
    /// Assignments in front of the name.
    pub assignments: Vec<Assignment<'t>>,
    /// The name as written, and its arguments. Empty for assignments alone and for compound commands.
    pub words: Vec<Word<'t>>,
    /// What a `for` or `select` goes through, what a `case` looks at, what `(( … ))` computes.
    pub subject: Vec<Word<'t>>,
    /// Redirections, in source order.
    pub redirections: Vec<Redirection<'t>>,
    /// What joins it to what stands before.
    pub operator: Operator,
    /// The commands of one pipeline share this number.
    pub pipeline: u32,
    /// Whether an odd number of `!` stands before its pipeline.
    pub negated: bool,
    /// Whether its list ends with `&`.
    pub background: bool,
    /// The block that holds it.
    pub block: BlockId,
    pub(super) marks: Marks,
    pub(super) program: OnceLock<Option<Resolved>>,
}

/// What `guard` finds out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    pub(super) guarded: bool,
    pub(super) ignored: bool,
}

/// What a command is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CommandKind {
    /// Words, assignments and redirections; `[[ … ]]` too, with its brackets as words.
    Simple,
    /// `if … fi`.
    If,
    /// `for … done`.
    For,
    /// `while … done`.
    While,
    /// `until … done`.
    Until,
    /// `select … done`.
    Select,
    /// `case … esac`.
    Case,
    /// `{ …; }`.
    Group,
    /// `( … )`.
    Subshell,
    /// `(( … ))`.
    Arithmetic,
    /// The definition of a function.
    Function,
}

/// What joins a command to the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operator {
    /// Nothing: it is the first of its block.
    Start,
    /// `&&`.
    And,
    /// `||`.
    Or,
    /// `|`.
    Pipe,
    /// `|&`.
    PipeBoth,
    /// `;`.
    Sequence,
    /// `&`.
    Background,
    /// A line of its own.
    Newline,
}

impl Operator {
    /// Whether it joins two commands of one pipeline.
    pub fn is_pipe(self) -> bool {
        matches!(self, Self::Pipe | Self::PipeBoth)
    }
}

/// `NAME=value` in front of a command.
#[derive(Clone, Debug)]
pub struct Assignment<'t> {
    /// The whole of it.
    pub span: Span,
    /// The variable, without an index.
    pub name: Cow<'t, str>,
    /// Where the name stands.
    pub name_span: Span,
    /// What stands behind `=`; wholly literal and empty for `NAME=`.
    pub value: Word<'t>,
    /// The elements of `NAME=( … )`.
    pub elements: Vec<Word<'t>>,
    /// Whether it is written `+=`.
    pub append: bool,
}

/// A redirection.
///
/// ```text
/// 2>>log    <<-'EOF'
/// ^ fd      ^^^ operator
///  ^^ operator ^^^^^ target
///    ^^^ target
/// ```
#[derive(Clone, Debug)]
pub struct Redirection<'t> {
    /// The whole of it, without a heredoc's body.
    pub span: Span,
    /// The file descriptor in front of it.
    pub fd: Option<Fd<'t>>,
    /// Its operator.
    pub operator: RedirectionOperator,
    /// The file, the descriptor, the text of `<<<`, or the heredoc's delimiter as written.
    pub target: Word<'t>,
    /// The heredoc, for `<<` and `<<-`.
    pub heredoc: Option<Heredoc<'t>>,
}

/// What a redirection redirects.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fd<'t> {
    /// `2>`.
    Number(u32),
    /// `{name}>`.
    Variable(&'t str),
}

/// The operator of a redirection.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RedirectionOperator {
    /// `<`.
    Read,
    /// `>`.
    Write,
    /// `>>`.
    Append,
    /// `>|`.
    Clobber,
    /// `<>`.
    ReadWrite,
    /// `<&`.
    DuplicateInput,
    /// `>&`.
    DuplicateOutput,
    /// `&>`.
    WriteBoth,
    /// `&>>`.
    AppendBoth,
    /// `<<` or `<<-`.
    Heredoc,
    /// `<<<`.
    HereString,
}

/// The text that a `<<` redirection reads.
#[derive(Clone, Debug)]
pub struct Heredoc<'t> {
    /// The delimiter without quotes.
    pub delimiter: Cow<'t, str>,
    /// The body, up to the delimiter's line.
    pub body: Span,
    /// Whether the delimiter is quoted, so that nothing in the body is expanded.
    pub quoted: bool,
    /// Whether it is written `<<-`.
    pub strip_tabs: bool,
    /// What is expanded in the body, in source order.
    pub expansions: Vec<Part<'t>>,
}

impl<'t> Command<'t> {
    pub(super) fn new(kind: CommandKind, start: u32, operator: Operator, block: BlockId) -> Self {
        Self {
            kind,
            span: Span::at(start),
            assignments: Vec::new(),
            words: Vec::new(),
            subject: Vec::new(),
            redirections: Vec::new(),
            operator,
            pipeline: 0,
            negated: false,
            background: false,
            block,
            marks: Marks::default(),
            program: OnceLock::new(),
        }
    }

    /// The name as written, if it is wholly literal: `/usr/bin/apt-get`. [`Command::program`] knows better.
    pub fn name(&self) -> Option<&str> {
        self.words.first()?.literal()
    }

    /// The assignment to `name` in front of the command; the last one where it is repeated.
    pub fn assignment(&self, name: &str) -> Option<&Assignment<'t>> {
        self.assignments.iter().rev().find(|assignment| assignment.name == name)
    }
}
