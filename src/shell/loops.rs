//! What stands between `for` and `do`, and between `case` and `esac`.

use super::closer::Closer;
use super::lexer::{Keyword, is_arithmetic, is_delimiter};
use super::list::List;
use super::parser::{Frame, Parser};
use super::{BlockKind, CommandId, CommandKind};
use crate::text::Span;

/// How far the header of a `for` or `select` has been read.
///
/// ```text
/// for  name  in  a b  ;  do
///      ^^^^      ^^^ List
///      Name  ^^ In    ^^^^^ Do
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Loop {
    Name,
    In,
    List,
    Do,
}

impl Parser<'_, '_, '_> {
    /// Continue the header on top of the stack.
    pub(super) fn for_header(&mut self) {
        let Some(Frame::For { id, stage }) = self.frames.last() else { return };
        let (id, stage) = (*id, *stage);
        match stage {
            Loop::Name => {
                self.blanks();
                let start = self.cursor.offset();
                let mut ahead = self.cursor.clone();
                if ahead.eat(b'(') && ahead.eat(b'(') && is_arithmetic(&ahead) {
                    self.cursor = ahead;
                    self.set_stage(Loop::Do);
                    let word = self.new_word(start);
                    self.open_arithmetic(start);
                    self.read(word);
                } else if is_delimiter(self.cursor.peek()) {
                    self.problem(Span::at(start), "the name of the loop's variable is missing");
                    self.set_stage(Loop::Do);
                } else {
                    self.set_stage(Loop::In);
                    self.read(self.new_word(start));
                }
            }
            Loop::In => {
                self.blank_lines();
                let found = self.eat_keyword(Keyword::In);
                self.set_stage(if found { Loop::List } else { Loop::Do });
            }
            Loop::List => self.for_list(),
            Loop::Do => self.for_body(id),
        }
    }

    fn set_stage(&mut self, to: Loop) {
        if let Some(Frame::For { stage, .. }) = self.frames.last_mut() {
            *stage = to;
        }
    }

    fn for_list(&mut self) {
        loop {
            self.blanks();
            let start = self.cursor.offset();
            match self.cursor.peek() {
                None | Some(b';' | b'\n') => return self.set_stage(Loop::Do),
                Some(b'#') => self.comment(),
                Some(b'<' | b'>') if self.cursor.peek_second() == Some(b'(') => {
                    if !self.read(self.new_word(start)) {
                        return;
                    }
                }
                Some(b'&' | b'|' | b'(' | b')' | b'<' | b'>') => {
                    self.problem(Span::at(start), "the list of a `for` ends with `;` or a newline");
                    return self.set_stage(Loop::Do);
                }
                Some(_) => {
                    if !self.read(self.new_word(start)) {
                        return;
                    }
                }
            }
        }
    }

    fn for_body(&mut self, id: CommandId) {
        self.blank_lines();
        if self.cursor.eat(b';') {
            self.blank_lines();
        }
        let command = self.command(id);
        let kind = if command.kind == CommandKind::Select { BlockKind::Select } else { BlockKind::For };
        let open = Span::at(command.span.start);
        self.frames.pop();
        if self.eat_keyword(Keyword::Do) {
            self.open_list(kind, Closer::Done, id, open);
        } else if self.eat_keyword(Keyword::OpenBrace) {
            self.open_list(kind, Closer::Brace, id, open);
        } else {
            self.problem(open, "this loop has no `do`");
            self.end_command(id);
        }
    }

    /// Continue the `case` on top of the stack, between its arms.
    pub(super) fn case(&mut self) {
        let Some(Frame::Case { id, within, .. }) = self.frames.last() else { return };
        let (id, within) = (*id, *within);
        if !within {
            let seen = !self.command(id).subject.is_empty();
            self.blanks();
            if !seen && !is_delimiter(self.cursor.peek()) {
                self.read(self.new_word(self.cursor.offset()));
                return;
            }
            self.blank_lines();
            if !self.eat_keyword(Keyword::In) {
                self.problem(Span::at(self.cursor.offset()), "the `in` of a `case` is missing");
            }
            if let Some(Frame::Case { within, .. }) = self.frames.last_mut() {
                *within = true;
            }
        }
        self.patterns(id);
    }

    fn patterns(&mut self, id: CommandId) {
        let mut first = match self.frames.last() {
            Some(Frame::Case { patterns, .. }) => patterns.is_empty(),
            _ => return,
        };
        loop {
            self.blank_lines();
            if first && self.eat_keyword(Keyword::Esac) {
                self.frames.pop();
                return self.finish(id);
            }
            let start = self.cursor.offset();
            match self.cursor.peek() {
                None => {
                    self.frames.pop();
                    let open = Span::at(self.command(id).span.start);
                    self.problem(open, Closer::Arm.missing());
                    return self.end_command(id);
                }
                Some(b')') => {
                    self.cursor.bump();
                    return self.open_arm(id);
                }
                Some(b'|') => {
                    self.cursor.bump();
                }
                Some(b'(') if first => {
                    self.cursor.bump();
                }
                Some(b'(' | b';' | b'&' | b'<' | b'>') => {
                    self.cursor.bump();
                    self.problem(Span::new(start, self.cursor.behind()), "this is no part of a pattern");
                }
                Some(_) => {
                    if !self.read(self.new_word(start)) {
                        return;
                    }
                    first = false;
                }
            }
        }
    }

    fn open_arm(&mut self, id: CommandId) {
        let block = self.open_block(BlockKind::CaseArm, Some(id));
        if let Some(Frame::Case { patterns, .. }) = self.frames.last_mut() {
            self.out.script.blocks[block.index()].patterns = std::mem::take(patterns);
        }
        let open = Span::at(self.command(id).span.start);
        self.frames.push(Frame::List(List::new(block, Closer::Arm, Some(id), open)));
    }
}
