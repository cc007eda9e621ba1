//! Redirections: descriptor, operator, target; for heredocs the delimiter, and the body behind the next newline.

use super::lexer::{at_newline, eat_continuation, is_name};
use super::parser::{Frame, Parser};
use super::simple::Role;
use super::word::Parts;
use super::{CommandId, Fd, Heredoc, Part, Redirection, RedirectionOperator, Word};
use crate::text::Span;
use std::borrow::Cow;

impl<'t> Parser<'_, 't, '_> {
    /// Consume a descriptor if one and a redirection's operator come next.
    ///
    /// ```text
    /// 2>log    {log}>log
    /// ^        ^^^^^
    /// ```
    pub(super) fn fd(&mut self) -> Option<Fd<'t>> {
        let mut ahead = self.cursor.clone();
        let variable = ahead.eat(b'{');
        let start = ahead.offset();
        ahead.eat_while(|byte| if variable { is_name(byte) } else { byte.is_ascii_digit() });
        let text = Span::new(start, ahead.behind()).of(self.source);
        if text.is_empty() || (variable && !ahead.eat(b'}')) || !matches!(ahead.peek(), Some(b'<' | b'>')) {
            return None;
        }
        self.cursor = ahead;
        Some(if variable { Fd::Variable(text) } else { Fd::Number(text.parse().unwrap_or(u32::MAX)) })
    }

    /// Read a redirection from its operator on; whether reading goes on then.
    pub(super) fn redirection(&mut self, id: CommandId, start: u32, fd: Option<Fd<'t>>) -> bool {
        let (operator, strip_tabs) = self.redirection_operator();
        let at = self.cursor.behind();
        let target = Word::empty(self.source, Span::at(at));
        let span = Span::new(start, at);
        self.command(id).redirections.push(Redirection { span, fd, operator, target, heredoc: None });
        self.blanks();
        let process = matches!(self.cursor.peek(), Some(b'<' | b'>')) && self.cursor.peek_second() == Some(b'(');
        let ends = matches!(self.cursor.peek(), None | Some(b'\n' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>'));
        if ends && !process {
            self.problem(span, "this redirection has no target");
            self.place_end(id, at);
            return true;
        }
        if operator == RedirectionOperator::Heredoc {
            self.heredoc(id, strip_tabs);
            return true;
        }
        self.set_role(Role::Target);
        self.read(self.new_word(self.cursor.offset()))
    }

    fn place_end(&mut self, id: CommandId, end: u32) {
        let span = &mut self.command(id).span;
        *span = Span::new(span.start, end.max(span.end));
    }

    fn redirection_operator(&mut self) -> (RedirectionOperator, bool) {
        use RedirectionOperator as Op;
        let cursor = &mut self.cursor;
        let mut strip_tabs = false;
        let operator = match cursor.bump() {
            Some(b'&') => {
                cursor.bump();
                if cursor.eat(b'>') { Op::AppendBoth } else { Op::WriteBoth }
            }
            Some(b'<') => match cursor.peek() {
                Some(b'<') => {
                    cursor.bump();
                    if cursor.eat(b'<') {
                        Op::HereString
                    } else {
                        strip_tabs = cursor.eat(b'-');
                        Op::Heredoc
                    }
                }
                Some(b'&') => {
                    cursor.bump();
                    Op::DuplicateInput
                }
                // `< >(…)` needs its blank; `<>(` is no operator and a substitution.
                Some(b'>') => {
                    cursor.bump();
                    Op::ReadWrite
                }
                _ => Op::Read,
            },
            _ if cursor.eat(b'>') => Op::Append,
            _ if cursor.eat(b'&') => Op::DuplicateOutput,
            _ if cursor.eat(b'|') => Op::Clobber,
            _ => Op::Write,
        };
        (operator, strip_tabs)
    }

    /// Read a heredoc's delimiter: nothing in it is expanded, and any quote in it quotes the body.
    fn heredoc(&mut self, id: CommandId, strip_tabs: bool) {
        let start = self.cursor.offset();
        let mut delimiter = String::new();
        let mut quoted = false;
        let mut quote = None;
        let mut bytes = Vec::new();
        loop {
            if quote.is_none() && eat_continuation(&mut self.cursor) {
                continue;
            }
            let Some(byte) = self.cursor.peek() else { break };
            match (quote, byte) {
                (None, b' ' | b'\t' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>') | (_, b'\n') => break,
                (None, b'\r') if at_newline(&self.cursor) => break,
                (None, b'\'' | b'"') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                (None, b'\\') => {
                    self.cursor.bump();
                    bytes.extend(self.cursor.peek());
                }
                _ => bytes.push(byte),
            }
            quoted |= matches!(byte, b'\'' | b'"' | b'\\');
            self.cursor.bump();
        }
        delimiter.push_str(&String::from_utf8_lossy(&bytes));
        let span = Span::new(start, self.cursor.behind());
        if quote.is_some() {
            self.problem(span, "this quote is never closed");
        }
        let raw = span.of(self.source);
        let delimiter: Cow<'t, str> = if raw == delimiter { Cow::Borrowed(raw) } else { Cow::Owned(delimiter) };
        let parts = Parts::One(Part::Literal(delimiter.clone(), span));
        self.set_role(Role::Target);
        self.deliver(Word { span, quoted, glob: false, parts, source: self.source });
        let body = Span::at(span.end);
        let command = self.command(id);
        if let Some(redirection) = command.redirections.last_mut() {
            redirection.heredoc = Some(Heredoc { delimiter, body, quoted, strip_tabs, expansions: Vec::new() });
            let index = command.redirections.len() - 1;
            self.heredocs.push((id, index));
        }
    }

    /// Read the bodies of the heredocs of the line that has just ended.
    pub(super) fn heredoc_bodies(&mut self) {
        for (id, index) in std::mem::take(&mut self.heredocs) {
            let redirection = &self.command(id).redirections[index];
            let open = redirection.span;
            let Some((delimiter, strip_tabs)) =
                redirection.heredoc.as_ref().map(|heredoc| (heredoc.delimiter.clone(), heredoc.strip_tabs))
            else {
                continue;
            };
            let start = self.cursor.behind();
            let mut end = start;
            let mut found = false;
            while !found && self.cursor.peek().is_some() {
                end = self.cursor.offset();
                found = self.eat_line(&delimiter, strip_tabs);
            }
            if !found {
                end = self.cursor.behind();
                self.problem(open, "the end of this heredoc is missing");
            }
            if let Some(heredoc) = &mut self.command(id).redirections[index].heredoc {
                heredoc.body = Span::new(start, end);
            }
        }
    }

    /// Consume a line; whether it is the delimiter's.
    fn eat_line(&mut self, delimiter: &str, strip_tabs: bool) -> bool {
        if strip_tabs {
            self.cursor.eat_while(|byte| byte == b'\t');
        }
        let mut wanted = delimiter.bytes();
        let mut same = true;
        while let Some(byte) = self.cursor.peek() {
            if byte == b'\n' || at_newline(&self.cursor) {
                break;
            }
            if !same {
                let run = self.cursor.run();
                let plain = run.iter().take_while(|&&byte| byte != b'\n' && byte != b'\r').count();
                if plain > 0 {
                    self.cursor.skip(plain);
                    continue;
                }
            }
            same = same && wanted.next() == Some(byte);
            self.cursor.bump();
        }
        self.cursor.eat(b'\r');
        self.cursor.eat(b'\n');
        same && wanted.next().is_none()
    }

    /// Whether the top of the stack is a simple command.
    pub(super) fn is_in_simple(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Simple { .. }))
    }
}
