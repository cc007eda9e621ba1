//! The line that begins a rule, and those that resemble it.
//!
//! ```text
//! image push: base | network ; docker push $(IMAGE)   # done
//! ^^^^^ ^^^^  ^^^^   ^^^^^^^   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//! targets     prerequisites    recipe, comment included: that is the shell's
//! ```

use super::super::Name;
use super::super::lines::is_blank;
use super::{Rule, recipe};
use crate::text::Span;

/// What a line outside recipes is.
pub(super) enum Header<'t> {
    Rule(Rule<'t>),
    /// `name = value`, or the same for one target: the first word of either.
    Assignment {
        name: Option<&'t str>,
        value: Option<Name<'t>>,
    },
    /// A comment, a blank line, a call of a function.
    Neither,
}

/// Read the logical line at `line`.
pub(super) fn read(source: &str, line: Span) -> Header<'_> {
    let mut words = Words { source, at: line.start, end: line.end };
    let mut targets = Vec::new();
    let mut prerequisites = Vec::new();
    let mut in_targets = true;
    let mut recipe = None;
    while let Some(token) = words.next(in_targets) {
        match token {
            Token::Word(name) if in_targets => targets.push(name),
            // `a: b | c`: c is made as well, though not compared.
            Token::Word(name) if name.text != "|" => prerequisites.push(name),
            Token::Word(_) => {}
            Token::Colon if in_targets => in_targets = false,
            // `a.o b.o: %.o: %.c`: what stood between the colons is a pattern of the targets.
            Token::Colon => prerequisites.clear(),
            Token::Assign => {
                let name = targets.first().filter(|_| in_targets).map(|name: &Name<'_>| name.text);
                let value = match words.next(true) {
                    Some(Token::Word(value)) => Some(value),
                    _ => None,
                };
                return Header::Assignment { name, value };
            }
            Token::Semicolon => {
                recipe = Some(Span::new(words.at, line.end));
                break;
            }
        }
    }
    // `a b &: c` makes both at once.
    targets.retain(|name| name.text != "&");
    if in_targets || targets.is_empty() {
        return Header::Neither;
    }
    Header::Rule(Rule { targets, prerequisites, lines: Vec::from_iter(recipe) })
}

enum Token<'t> {
    Word(Name<'t>),
    Colon,
    Assign,
    Semicolon,
}

struct Words<'t> {
    source: &'t str,
    at: u32,
    end: u32,
}

impl<'t> Words<'t> {
    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at as usize).copied().filter(|_| self.at < self.end)
    }

    fn starts_with(&self, text: &str) -> bool {
        Span::new(self.at, self.end).of(self.source).starts_with(text)
    }

    /// Consume `text` if it comes next.
    fn eat(&mut self, text: &str) -> bool {
        let found = self.starts_with(text);
        if found {
            self.at += u32::try_from(text.len()).unwrap_or(0);
        }
        found
    }

    fn line_end(&mut self) -> bool {
        self.eat("\\\n") || self.eat("\\\r\n")
    }

    /// The next token; a semicolon is one only behind the targets.
    fn next(&mut self, in_targets: bool) -> Option<Token<'t>> {
        while self.line_end() || self.peek().is_some_and(is_blank) {
            self.at += u32::from(self.peek().is_some_and(is_blank));
        }
        match self.peek()? {
            b'#' => None,
            b'=' => {
                self.at += 1;
                Some(Token::Assign)
            }
            b':' => Some(self.colons()),
            b';' if !in_targets => {
                self.at += 1;
                Some(Token::Semicolon)
            }
            _ => Some(Token::Word(self.word(in_targets))),
        }
    }

    /// `:`, `::`, or an assignment that begins so.
    fn colons(&mut self) -> Token<'t> {
        if self.eat(":::=") || self.eat("::=") || self.eat(":=") {
            return Token::Assign;
        }
        let _ = self.eat("::") || self.eat(":");
        Token::Colon
    }

    fn word(&mut self, in_targets: bool) -> Name<'t> {
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'$' => self.at = recipe::reference_end(self.source, self.at, self.end),
                b'\\' if self.starts_with("\\\n") || self.starts_with("\\\r\n") => break,
                // `\:`, `\#` and `\ ` are part of a name.
                b'\\' => {
                    self.at += 1;
                    let escapes = matches!(self.peek(), Some(b':' | b'#' | b' ' | b'\\' | b'=' | b'%'));
                    self.at += u32::from(escapes);
                }
                b':' | b'=' | b'#' => break,
                b';' if !in_targets => break,
                byte if is_blank(byte) => break,
                // `a&: b`
                b'&' if in_targets && self.at > start && self.starts_with("&:") => break,
                _ => self.at += 1,
            }
        }
        let span = Span::new(start, self.at);
        Name { text: span.of(self.source), span }
    }
}
