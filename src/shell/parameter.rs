//! `${…}`: the name and the operation; the argument is read like a word.

use super::expansion::Mode;
use super::lexer::{is_name, is_name_start};
use super::parser::Parser;
use super::simple::name;
use super::{Operation, Variable};
use crate::text::{Cursor, Span};
use std::borrow::Cow;

fn is_special(byte: u8) -> bool {
    matches!(byte, b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!')
}

impl<'t> Parser<'_, 't, '_> {
    /// Read what stands behind `${`, up to the argument.
    ///
    /// ```text
    /// ${#name}  ${!name}  ${name[@]}  ${name:-word}  ${name%%pattern}
    ///   ^ Length  ^ Indirect  ^ Index     ^^ Default     ^^ RemoveSuffix
    /// ```
    pub(super) fn open_parameter(&mut self, start: u32, quoted: bool) {
        let open = self.cursor.behind();
        let before = match (self.cursor.peek(), self.cursor.peek_second()) {
            (Some(b'#'), Some(next)) if is_name(next) || matches!(next, b'@' | b'*') => Some(Operation::Length),
            (Some(b'!'), Some(next)) if is_name(next) || matches!(next, b'@' | b'*') => Some(Operation::Indirect),
            _ => None,
        };
        if before.is_some() {
            self.cursor.bump();
        }
        let name = self.parameter_name();
        let operation = before.unwrap_or_else(|| operation(&mut self.cursor));
        let bare = self.cursor.peek() == Some(b'}');
        let takes = !matches!(operation, Operation::Value | Operation::Length | Operation::Indirect) || !bare;
        let argument = takes.then(|| Span::at(self.cursor.behind()));
        let span = Span::new(start, open);
        self.modes.push(Mode::Parameter { variable: Variable { name, operation, argument, span, quoted } });
    }

    fn parameter_name(&mut self) -> Cow<'t, str> {
        let start = self.cursor.offset();
        match self.cursor.peek() {
            Some(byte) if is_name_start(byte) => return name(&mut self.cursor, self.source).0,
            Some(byte) if byte.is_ascii_digit() => self.cursor.eat_while(|byte| byte.is_ascii_digit()),
            Some(byte) if is_special(byte) => {
                self.cursor.bump();
            }
            _ => return Cow::Borrowed(""),
        }
        Cow::Borrowed(Span::new(start, self.cursor.behind()).of(self.source))
    }
}

fn operation(cursor: &mut Cursor<'_>) -> Operation {
    let empty = cursor.eat(b':');
    let operation = match cursor.peek() {
        Some(b'-') => Operation::Default { empty },
        Some(b'=') => Operation::Assign { empty },
        Some(b'+') => Operation::Alternative { empty },
        Some(b'?') => Operation::Required { empty },
        _ if empty => return Operation::Substring,
        Some(b'}') => return Operation::Value,
        Some(b'#') => Operation::RemovePrefix,
        Some(b'%') => Operation::RemoveSuffix,
        Some(b'/') => Operation::Replace,
        Some(b'^' | b',') => Operation::Case,
        Some(b'@') => Operation::Transform,
        Some(b'[') => Operation::Index,
        _ => return Operation::Unknown,
    };
    let first = cursor.bump();
    if matches!(operation, Operation::RemovePrefix | Operation::RemoveSuffix | Operation::Replace | Operation::Case)
        && let Some(first) = first
    {
        cursor.eat(first);
    }
    operation
}
