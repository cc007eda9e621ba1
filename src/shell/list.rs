//! Lists: where commands begin, what joins them, and what closes their block.

use super::closer::Closer;
use super::lexer::{Keyword, is_arithmetic, skip_balanced};
use super::parser::{Frame, Parser};
use super::simple::Role;
use super::{BlockId, BlockKind, Command, CommandId, CommandKind, Operator};
use crate::text::Span;

/// The commands of one block, as far as they have been read.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub(super) block: BlockId,
    pub(super) closer: Closer,
    /// The compound command that the block is part of.
    pub(super) command: Option<CommandId>,
    /// What opened it, for a problem to point at.
    pub(super) open: Span,
    /// What joins the next command to the last one.
    operator: Operator,
    operator_span: Span,
    negated: bool,
    pipeline: u32,
    /// The first command since the last `;`, `&` or newline.
    first: Option<CommandId>,
    /// Whether a command has been read since the last operator.
    pub(super) after: bool,
}

impl List {
    pub(super) fn new(block: BlockId, closer: Closer, command: Option<CommandId>, open: Span) -> Self {
        Self {
            block,
            closer,
            command,
            open,
            operator: Operator::Start,
            operator_span: open,
            negated: false,
            pipeline: 0,
            first: None,
            after: false,
        }
    }

    /// Its first command since the last `;`, `&` or newline.
    pub(super) fn body(&self) -> Option<CommandId> {
        self.first
    }

    pub(super) fn root(block: BlockId) -> Self {
        Self::new(block, Closer::End, None, Span::at(0))
    }
}

impl Parser<'_, '_, '_> {
    /// Continue the list on top of the stack, up to its next command or its end.
    pub(super) fn list(&mut self) {
        loop {
            let Some(Frame::List(list)) = self.frames.last() else { return };
            let (after, closer) = (list.after, list.closer);
            if closer == Closer::Command && after {
                return self.pop_list();
            }
            self.blanks();
            let Some(byte) = self.cursor.peek() else { return self.end_of_text() };
            match byte {
                b'\n' => {
                    self.end_line();
                    if after {
                        self.join(Operator::Newline, Span::at(self.cursor.behind()));
                    }
                }
                b'#' => self.comment(),
                b'&' if self.cursor.peek_second() == Some(b'>') => return self.begin(byte),
                b';' | b'&' | b'|' | b')' if closer == Closer::Command => {
                    self.problem_of_list(Closer::missing);
                    return self.pop_list();
                }
                b';' | b'&' | b'|' => {
                    if self.operator(after) {
                        return;
                    }
                }
                b')' => {
                    if self.close_parenthesis() {
                        return;
                    }
                }
                _ => return self.begin(byte),
            }
        }
    }

    /// Read what joins two commands; whether it closed the list.
    fn operator(&mut self, after: bool) -> bool {
        let start = self.cursor.offset();
        let cursor = &mut self.cursor;
        let operator = match cursor.bump() {
            Some(b'&') if cursor.eat(b'&') => Operator::And,
            Some(b'&') => Operator::Background,
            Some(b'|') if cursor.eat(b'|') => Operator::Or,
            Some(b'|') if cursor.eat(b'&') => Operator::PipeBoth,
            Some(b'|') => Operator::Pipe,
            _ if matches!(cursor.peek(), Some(b';' | b'&')) => {
                cursor.bump();
                cursor.eat(b'&');
                return self.close_arm(Span::new(start, self.cursor.behind()));
            }
            _ => Operator::Sequence,
        };
        let span = Span::new(start, self.cursor.behind());
        if !after {
            self.problem(span, "no command stands before this operator");
        }
        if operator == Operator::Background {
            self.send_to_background();
        }
        self.join(operator, span);
        false
    }

    /// Let `operator` join the next command.
    fn join(&mut self, operator: Operator, span: Span) {
        if let Some(Frame::List(list)) = self.frames.last_mut() {
            if list.first.is_some() {
                list.operator = operator;
                list.operator_span = span;
            }
            if !operator.is_pipe() {
                list.negated = false;
            }
            list.after = false;
        }
    }

    fn send_to_background(&mut self) {
        if let Some(Frame::List(list)) = self.frames.last()
            && let Some(first) = list.first
        {
            let block = list.block;
            let commands = &mut self.out.script.commands[first.index()..];
            commands.iter_mut().filter(|command| command.block == block).for_each(|command| command.background = true);
        }
    }

    /// Begin the command that comes next, or close a block.
    fn begin(&mut self, byte: u8) {
        let start = self.cursor.offset();
        if byte == b'(' {
            self.cursor.bump();
            return self.open_parenthesis(start);
        }
        let Some((keyword, ahead)) = Keyword::next(&self.cursor) else {
            return self.begin_simple(Role::Word);
        };
        match keyword {
            Keyword::Bang => {
                self.cursor = ahead;
                if let Some(Frame::List(list)) = self.frames.last_mut() {
                    list.negated = !list.negated;
                }
            }
            Keyword::OpenTest => self.begin_simple(Role::Test),
            Keyword::Time if !super::compound::opens_behind(&ahead) => self.begin_simple(Role::Word),
            Keyword::Time => self.cursor = ahead,
            Keyword::In | Keyword::CloseTest => self.begin_simple(Role::Word),
            Keyword::Then
            | Keyword::Elif
            | Keyword::Else
            | Keyword::Fi
            | Keyword::Do
            | Keyword::Done
            | Keyword::Esac
            | Keyword::CloseBrace => {
                let end = self.cursor.behind();
                self.cursor = ahead;
                self.close_by(keyword, Span::new(start, self.cursor.behind()), end);
            }
            _ if self.is_too_deep() => {
                self.problem(Span::new(start, ahead.behind()), "this is nested too deeply to be looked into");
                self.begin_simple(Role::Word);
            }
            _ => {
                self.cursor = ahead;
                self.open_compound(keyword, Span::new(start, self.cursor.behind()));
            }
        }
    }

    fn begin_simple(&mut self, role: Role) {
        let id = self.new_command(CommandKind::Simple, self.cursor.offset());
        self.frames.push(Frame::Simple { id, role });
    }

    fn open_parenthesis(&mut self, start: u32) {
        let id = self.new_command(CommandKind::Subshell, start);
        let open = Span::new(start, self.cursor.behind());
        if self.is_too_deep() {
            self.problem(open, "this is nested too deeply to be looked into");
            skip_balanced(&mut self.cursor, b'(', b')');
            self.end_command(id);
            return self.frames.push(Frame::Simple { id, role: Role::Word });
        }
        let mut ahead = self.cursor.clone();
        if ahead.eat(b'(') && is_arithmetic(&ahead) {
            self.cursor = ahead;
            self.command(id).kind = CommandKind::Arithmetic;
            self.frames.push(Frame::Simple { id, role: Role::Subject });
            let word = self.new_word(start);
            self.open_arithmetic(start);
            self.read(word);
            return;
        }
        let block = self.open_block(BlockKind::Subshell, Some(id));
        self.frames.push(Frame::List(List::new(block, Closer::Parenthesis, Some(id), open)));
    }

    /// A command of the list on top, with what joins it to the last one.
    pub(super) fn new_command(&mut self, kind: CommandKind, start: u32) -> CommandId {
        let Some(Frame::List(list)) = self.frames.last_mut() else { return CommandId(0) };
        if list.after {
            self.out.problem(Span::at(start), "a `;` or a newline is missing before this command");
            list.operator = Operator::Sequence;
            list.negated = false;
        }
        if !list.operator.is_pipe() {
            self.out.pipelines += 1;
            list.pipeline = self.out.pipelines;
        }
        let mut command = Command::new(kind, start, list.operator, list.block);
        command.pipeline = list.pipeline;
        command.negated = list.negated;
        let id = self.out.add_command(command);
        let joined = matches!(list.operator, Operator::And | Operator::Or) || list.operator.is_pipe();
        if !joined || list.first.is_none() {
            list.first = Some(id);
        }
        list.after = true;
        id
    }

    /// Report a problem of the list on top, at what opened it.
    pub(super) fn problem_of_list(&mut self, message: fn(Closer) -> &'static str) {
        if let Some(Frame::List(list)) = self.frames.last() {
            let (open, message) = (list.open, message(list.closer));
            self.problem(open, message);
        }
    }

    fn end_of_text(&mut self) {
        match self.frames.last() {
            Some(Frame::List(List { closer: Closer::End, .. })) if !self.heredocs.is_empty() => self.heredoc_bodies(),
            // The `case` around an arm reports itself.
            Some(Frame::List(List { closer: Closer::End | Closer::Arm, .. })) => {}
            _ => self.problem_of_list(Closer::missing),
        }
        self.pop_list();
    }

    /// Whether a command is missing behind the list's last operator.
    pub(super) fn check_last_operator(&mut self, list: &List) {
        let joins = matches!(list.operator, Operator::And | Operator::Or) || list.operator.is_pipe();
        if joins && !list.after {
            self.problem(list.operator_span, "no command follows this operator");
        }
    }
}
