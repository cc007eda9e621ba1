//! What the parser looks at before it decides: blanks, comments, reserved words, and short looks ahead.

use super::parser::Parser;
use crate::text::{Cursor, Span};

/// A word that means something where a command may begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Keyword {
    If,
    Then,
    Elif,
    Else,
    Fi,
    For,
    While,
    Until,
    Select,
    Do,
    Done,
    Case,
    In,
    Esac,
    Function,
    Time,
    OpenBrace,
    CloseBrace,
    OpenTest,
    CloseTest,
    Bang,
}

impl Keyword {
    fn of(text: &[u8]) -> Option<Self> {
        Some(match text {
            b"if" => Self::If,
            b"then" => Self::Then,
            b"elif" => Self::Elif,
            b"else" => Self::Else,
            b"fi" => Self::Fi,
            b"for" => Self::For,
            b"while" => Self::While,
            b"until" => Self::Until,
            b"select" => Self::Select,
            b"do" => Self::Do,
            b"done" => Self::Done,
            b"case" => Self::Case,
            b"in" => Self::In,
            b"esac" => Self::Esac,
            b"function" => Self::Function,
            b"time" => Self::Time,
            b"{" => Self::OpenBrace,
            b"}" => Self::CloseBrace,
            b"[[" => Self::OpenTest,
            b"]]" => Self::CloseTest,
            b"!" => Self::Bang,
            _ => return None,
        })
    }

    /// The reserved word that comes next, and the cursor behind it.
    pub(super) fn next<'j>(cursor: &Cursor<'j>) -> Option<(Self, Cursor<'j>)> {
        if !matches!(cursor.peek()?, b'i' | b't' | b'e' | b'f' | b'w' | b'u' | b's' | b'd' | b'c' | b'!' | b'[' | b']')
            && !matches!(cursor.peek()?, b'{' | b'}')
        {
            return None;
        }
        let mut ahead = cursor.clone();
        let mut text = [0; 8];
        let mut length = 0;
        while let Some(byte) = ahead.peek().filter(|&byte| !is_delimiter(Some(byte))) {
            *text.get_mut(length)? = byte;
            length += 1;
            ahead.bump();
        }
        Some((Self::of(&text[..length])?, ahead))
    }
}

/// Whether a word ends before `byte`.
pub(super) fn is_delimiter(byte: Option<u8>) -> bool {
    matches!(byte, None | Some(b' ' | b'\t' | b'\n' | b'\r' | b';' | b'&' | b'|' | b'(' | b')' | b'<' | b'>'))
}

pub(super) fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

pub(super) fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether a newline comes next, or the `\r` of one.
pub(super) fn at_newline(cursor: &Cursor<'_>) -> bool {
    match cursor.peek() {
        Some(b'\n') => true,
        Some(b'\r') => matches!(cursor.peek_second(), Some(b'\n') | None),
        _ => false,
    }
}

/// Consume a backslash and the newline behind it.
pub(super) fn eat_continuation(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    let found = ahead.eat(b'\\') && {
        ahead.eat(b'\r');
        ahead.eat(b'\n')
    };
    if found {
        *cursor = ahead;
    }
    found
}

/// Whether the parentheses whose second `(` has just been read hold arithmetic: they close together.
///
/// ```text
/// $((1 + (2 * 3)))     $((cd src; make) | tail)
///               ^^ yes               ^ no
/// ```
pub(super) fn is_arithmetic(cursor: &Cursor<'_>) -> bool {
    let mut ahead = cursor.clone();
    let mut depth = 0u32;
    while let Some(byte) = ahead.bump() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return ahead.peek() == Some(b')'),
            b')' => depth -= 1,
            b'\\' => {
                ahead.bump();
            }
            b'\'' | b'"' => skip_quoted(&mut ahead, byte),
            _ => {}
        }
    }
    true
}

/// Consume up to the quote that closes the one just read.
fn skip_quoted(cursor: &mut Cursor<'_>, quote: u8) {
    while let Some(byte) = cursor.bump() {
        if byte == quote {
            return;
        }
        if byte == b'\\' && quote == b'"' {
            cursor.bump();
        }
    }
}

/// Consume up to the `close` that matches an `open` already read, jumping quotes.
pub(super) fn skip_balanced(cursor: &mut Cursor<'_>, open: u8, close: u8) {
    let mut depth = 0u64;
    while let Some(byte) = cursor.bump() {
        match byte {
            b'\\' => {
                cursor.bump();
            }
            b'\'' | b'"' => skip_quoted(cursor, byte),
            _ if byte == open => depth += 1,
            _ if byte == close && depth == 0 => return,
            _ if byte == close => depth -= 1,
            _ => {}
        }
    }
}

impl Parser<'_, '_, '_> {
    /// Consume blanks and line continuations.
    pub(super) fn blanks(&mut self) {
        loop {
            match self.cursor.peek() {
                Some(b' ' | b'\t') => {
                    self.cursor.bump();
                }
                Some(b'\r') if at_newline(&self.cursor) => {
                    self.cursor.bump();
                }
                Some(b'\\') if eat_continuation(&mut self.cursor) => {}
                _ => return,
            }
        }
    }

    /// Consume blanks, comments and newlines, and the heredocs behind them.
    pub(super) fn blank_lines(&mut self) {
        loop {
            self.blanks();
            match self.cursor.peek() {
                Some(b'\n') => self.end_line(),
                Some(b'#') => self.comment(),
                _ => return,
            }
        }
    }

    /// Consume a newline, and the heredocs behind it.
    pub(super) fn end_line(&mut self) {
        self.cursor.bump();
        if !self.heredocs.is_empty() {
            self.heredoc_bodies();
        }
    }

    /// Consume a comment, up to the end of its line.
    pub(super) fn comment(&mut self) {
        let start = self.cursor.offset();
        while !self.cursor.run().is_empty() || self.cursor.replaced().is_some() {
            if at_newline(&self.cursor) {
                break;
            }
            let run = self.cursor.run();
            let plain = run.iter().take_while(|&&byte| byte != b'\n' && byte != b'\r').count();
            if plain == 0 {
                self.cursor.bump();
            } else {
                self.cursor.skip(plain);
            }
        }
        self.out.script.comments.push(Span::new(start, self.cursor.behind()));
    }

    /// Consume `keyword` if it comes next.
    pub(super) fn eat_keyword(&mut self, keyword: Keyword) -> bool {
        match Keyword::next(&self.cursor) {
            Some((found, ahead)) if found == keyword => {
                self.cursor = ahead;
                true
            }
            _ => false,
        }
    }
}
