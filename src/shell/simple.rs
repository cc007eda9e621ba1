//! Simple commands: assignments, words and redirections, in any order. What follows a compound command is read here too.

use super::lexer::{Keyword, at_newline, is_name, is_name_start};
use super::parser::{Frame, Parser};
use super::word::Parts;
use super::{Assignment, CommandId, CommandKind, Part, Word};
use crate::text::{Cursor, Span};
use std::borrow::Cow;

/// What the word that is being read is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// The name or an argument.
    Word,
    /// A word of `[[ … ]]`, in which operators are words.
    Test,
    /// The value of the last assignment.
    Value,
    /// The target of the last redirection.
    Target,
    /// What a compound command is about.
    Subject,
}

impl Role {
    /// The role of the word just read; the next one is a plain word.
    pub(super) fn take(&mut self) -> Self {
        let next = if *self == Self::Test { Self::Test } else { Self::Word };
        std::mem::replace(self, next)
    }
}

impl<'t> Parser<'_, 't, '_> {
    /// Continue the command on top of the stack.
    pub(super) fn simple(&mut self) {
        let Some(Frame::Simple { id, role }) = self.frames.last() else { return };
        let (id, role) = (*id, *role);
        if role == Role::Test {
            return self.test();
        }
        let simple = self.command(id).kind == CommandKind::Simple;
        loop {
            self.blanks();
            let start = self.cursor.offset();
            let Some(byte) = self.cursor.peek() else { return self.pop_simple() };
            let fd = if matches!(byte, b'0'..=b'9' | b'{') { self.fd() } else { None };
            let goes_on = match byte {
                _ if fd.is_some() => self.redirection(id, start, fd),
                b'\n' | b';' | b'|' | b')' => return self.pop_simple(),
                b'&' | b'<' | b'>' => match (byte, self.cursor.peek_second()) {
                    (b'&', second) if second != Some(b'>') => return self.pop_simple(),
                    (b'<' | b'>', Some(b'(')) if simple => self.read(self.new_word(start)),
                    _ => self.redirection(id, start, None),
                },
                b'#' => {
                    self.comment();
                    true
                }
                _ if !simple => return self.pop_simple(),
                b'(' => return self.parenthesis(id),
                _ if self.command(id).words.is_empty() => match self.assignment(id) {
                    Some(goes_on) => goes_on,
                    None => self.read(self.new_word(start)),
                },
                _ => self.read(self.new_word(start)),
            };
            if !goes_on || !self.is_in_simple() {
                return;
            }
        }
    }

    fn pop_simple(&mut self) {
        self.frames.pop();
    }

    pub(super) fn set_role(&mut self, to: Role) {
        if let Some(Frame::Simple { role, .. }) = self.frames.last_mut() {
            *role = to;
        }
    }

    /// Put a word where it belongs.
    pub(super) fn place(&mut self, id: CommandId, role: Role, word: Word<'t>) {
        let end = word.span.end;
        let command = self.command(id);
        command.span = Span::new(command.span.start, end.max(command.span.end));
        match role {
            Role::Word | Role::Test => command.words.push(word),
            Role::Subject => command.subject.push(word),
            Role::Value => {
                if let Some(assignment) = command.assignments.last_mut() {
                    assignment.span = Span::new(assignment.span.start, end);
                    assignment.value = word;
                }
            }
            Role::Target => {
                if let Some(redirection) = command.redirections.last_mut() {
                    redirection.span = Span::new(redirection.span.start, end);
                    redirection.target = word;
                }
            }
        }
    }

    /// Read `NAME=` and the value, if they come next; whether reading goes on then.
    fn assignment(&mut self, id: CommandId) -> Option<bool> {
        let first = self.cursor.peek()?;
        if !is_name_start(first) {
            return None;
        }
        let mut ahead = self.cursor.clone();
        let (name, name_span) = name(&mut ahead, self.source);
        if ahead.eat(b'[') {
            ahead.eat_while(|byte| !matches!(byte, b']' | b' ' | b'\t' | b'\n' | b'\'' | b'"' | b'`' | b'('));
            if !ahead.eat(b']') {
                return None;
            }
        }
        let append = ahead.eat(b'+');
        if !ahead.eat(b'=') {
            return None;
        }
        self.cursor = ahead;
        let at = self.cursor.behind();
        let span = Span::new(name_span.start, at);
        let value = Word::empty(self.source, Span::at(at));
        let elements = Vec::new();
        let command = self.command(id);
        command.span = Span::new(command.span.start, at.max(command.span.end));
        command.assignments.push(Assignment { span, name, name_span, value, elements, append });
        match self.cursor.peek() {
            Some(b'(') if !self.cursor.after_gap() => {
                self.set_role(Role::Value);
                self.open_array();
                Some(true)
            }
            None | Some(b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>') => Some(true),
            Some(b'\r') if at_newline(&self.cursor) => Some(true),
            Some(_) => {
                self.set_role(Role::Value);
                Some(self.read(self.new_word(at)))
            }
        }
    }

    /// A `(` inside a simple command: a function, an array, or a mistake.
    fn parenthesis(&mut self, id: CommandId) {
        let at = self.cursor.offset();
        let deep = self.is_too_deep();
        let command = self.command(id);
        let bare = command.assignments.is_empty() && command.redirections.is_empty();
        if let ([name], true, false) = (command.words.as_slice(), bare, deep) {
            let name = name.span;
            if self.eat_parentheses() {
                self.command(id).words.clear();
                self.pop_simple();
                return self.open_function(id, name, name);
            }
        }
        match self.command(id).words.last() {
            Some(word) if word.span.end == at && word.suffix().ends_with('=') => self.open_array(),
            // The list reads it as a subshell, and reports what is missing before it.
            _ => self.pop_simple(),
        }
    }

    fn open_array(&mut self) {
        let start = self.cursor.offset();
        self.cursor.bump();
        self.frames.push(Frame::Array { start, elements: Vec::new() });
    }

    /// Continue the array on top of the stack.
    pub(super) fn array(&mut self) {
        loop {
            self.blank_lines();
            let start = self.cursor.offset();
            match self.cursor.peek() {
                None | Some(b')') => return self.close_array(),
                Some(b'<' | b'>') if self.cursor.peek_second() == Some(b'(') => {}
                Some(b'<' | b'>' | b';' | b'&' | b'|' | b'(') => {
                    self.cursor.bump();
                    self.problem(Span::new(start, self.cursor.behind()), "this is no part of an array");
                    continue;
                }
                Some(_) => {}
            }
            if !self.read(self.new_word(start)) {
                return;
            }
        }
    }

    fn close_array(&mut self) {
        let Some(Frame::Array { start, elements }) = self.frames.pop() else { return };
        let span = Span::new(start, self.cursor.offset() + 1);
        if !self.cursor.eat(b')') {
            self.problem(Span::at(start), "this parenthesis is never closed");
        }
        let span = Span::new(span.start, self.cursor.behind());
        let Some(Frame::Simple { id, role }) = self.frames.last_mut() else { return };
        let (id, role) = (*id, role.take());
        let part = Part::Array { span };
        if role == Role::Value {
            if let Some(assignment) = self.command(id).assignments.last_mut() {
                assignment.elements = elements;
            }
            let parts = Parts::One(part);
            let word = Word { span, quoted: false, glob: false, parts, source: self.source };
            return self.place(id, role, word);
        }
        let command = self.command(id);
        command.span = Span::new(command.span.start, span.end);
        if let Some(word) = command.words.last_mut() {
            word.span = Span::new(word.span.start, span.end);
            word.parts.push(part);
        }
    }

    /// Continue the `[[ … ]]` on top of the stack.
    fn test(&mut self) {
        loop {
            self.blanks();
            let start = self.cursor.offset();
            match self.cursor.peek() {
                Some(b'\n') => {
                    self.end_line();
                    continue;
                }
                None | Some(b';') => {
                    self.problem(Span::at(start), "the `]]` of this test is missing");
                    return self.pop_simple();
                }
                Some(_) => {}
            }
            match Keyword::next(&self.cursor) {
                Some((keyword @ (Keyword::OpenTest | Keyword::CloseTest), ahead)) => {
                    self.cursor = ahead;
                    let span = Span::new(start, self.cursor.behind());
                    let parts = Parts::One(Part::Literal(Cow::Borrowed(span.of(self.source)), span));
                    let word = Word { span, quoted: false, glob: false, parts, source: self.source };
                    self.deliver(word);
                    if keyword == Keyword::CloseTest {
                        self.set_role(Role::Word);
                        return;
                    }
                }
                _ => {
                    if !self.read(self.new_word(start).in_test()) {
                        return;
                    }
                }
            }
        }
    }
}

/// Read an identifier.
pub(super) fn name<'t>(cursor: &mut Cursor<'_>, source: &'t str) -> (Cow<'t, str>, Span) {
    let start = cursor.offset();
    let mut length = 0;
    let mut before = cursor.clone();
    cursor.eat_while(|byte| {
        length += u32::from(is_name(byte));
        is_name(byte)
    });
    let span = Span::new(start, cursor.behind());
    if span.len() == length {
        return (Cow::Borrowed(span.of(source)), span);
    }
    let mut owned = String::new();
    while before.offset() < span.end {
        owned.extend(before.bump().map(char::from));
    }
    (Cow::Owned(owned), span)
}
