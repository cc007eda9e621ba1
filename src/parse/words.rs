//! Words of an instruction.

use super::expansion::{self, Part};
use crate::text::{Joined, Span, holds_opaque};
use memchr::memchr;
use std::borrow::Cow;

/// White space between words, as BuildKit splits lines.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | 0x0b | 0x0c)
}

/// The first word, and what stands behind it without blanks around.
pub(super) fn split_first(text: &Joined<'_>) -> (Span, Span) {
    let mut cursor = text.cursor();
    cursor.eat_while(is_blank);
    let start = cursor.offset();
    cursor.eat_while(|byte| !is_blank(byte));
    let word = Span::new(start, cursor.behind().max(start));
    cursor.eat_while(|byte| is_blank(byte) || byte == b'\n');
    let behind = cursor.offset();
    (word, Span::new(behind, end(text, behind)))
}

/// Where the text that begins at `start` ends, without white space behind it.
fn end(text: &Joined<'_>, start: u32) -> u32 {
    let end = text.pieces().rev().find_map(|piece| {
        let shown = piece.span.of(text.source());
        let kept = if piece.reads.is_none() { shown.trim_end().len() } else { shown.len() };
        let stop = piece.span.start + u32::try_from(kept).unwrap_or(0);
        (kept > 0 && piece.reads != Some(' ') && stop > start).then_some(stop)
    });
    end.unwrap_or(start)
}

/// Split at white space, quotes meaning nothing.
pub(super) fn split<'t>(text: &Joined<'t>, escape: u8) -> Vec<Word<'t>> {
    spans(text).map(|span| Word::new(text.slice(span), escape)).collect()
}

/// Where the words between white space stand, quotes meaning nothing.
pub(super) fn spans(text: &Joined<'_>) -> impl Iterator<Item = Span> {
    let mut cursor = text.cursor();
    std::iter::from_fn(move || {
        cursor.eat_while(is_blank);
        let start = cursor.offset();
        cursor.eat_while(|byte| !is_blank(byte));
        (cursor.behind() > start).then(|| Span::new(start, cursor.behind()))
    })
}

/// The words between white space outside quotes (ENV, LABEL, ARG).
pub(super) fn quoted<'t>(text: &Joined<'t>, escape: u8) -> impl Iterator<Item = Word<'t>> {
    let mut cursor = text.cursor();
    let ends_word = |byte| is_blank(byte) || byte == b'\n';
    std::iter::from_fn(move || {
        cursor.eat_while(ends_word);
        let start = cursor.offset();
        let mut quote = None;
        loop {
            match quote {
                None => cursor.eat_while(|byte| byte != escape && !ends_word(byte) && !is_quote(byte)),
                Some(quote) => cursor.eat_while(|byte| byte != escape && byte != quote),
            }
            let Some(byte) = cursor.peek().filter(|&byte| quote.is_some() || !ends_word(byte)) else { break };
            cursor.bump();
            if byte == escape {
                if quote != Some(b'\'') {
                    cursor.bump();
                }
            } else {
                quote = if quote.is_none() { Some(byte) } else { None };
            }
        }
        (cursor.behind() > start).then(|| Word::new(text.slice(Span::new(start, cursor.behind())), escape))
    })
}

pub(super) fn is_quote(byte: u8) -> bool {
    matches!(byte, b'\'' | b'"')
}

/// A word of an instruction, as written; quotes and variables are BuildKit's, not a shell's.
#[derive(Clone, Debug)]
pub struct Word<'t> {
    raw: Joined<'t>,
    escape: u8,
}

impl<'t> Word<'t> {
    pub(super) fn new(raw: Joined<'t>, escape: u8) -> Self {
        Self { raw, escape }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.raw.span()
    }

    /// As written, continuations joined.
    pub fn raw(&self) -> &Joined<'t> {
        &self.raw
    }

    /// As written, continuations joined, as text.
    pub fn text(&self) -> Cow<'t, str> {
        self.raw.text()
    }

    /// Literal text and variables, quotes and escapes removed.
    pub fn parts(&self) -> Vec<Part<'t>> {
        expansion::parts(&self.raw, self.escape)
    }

    /// The text, where all of it stands for itself and something does.
    pub fn plain(&self) -> Option<&'t str> {
        expansion::plain(&self.raw, self.escape)
    }

    /// The value, where it has no variable and no template tag in it: quotes removed, escapes applied.
    pub fn literal(&self) -> Option<Cow<'t, str>> {
        let text = self.raw.text();
        if expansion::means_itself(&text, self.escape) && !holds_opaque(&text) {
            return Some(text);
        }
        let mut parts = self.parts().into_iter();
        let Some(first) = parts.next() else { return Some(Cow::Borrowed("")) };
        let Part::Literal { text: mut value, .. } = first else { return None };
        for part in parts {
            let Part::Literal { text, .. } = part else { return None };
            value.to_mut().push_str(&text);
        }
        Some(value)
    }

    /// The part of it between two source offsets.
    pub fn slice(&self, span: Span) -> Self {
        Self { raw: self.raw.slice(span), escape: self.escape }
    }

    /// Cut at the first `separator`: what stands before it and behind it.
    pub fn split_once(&self, separator: u8) -> Option<(Self, Self)> {
        let span = self.raw.span();
        let mut cursor = self.raw.cursor();
        // Nearly all words are one run of bytes.
        let run = cursor.run();
        cursor.skip(memchr(separator, run).unwrap_or(run.len()));
        cursor.eat_while(|byte| byte != separator);
        let (end, _) = (cursor.behind(), cursor.bump()?);
        let start = cursor.offset();
        Some((self.slice(Span::new(span.start, end)), self.slice(Span::new(start, span.end))))
    }
}
