//! Reads a word byte by byte: quotes, escapes, and what stands behind a dollar.

use super::{Operator, Part, Variable, is_special};
use crate::parse::words::Word;
use crate::text::{Cursor, Joined, Span};
use std::borrow::Cow;

/// Reads one word.
pub(super) struct Reader<'r, 't> {
    text: &'r Joined<'t>,
    cursor: Cursor<'r>,
    escape: u8,
    parts: Vec<Part<'t>>,
    /// The literal run that is being read: its text so far, if it can't be borrowed, and its span.
    literal: Option<Span>,
}

impl<'r, 't> Reader<'r, 't> {
    pub(super) fn new(text: &'r Joined<'t>, escape: u8) -> Self {
        Self { text, cursor: text.cursor(), escape, parts: Vec::new(), literal: None }
    }

    /// Its parts, at least one.
    pub(super) fn read(mut self) -> Vec<Part<'t>> {
        let mut quote = None;
        while let Some(byte) = self.cursor.peek() {
            let start = self.cursor.offset();
            match byte {
                b'\'' | b'"' if quote == Some(byte) => {
                    self.skip(1);
                    quote = None;
                }
                b'\'' | b'"' if quote.is_none() => {
                    self.skip(1);
                    quote = Some(byte);
                }
                b'$' if quote != Some(b'\'') => self.dollar(),
                0xff => {
                    self.flush();
                    self.cursor.bump();
                    self.parts.push(Part::Opaque(Span::new(start, self.cursor.behind())));
                }
                _ if byte == self.escape && quote != Some(b'\'') => {
                    let next = self.cursor.peek_second();
                    // Inside double quotes an escape takes only what is special there.
                    if quote.is_none() || next.is_some_and(|next| next == b'"' || next == b'$' || next == self.escape) {
                        self.skip(1);
                    }
                    if self.cursor.peek().is_some() {
                        self.keep();
                    }
                }
                _ => self.keep_run(),
            }
        }
        self.flush();
        if self.parts.is_empty() {
            self.parts.push(Part::Literal { text: Cow::Borrowed(""), span: Span::at(self.text.span().start) });
        }
        self.parts
    }

    /// Take the next byte as literal text.
    fn keep(&mut self) {
        let start = self.cursor.offset();
        self.cursor.bump();
        self.take(Span::new(start, self.cursor.behind()));
    }

    /// Take the next byte as literal text, and those behind it that mean nothing else.
    fn keep_run(&mut self) {
        let start = self.cursor.offset();
        let run = self.cursor.run();
        if run.is_empty() {
            return self.keep();
        }
        let plain = run[1..].iter().position(|&byte| is_special(byte, self.escape)).unwrap_or(run.len() - 1);
        self.cursor.skip(plain + 1);
        self.take(Span::new(start, start + u32::try_from(plain + 1).unwrap_or(0)));
    }

    fn take(&mut self, Span { start, end }: Span) {
        match &mut self.literal {
            Some(run) if run.end == start => run.end = end,
            _ => {
                self.flush();
                self.literal = Some(Span::new(start, end));
            }
        }
    }

    /// Step over quotes and escapes.
    fn skip(&mut self, count: usize) {
        for _ in 0..count {
            self.cursor.bump();
        }
    }

    /// End the literal run; runs that stand side by side in the value become one part.
    fn flush(&mut self) {
        let Some(run) = self.literal.take() else { return };
        let text = self.text.slice(run).text();
        match self.parts.last_mut() {
            Some(Part::Literal { text: before, span }) => {
                before.to_mut().push_str(&text);
                *span = span.to(run);
            }
            _ => self.parts.push(Part::Literal { text, span: run }),
        }
    }

    fn dollar(&mut self) {
        let start = self.cursor.offset();
        let mut ahead = self.cursor.clone();
        ahead.bump();
        let braced = ahead.eat(b'{');
        let name_start = ahead.offset();
        eat_name(&mut ahead);
        let name = Span::new(name_start, ahead.behind().max(name_start));
        if !braced && name.is_empty() {
            return self.keep();
        }
        self.flush();
        self.cursor = ahead;
        let (operator, argument) = if braced { self.operator() } else { (Operator::None, None) };
        self.parts.push(Part::Variable(Variable {
            name: self.text.slice(name).text(),
            span: Span::new(start, self.cursor.behind()),
            operator,
            argument: argument.map(|span| Word::new(self.text.slice(span), self.escape)),
        }));
    }

    /// What stands between the name and the closing brace, which is consumed.
    fn operator(&mut self) -> (Operator, Option<Span>) {
        if self.cursor.eat(b'}') {
            return (Operator::None, None);
        }
        let nonempty = self.cursor.eat(b':');
        let operator = match self.cursor.peek() {
            Some(b'-') => Operator::Default { nonempty },
            Some(b'+') => Operator::Alternative { nonempty },
            Some(b'?') => Operator::Required { nonempty },
            Some(sign @ (b'#' | b'%')) if !nonempty => Operator::Trim { suffix: sign == b'%' },
            Some(b'/') if !nonempty => Operator::Replace,
            _ => Operator::Unsupported,
        };
        if operator != Operator::Unsupported {
            self.cursor.bump();
        }
        let start = self.cursor.offset();
        match closing_brace(&mut self.cursor, self.escape) {
            Some(end) => (operator, Some(Span::new(start, end))),
            None => (Operator::Unsupported, None),
        }
    }
}

/// A name, a number or one special character.
fn eat_name(cursor: &mut Cursor<'_>) {
    match cursor.peek() {
        Some(byte) if byte.is_ascii_digit() => cursor.eat_while(|byte| byte.is_ascii_digit()),
        Some(b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => drop(cursor.bump()),
        _ => cursor.eat_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
    }
}

/// Step behind the brace that closes the one around the cursor; the offset at which it stands. Braces of variables inside
/// are counted, so that any depth is one pass.
fn closing_brace(cursor: &mut Cursor<'_>, escape: u8) -> Option<u32> {
    let mut depth = 0_u32;
    let mut quote = None;
    loop {
        let at = cursor.offset();
        let byte = cursor.bump()?;
        match byte {
            _ if byte == escape && quote != Some(b'\'') => drop(cursor.bump()),
            b'\'' | b'"' if quote == Some(byte) => quote = None,
            b'\'' | b'"' if quote.is_none() => quote = Some(byte),
            b'$' if quote != Some(b'\'') && cursor.peek() == Some(b'{') => depth += 1,
            b'}' if quote.is_none() => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(at),
            },
            _ => {}
        }
    }
}
