//! Names and values of ENV, LABEL and ARG.
//!
//! ```text
//! ENV A=1 B="x y"     two pairs
//! ENV A 1 and more    the legacy form: one pair, the value is the rest of the line
//! ARG A B=2           ARG alone may leave the value out
//! ```

use super::Keyword;
use super::words::{self, Word};
use crate::text::{Joined, Span};

/// A name with its value.
#[derive(Clone, Debug)]
pub struct Pair<'t> {
    /// Name, `=` and value.
    pub span: Span,
    /// The name, as written.
    pub name: Word<'t>,
    /// The value, as written; `None` where there is none (`ARG NAME`).
    pub value: Option<Word<'t>>,
    /// Whether a blank stands for the `=` (`ENV NAME value`).
    pub legacy: bool,
}

/// The pairs of an ENV, LABEL or ARG.
pub(super) fn read<'t>(text: &Joined<'t>, keyword: Keyword, escape: u8) -> impl Iterator<Item = Pair<'t>> {
    let mut pairs = words::quoted(text, escape).map(pair).peekable();
    let is_legacy = keyword != Keyword::Arg && pairs.peek().is_some_and(|first| first.value.is_none());
    let legacy = is_legacy.then(|| legacy(text, escape));
    legacy.into_iter().chain(pairs.filter(move |_| !is_legacy))
}

fn pair(word: Word<'_>) -> Pair<'_> {
    let span = word.span();
    match word.split_once(b'=') {
        Some((name, value)) => Pair { span, name, value: Some(value), legacy: false },
        None => Pair { span, name: word, value: None, legacy: false },
    }
}

fn legacy<'t>(text: &Joined<'t>, escape: u8) -> Pair<'t> {
    let (name, value) = words::split_first(text);
    let value = text.slice(value);
    let value = (!value.is_empty()).then(|| Word::new(value, escape));
    Pair { span: text.span(), name: Word::new(text.slice(name), escape), value, legacy: true }
}
