//! Inside a word: quotes, escapes, variables, arithmetic, and where substitutions open.

use super::lexer::{is_arithmetic, is_name_start, skip_balanced};
use super::parser::Parser;
use super::pieces::Pieces;
use super::scan::{ARITHMETIC, DOUBLE, PARAMETER, WordBuilder};
use super::simple::name;
use super::{BlockKind, Operation, Part, Variable};
use crate::text::{Joined, Span};
use std::borrow::Cow;

/// What is open inside a word.
pub(super) enum Mode<'t> {
    /// `"…`.
    Double { open: Span },
    /// `${…`.
    Parameter { variable: Variable<'t> },
    /// `$((…` or `((…`.
    Arithmetic { start: u32, depth: u32 },
}

impl Mode<'_> {
    /// The class of the bytes that mean something in it.
    pub(super) fn mask(&self) -> u8 {
        match self {
            Self::Double { .. } => DOUBLE,
            Self::Parameter { .. } => PARAMETER,
            Self::Arithmetic { .. } => ARITHMETIC,
        }
    }
}

const TOO_DEEP: &str = "this is nested too deeply to be looked into";

impl<'t> Parser<'_, 't, '_> {
    /// Consume a byte that means something; the substitution that it opens, if it does.
    pub(super) fn special(&mut self, word: &mut WordBuilder<'t>, byte: u8) -> Option<(BlockKind, Span)> {
        let start = self.cursor.offset();
        let deep = self.is_too_deep();
        let mode = if self.modes.len() > word.base { self.modes.last_mut() } else { None };
        match (byte, mode) {
            (b'$', _) => return self.dollar(word),
            (b'`', _) => self.backticks(word),
            (b'"', Some(Mode::Double { .. })) => {
                self.cursor.bump();
                self.modes.pop();
            }
            (b'"', Some(Mode::Arithmetic { .. })) => self.take(word),
            (b'"', Some(_)) if deep => self.take(word),
            (b'"', _) => {
                self.cursor.bump();
                word.quote();
                self.modes.push(Mode::Double { open: Span::new(start, self.cursor.behind()) });
            }
            (b'\'', Some(Mode::Parameter { variable })) if variable.quoted => self.take(word),
            (b'\'', _) => self.single_quotes(word),
            (b'}', Some(Mode::Parameter { .. })) => self.close_parameter(word),
            (b'(', Some(Mode::Arithmetic { depth, .. })) => {
                *depth += 1;
                self.cursor.bump();
            }
            (b')', Some(Mode::Arithmetic { depth, .. })) if *depth > 0 => {
                *depth -= 1;
                self.cursor.bump();
            }
            (b')', Some(Mode::Arithmetic { .. })) => self.close_arithmetic(word),
            (b'(', None) => {
                self.cursor.bump();
                skip_balanced(&mut self.cursor, b'(', b')');
                word.text(Span::new(start, self.cursor.behind()));
                word.globs();
            }
            (b'<' | b'>', None) => {
                self.cursor.bump();
                self.cursor.bump();
                return self.open_substitution(word, BlockKind::ProcessSubstitution, start);
            }
            (b'*' | b'?' | b'[', None) => {
                word.globs();
                self.take(word);
            }
            _ => self.take(word),
        }
        None
    }

    /// Consume a backslash, and what it quotes.
    pub(super) fn backslash(&mut self, word: &mut WordBuilder<'t>) {
        let next = self.cursor.peek_second();
        let mode = if self.modes.len() > word.base { self.modes.last() } else { None };
        let quotes = match mode {
            None => next.is_some() && word.escapes(next),
            Some(Mode::Double { .. }) => matches!(next, Some(b'"' | b'\\' | b'$' | b'`')),
            Some(_) => next.is_some(),
        };
        if !quotes {
            return self.take(word);
        }
        self.cursor.bump();
        word.quote();
        self.take(word);
    }

    fn single_quotes(&mut self, word: &mut WordBuilder<'t>) {
        let start = self.cursor.offset();
        self.cursor.bump();
        word.quote();
        let open = Span::new(start, self.cursor.behind());
        loop {
            let run = self.cursor.run();
            let plain = memchr::memchr(b'\'', run).unwrap_or(run.len());
            let start = self.cursor.offset();
            if plain > 0 {
                self.cursor.skip(plain);
                if word.is_own(&self.modes) {
                    word.text(Span::new(start, self.cursor.behind()));
                }
                continue;
            }
            match self.cursor.peek() {
                None => return self.problem(open, "this quote is never closed"),
                Some(b'\'') => {
                    self.cursor.bump();
                    return;
                }
                Some(_) => self.take(word),
            }
        }
    }

    /// Consume `$` and what it expands.
    fn dollar(&mut self, word: &mut WordBuilder<'t>) -> Option<(BlockKind, Span)> {
        let start = self.cursor.offset();
        self.cursor.bump();
        let quoted = word.in_quotes(&self.modes);
        match self.cursor.peek() {
            Some(b'(') => {
                self.cursor.bump();
                let mut ahead = self.cursor.clone();
                if !self.is_too_deep() && ahead.eat(b'(') && is_arithmetic(&ahead) {
                    self.cursor = ahead;
                    self.open_arithmetic(start);
                    return None;
                }
                return self.open_substitution(word, BlockKind::Substitution, start);
            }
            Some(b'{') => {
                self.cursor.bump();
                if self.is_too_deep() {
                    skip_balanced(&mut self.cursor, b'{', b'}');
                    self.opaque(word, start);
                } else {
                    self.open_parameter(start, quoted);
                }
            }
            Some(b'\'') if word.is_bare(&self.modes) => self.ansi_quotes(word),
            // `$"…"` is a translated string: the quote comes next.
            Some(b'"') if word.is_bare(&self.modes) => {}
            Some(byte) if is_name_start(byte) => {
                let (name, _) = name(&mut self.cursor, self.source);
                self.variable(word, name, start, quoted);
            }
            Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => {
                let at = self.cursor.offset();
                self.cursor.bump();
                let name = Cow::Borrowed(Span::new(at, self.cursor.behind()).of(self.source));
                self.variable(word, name, start, quoted);
            }
            _ if word.is_own(&self.modes) => word.text(Span::new(start, self.cursor.behind())),
            _ => {}
        }
        None
    }

    fn variable(&mut self, word: &mut WordBuilder<'t>, name: Cow<'t, str>, start: u32, quoted: bool) {
        let span = Span::new(start, self.cursor.behind());
        let variable = Variable { name, operation: Operation::Value, argument: None, span, quoted };
        word.expansion(Part::Variable(variable), &self.modes);
    }

    fn opaque(&mut self, word: &mut WordBuilder<'t>, start: u32) {
        let span = Span::new(start, self.cursor.behind());
        self.problem(span, TOO_DEEP);
        word.expansion(Part::Opaque { span }, &self.modes);
    }

    fn open_substitution(
        &mut self,
        word: &mut WordBuilder<'t>,
        kind: BlockKind,
        start: u32,
    ) -> Option<(BlockKind, Span)> {
        if self.is_too_deep() {
            skip_balanced(&mut self.cursor, b'(', b')');
            self.opaque(word, start);
            return None;
        }
        Some((kind, Span::new(start, self.cursor.behind())))
    }

    /// The second `(` of `$((` or `((` has just been read.
    pub(super) fn open_arithmetic(&mut self, start: u32) {
        self.modes.push(Mode::Arithmetic { start, depth: 0 });
    }

    fn close_arithmetic(&mut self, word: &mut WordBuilder<'t>) {
        self.cursor.bump();
        self.cursor.eat(b')');
        self.end_mode(word);
    }

    fn close_parameter(&mut self, word: &mut WordBuilder<'t>) {
        let end = self.cursor.behind();
        if let Some(Mode::Parameter { variable }) = self.modes.last_mut()
            && let Some(argument) = &mut variable.argument
        {
            *argument = Span::new(argument.start, end);
        }
        self.cursor.bump();
        self.end_mode(word);
    }

    /// Close the innermost mode, whose last byte has just been read.
    fn end_mode(&mut self, word: &mut WordBuilder<'t>) {
        let end = self.cursor.behind();
        match self.modes.pop() {
            Some(Mode::Parameter { mut variable }) => {
                variable.span = Span::new(variable.span.start, end);
                word.expansion(Part::Variable(variable), &self.modes);
            }
            Some(Mode::Arithmetic { start, .. }) => {
                word.expansion(Part::Arithmetic { span: Span::new(start, end) }, &self.modes);
            }
            Some(Mode::Double { .. }) | None => {}
        }
    }

    /// Close all modes at the end of the text.
    pub(super) fn close_modes(&mut self, word: &mut WordBuilder<'t>) {
        if self.modes.len() > word.base {
            let (span, message) = match self.modes.last() {
                Some(Mode::Double { open }) => (*open, "this quote is never closed"),
                Some(Mode::Parameter { variable }) => (variable.span, "this `${` is never closed by a `}`"),
                Some(Mode::Arithmetic { start, .. }) => (Span::at(*start), "this arithmetic is never closed"),
                None => return,
            };
            self.problem(span, message);
        }
        while self.modes.len() > word.base {
            let end = self.cursor.behind();
            if let Some(Mode::Parameter { variable: Variable { argument: Some(argument), .. } }) = self.modes.last_mut()
            {
                *argument = Span::new(argument.start, end);
            }
            self.end_mode(word);
        }
    }

    /// Set the text between backticks aside: it is read when this text is done.
    fn backticks(&mut self, word: &mut WordBuilder<'t>) {
        let start = self.cursor.offset();
        let in_quotes = matches!(self.modes.last(), Some(Mode::Double { .. })) && self.modes.len() > word.base;
        self.cursor.bump();
        let block = self.open_block(BlockKind::Substitution, self.owner());
        let open = Span::new(start, self.cursor.behind());
        let mut pieces = Pieces::default();
        loop {
            match self.cursor.peek() {
                None => {
                    self.problem(open, "this backtick is never closed");
                    break;
                }
                Some(b'`') => break,
                Some(b'\\') => {
                    let next = self.cursor.peek_second();
                    if matches!(next, Some(b'`' | b'\\' | b'$')) || (in_quotes && next == Some(b'"')) {
                        self.cursor.bump();
                    } else {
                        pieces.take(&mut self.cursor);
                    }
                    pieces.take(&mut self.cursor);
                }
                Some(_) => pieces.take_until(&mut self.cursor, b"`\\", u32::MAX),
            }
        }
        self.close_block(block, self.cursor.behind());
        self.cursor.bump();
        let text = Joined::new(self.source, pieces.into_inner());
        self.out.backticks.push((text, block));
        let span = Span::new(start, self.cursor.behind());
        word.expansion(Part::Substitution { block, span }, &self.modes);
    }
}
