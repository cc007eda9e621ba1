//! Variables in an instruction's word, as BuildKit (not a shell) reads them.
//!
//! ```text
//! python:${VERSION:-3.12}-slim
//! ^^^^^^^ literal          ^^^^^ literal
//!          ^^^^^^^ name
//!                 ^^ operator, with its argument behind it
//! ```

mod reader;

use super::words::Word;
use crate::text::{Joined, Span};
use reader::Reader;
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
    Reader::new(text, escape).read()
}

/// The text, where all of it stands for itself and something does: most words are so.
pub(super) fn plain<'t>(text: &Joined<'t>, escape: u8) -> Option<&'t str> {
    match text.text() {
        Cow::Borrowed(plain) if !plain.is_empty() && means_itself(plain, escape) => Some(plain),
        _ => None,
    }
}

/// Whether no byte of a word may mean something else than itself.
pub(super) fn means_itself(text: &str, escape: u8) -> bool {
    // Nearly all words are so, whatever escapes: one look a byte.
    text.bytes().all(|byte| PLAIN[usize::from(byte)]) || !text.bytes().any(|byte| is_special(byte, escape))
}

/// The bytes that mean themselves, whatever escapes.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < u8::MAX {
        plain[byte as usize] = !(is_special(byte, b'\\') || is_special(byte, b'`'));
        byte += 1;
    }
    plain
};

/// Whether a byte of a word may mean something else than itself.
pub(super) const fn is_special(byte: u8, escape: u8) -> bool {
    byte == escape || matches!(byte, b'$' | b'\'' | b'"')
}

/// Whether `name` is a variable's name: a letter or `_`, then letters, digits and `_`.
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
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
