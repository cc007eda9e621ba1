//! Compound commands: what their reserved words open and close.
//!
//! ```text
//! if  a;  then  b;  elif  c;  then  d;  else  e;  fi  >log
//!    ^^^^      ^^^^      ^^^^      ^^^^      ^^^^ one block each, of one command
//! ```

use super::closer::Closer;
use super::lexer::{Keyword, is_name};
use super::list::List;
use super::loops::Loop;
use super::parser::{Frame, Parser};
use super::simple::Role;
use super::{BlockKind, CommandId, CommandKind, Part};
use crate::text::{Cursor, Span};

/// Whether a compound command, or a negated one, comes next on the line.
pub(super) fn opens_behind(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    ahead.eat_while(|byte| byte == b' ' || byte == b'\t');
    let opens = |keyword| {
        use Keyword::{Bang, Case, For, If, OpenBrace, OpenTest, Select, Until, While};
        matches!(keyword, Bang | Case | For | If | OpenBrace | OpenTest | Select | Until | While)
    };
    ahead.peek() == Some(b'(') || Keyword::next(&ahead).is_some_and(|(keyword, _)| opens(keyword))
}

impl<'t> Parser<'_, 't, '_> {
    /// Open the compound command of a reserved word that has just been read.
    pub(super) fn open_compound(&mut self, keyword: Keyword, open: Span) {
        let kind = match keyword {
            Keyword::If => CommandKind::If,
            Keyword::For => CommandKind::For,
            Keyword::Select => CommandKind::Select,
            Keyword::While => CommandKind::While,
            Keyword::Until => CommandKind::Until,
            Keyword::Case => CommandKind::Case,
            Keyword::Function => CommandKind::Function,
            _ => CommandKind::Group,
        };
        let id = self.new_command(kind, open.start);
        match kind {
            CommandKind::If => self.open_list(BlockKind::IfCondition, Closer::Then, id, open),
            CommandKind::While | CommandKind::Until => {
                self.open_list(BlockKind::LoopCondition, Closer::Do, id, open);
            }
            CommandKind::For | CommandKind::Select => self.frames.push(Frame::For { id, stage: Loop::Name }),
            CommandKind::Case => self.frames.push(Frame::Case { id, within: false, patterns: Vec::new() }),
            CommandKind::Function => {
                self.blanks();
                let start = self.cursor.offset();
                self.cursor.eat_while(|byte| is_name(byte) || matches!(byte, b'-' | b'.' | b':' | b'+' | b'/' | b'@'));
                let name = Span::new(start, self.cursor.behind());
                self.eat_parentheses();
                self.open_function(id, name, open);
            }
            _ => self.open_list(BlockKind::Group, Closer::Brace, id, open),
        }
    }

    pub(super) fn open_list(&mut self, kind: BlockKind, closer: Closer, id: CommandId, open: Span) {
        let block = self.open_block(kind, Some(id));
        self.frames.push(Frame::List(List::new(block, closer, Some(id), open)));
    }

    pub(super) fn open_function(&mut self, id: CommandId, name: Span, open: Span) {
        self.command(id).kind = CommandKind::Function;
        self.open_list(BlockKind::Function, Closer::Command, id, open);
        let block = self.current_block();
        self.out.script.blocks[block.index()].name = Some(name);
    }

    /// Consume the `()` of a function.
    pub(super) fn eat_parentheses(&mut self) -> bool {
        let mut ahead = self.cursor.clone();
        let blank = |byte| byte == b' ' || byte == b'\t';
        ahead.eat_while(blank);
        let found = ahead.eat(b'(') && {
            ahead.eat_while(blank);
            ahead.eat(b')')
        };
        if found {
            self.cursor = ahead;
        }
        found
    }

    /// Close what `keyword`, which has just been read, closes; its block ends at `end`.
    pub(super) fn close_by(&mut self, keyword: Keyword, span: Span, end: u32) {
        let mut found = None;
        for (index, frame) in self.frames.iter().enumerate().rev() {
            match frame {
                Frame::List(list) if list.closer.accepts(keyword) => {
                    found = Some(index);
                    break;
                }
                Frame::List(List { closer: Closer::Parenthesis | Closer::Brace | Closer::End, .. })
                | Frame::Word(_) => break,
                _ => {}
            }
        }
        let Some(index) = found else {
            return self.problem(span, "this reserved word has no counterpart before it");
        };
        self.abandon_above(index);
        let Some(list) = self.leave(end) else { return };
        let Some(id) = list.command else { return };
        match (keyword, list.closer) {
            (Keyword::Fi, Closer::Then) => self.problem(list.open, "this `if` has no `then`"),
            (Keyword::Done, Closer::Do) => self.problem(list.open, "this loop has no `do`"),
            _ => {}
        }
        match keyword {
            Keyword::Then => self.open_list(BlockKind::Then, Closer::Branch, id, list.open),
            Keyword::Elif => self.open_list(BlockKind::IfCondition, Closer::Then, id, list.open),
            Keyword::Else => self.open_list(BlockKind::Else, Closer::Fi, id, list.open),
            Keyword::Do => {
                let is_while = self.command(id).kind == CommandKind::While;
                let kind = if is_while { BlockKind::While } else { BlockKind::Until };
                self.open_list(kind, Closer::Done, id, list.open);
            }
            Keyword::Esac => {
                self.frames.pop();
                self.finish(id);
            }
            _ => self.finish(id),
        }
    }

    /// Close what the `)` that comes next closes; whether the list on top is another now.
    pub(super) fn close_parenthesis(&mut self) -> bool {
        let end = self.cursor.behind();
        let closes = |frame: &Frame<'t>| matches!(frame, Frame::List(List { closer: Closer::Parenthesis, .. }));
        let found = self.frames.iter().rposition(closes);
        let start = self.cursor.offset();
        let Some(index) = found else {
            self.cursor.bump();
            self.problem(Span::new(start, self.cursor.behind()), "this `)` closes nothing");
            return false;
        };
        self.abandon_above(index);
        let Some(list) = self.leave(end) else { return true };
        self.cursor.bump();
        match list.command {
            Some(id) => self.finish(id),
            None => self.end_substitution(&list),
        }
        true
    }

    /// Close the `case` arm that `;;`, which has just been read, closes; whether the list on top is another now.
    pub(super) fn close_arm(&mut self, span: Span) -> bool {
        if !matches!(self.frames.last(), Some(Frame::List(List { closer: Closer::Arm, .. }))) {
            self.problem(span, "this stands outside a `case`");
            return false;
        }
        self.leave(span.start);
        true
    }

    /// Leave the list on top where nothing closes it.
    pub(super) fn pop_list(&mut self) {
        let body = match self.frames.last() {
            Some(Frame::List(list)) if list.closer == Closer::Command => list.body(),
            _ => None,
        };
        // The blanks behind a function's body have been read by now.
        let end = body.map_or(self.cursor.behind(), |body| self.command(body).span.end);
        let Some(list) = self.leave(end) else { return };
        match (list.command, list.closer) {
            (_, Closer::End | Closer::Arm) => {}
            (Some(id), _) => {
                let span = &mut self.command(id).span;
                *span = Span::new(span.start, end.max(span.end));
            }
            (None, _) => self.end_substitution(&list),
        }
    }

    /// Take the list off the stack; its block ends at `end`.
    fn leave(&mut self, end: u32) -> Option<List> {
        match self.frames.pop() {
            Some(Frame::List(list)) => {
                self.check_last_operator(&list);
                self.close_block(list.block, end);
                Some(list)
            }
            _ => None,
        }
    }

    /// Take off what stands above the list at `index` and should have been closed first.
    fn abandon_above(&mut self, index: usize) {
        while self.frames.len() > index + 1 {
            match self.frames.last() {
                Some(Frame::List(list)) => {
                    let (command, closer) = (list.command, list.closer);
                    if !matches!(closer, Closer::Command | Closer::Arm) {
                        self.problem_of_list(Closer::missing);
                    }
                    self.leave(self.cursor.behind());
                    if let Some(id) = command {
                        self.end_command(id);
                    }
                }
                Some(Frame::Case { id, .. }) => {
                    let id = *id;
                    let start = self.command(id).span.start;
                    self.problem(Span::at(start), Closer::Arm.missing());
                    self.end_command(id);
                    self.frames.pop();
                }
                _ => {
                    self.frames.pop();
                }
            }
        }
    }

    /// A compound command has been closed; redirections may follow.
    pub(super) fn finish(&mut self, id: CommandId) {
        self.end_command(id);
        self.frames.push(Frame::Simple { id, role: Role::Word });
    }

    /// Add the substitution to the word that it interrupted.
    fn end_substitution(&mut self, list: &List) {
        let (block, span) = (list.block, Span::new(list.open.start, self.cursor.behind()));
        let part = match self.out.script.blocks[block.index()].kind {
            BlockKind::ProcessSubstitution => Part::Process { block, span },
            _ => Part::Substitution { block, span },
        };
        if let Some(Frame::Word(word)) = self.frames.last_mut() {
            word.expansion(part, &self.modes);
        }
    }
}
