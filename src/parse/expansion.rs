//! Variables in an instruction's word, as BuildKit (not a shell) reads them.
//!
//! ```text
//! python:${VERSION:-3.12}-slim
//! ^^^^^^^ literal          ^^^^^ literal
//!          ^^^^^^^ name
//!                 ^^ operator, with its argument behind it
//! ```

use super::words::Word;
use crate::text::{Cursor, Joined, Span};
use std::borrow::Cow;

/// A part of a word.
#[derive(Clone, Debug)]
pub enum Part<'t> {
    /// Text that stands for itself, quotes and escapes removed.
    Literal {
        /// The text.
        text: Cow<'t, str>,
        /// Where it was written.
        span: Span,
    },
    /// A variable.
    Variable(Variable<'t>),
    /// A template tag: could be anything.
    Opaque(Span),
}

/// `$NAME` or `${NAME…}`.
#[derive(Clone, Debug)]
pub struct Variable<'t> {
    /// The name, without dollar and braces.
    pub name: Cow<'t, str>,
    /// From the dollar to the closing brace.
    pub span: Span,
    /// What follows the name in braces.
    pub operator: Operator,
    /// The operator's argument, which may hold variables itself.
    pub argument: Option<Word<'t>>,
}

/// What a substitution does with its variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `$x`, `${x}`
    None,
    /// `${x:-w}` (`nonempty`), `${x-w}`: the argument where the variable is unset.
    Default {
        /// Also where it is empty.
        nonempty: bool,
    },
    /// `${x:+w}` (`nonempty`), `${x+w}`: the argument where the variable is set.
    Alternative {
        /// Only where it isn't empty.
        nonempty: bool,
    },
    /// `${x:?w}` (`nonempty`), `${x?w}`: the build fails where the variable is unset.
    Required {
        /// Also where it is empty.
        nonempty: bool,
    },
    /// `${x#p}`, `${x##p}` and, at the end, `${x%p}`, `${x%%p}`: without what the pattern matches.
    Trim {
        /// From the end.
        suffix: bool,
    },
    /// `${x/p/r}`, `${x//p/r}`: with the pattern replaced.
    Replace,
    /// Anything else, which BuildKit refuses (`${x^^}`, `${x[0]}`), or a brace that is never closed.
    Unsupported,
}

/// Cut a word into literal text and variables.
pub fn parts<'t>(text: &Joined<'t>, escape: u8) -> Vec<Part<'t>> {
    if let Some(plain) = plain(text, escape) {
        let start = text.cursor().offset();
        let span = Span::new(start, start + u32::try_from(plain.len()).unwrap_or(0));
        return vec![Part::Literal { text: Cow::Borrowed(plain), span }];
    }
    let mut reader = Reader { text, cursor: text.cursor(), escape, parts: Vec::new(), literal: None };
    reader.read();
    reader.parts
}

/// The text, where all of it stands for itself and something does: most words are so.
pub(super) fn plain<'t>(text: &Joined<'t>, escape: u8) -> Option<&'t str> {
    match text.text() {
        Cow::Borrowed(plain) if !plain.is_empty() && !plain.bytes().any(|byte| is_special(byte, escape)) => Some(plain),
        _ => None,
    }
}

/// Whether a byte of a word may mean something else than itself.
fn is_special(byte: u8, escape: u8) -> bool {
    byte == escape || matches!(byte, b'$' | b'\'' | b'"')
}

/// Whether `name` is a variable's name: a letter or `_`, then letters, digits and `_`.
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

struct Reader<'r, 't> {
    text: &'r Joined<'t>,
    cursor: Cursor<'r>,
    escape: u8,
    parts: Vec<Part<'t>>,
    /// The literal run that is being read: its text so far, if it can't be borrowed, and its span.
    literal: Option<Span>,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let end = u32::try_from(text.len()).unwrap();
        let mut shown = String::new();
        for part in parts(&Joined::whole(text, Span::new(0, end)), b'\\') {
            match part {
                Part::Literal { text, .. } => shown = format!("{shown}[{text}]"),
                Part::Opaque(_) => shown += "[?]",
                Part::Variable(variable) => {
                    let argument = variable.argument.map(|word| word.text().into_owned());
                    shown = format!("{shown}<{} {:?} {argument:?}>", variable.name, variable.operator);
                }
            }
        }
        shown
    }

    #[test]
    fn variables_stand_between_literal_text() {
        assert_eq!(shown("python:$V-slim"), "[python:]<V None None>[-slim]");
        assert_eq!(shown("${A}${B}"), "<A None None><B None None>");
    }

    #[test]
    fn operators_keep_their_argument() {
        assert_eq!(shown("${V:-3.12}"), r#"<V Default { nonempty: true } Some("3.12")>"#);
        assert_eq!(shown("${V+x}"), r#"<V Alternative { nonempty: false } Some("x")>"#);
        assert_eq!(shown("${V%%.*}"), r#"<V Trim { suffix: true } Some("%.*")>"#);
        assert_eq!(shown("${V//a/b}"), r#"<V Replace Some("/a/b")>"#);
        assert_eq!(shown("${V:-${W:-}}x"), r#"<V Default { nonempty: true } Some("${W:-}")>[x]"#);
    }

    #[test]
    fn quotes_and_escapes_make_literals() {
        assert_eq!(shown(r#"'$A'"$B"\$C"#), "[$A]<B None None>[$C]");
        assert_eq!(shown(r#""a\"b\c""#), r#"[a"b\c]"#);
        assert_eq!(shown("a$"), "[a$]");
        assert_eq!(shown(""), "[]");
    }

    #[test]
    fn what_buildkit_refuses_is_marked() {
        assert_eq!(shown("${A^^}"), r#"<A Unsupported Some("^^")>"#);
        assert_eq!(shown("${A"), "<A Unsupported None>");
    }
}
