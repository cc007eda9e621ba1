//! Flags of an instruction.
//!
//! ```text
//! COPY --from=build --chown="a b" src dst
//!        ^^^^ ^^^^^ name and value
//! ```

use super::words::{self, Word};
use crate::text::{Joined, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Where a flag stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct FlagSpans {
    pub(super) span: Span,
    name: Span,
    value: Option<Span>,
}

/// A flag of an instruction.
#[derive(Clone, Debug)]
pub struct Flag<'t> {
    line: Joined<'t>,
    spans: FlagSpans,
    escape: u8,
}

impl<'t> Flag<'t> {
    pub(super) fn new(line: Joined<'t>, spans: FlagSpans, escape: u8) -> Self {
        Self { line, spans, escape }
    }

    /// The whole flag.
    pub fn span(&self) -> Span {
        self.spans.span
    }

    /// Its name, without dashes.
    pub fn name(&self) -> Cow<'t, str> {
        self.line.slice(self.spans.name).text()
    }

    /// Where the name stands.
    pub fn name_span(&self) -> Span {
        self.spans.name
    }

    /// Its value, as written, quotes included; `None` without `=`.
    pub fn value(&self) -> Option<Word<'t>> {
        self.spans.value.map(|span| Word::new(self.line.slice(span), self.escape))
    }

    /// The comma-separated fields of the value (`type=cache,target=/x`), each cut at its `=`.
    pub fn fields(&self) -> Vec<(Cow<'t, str>, Option<Word<'t>>)> {
        let Some(mut rest) = self.value() else { return Vec::new() };
        let mut fields = Vec::new();
        loop {
            let (field, more) = match rest.split_once(b',') {
                Some((field, more)) => (field, Some(more)),
                None => (rest, None),
            };
            match field.split_once(b'=') {
                Some((name, value)) => fields.push((name.text(), Some(value))),
                None => fields.push((field.text(), None)),
            }
            match more {
                Some(more) => rest = more,
                None => return fields,
            }
        }
    }

    /// The options of a `--mount`, each under one of its names: of two with the same name the later one counts, and a mount
    /// without a type is a bind.
    pub fn mount_options(&self) -> BTreeMap<String, String> {
        let mut options = BTreeMap::from([("type".to_owned(), "bind".to_owned())]);
        for (name, value) in self.fields() {
            let name = name.to_lowercase();
            let name = match name.as_str() {
                "dst" | "destination" => "target",
                "src" => "source",
                "ro" => "readonly",
                "rw" => "readwrite",
                other => other,
            };
            // A switch alone is on.
            let value = value.map_or_else(|| "true".to_owned(), |word| word.text().into_owned());
            options.insert(name.to_owned(), value);
        }
        options
    }
}

/// Split flags from arguments: words that begin with `--`, up to the first other word or a bare `--`. There are no blanks
/// around `text`, and so none around the arguments.
pub(super) fn split(text: &Joined<'_>, escape: u8) -> (Vec<FlagSpans>, Span) {
    let mut flags = Vec::new();
    let mut cursor = text.cursor();
    loop {
        cursor.eat_while(words::is_blank);
        let start = cursor.offset();
        if !cursor.starts_with("--") {
            break;
        }
        cursor.bump();
        cursor.bump();
        if cursor.peek().is_none_or(words::is_blank) {
            break;
        }
        let name = cursor.offset();
        let mut equals = None;
        let mut quote = None;
        loop {
            match quote {
                None => cursor.eat_while(|byte| {
                    byte != escape && byte != b'=' && !words::is_blank(byte) && !words::is_quote(byte)
                }),
                Some(quote) => cursor.eat_while(|byte| byte != escape && byte != b'=' && byte != quote),
            }
            let Some(byte) = cursor.peek().filter(|&byte| quote.is_some() || !words::is_blank(byte)) else { break };
            let end = cursor.behind();
            cursor.bump();
            if byte == escape {
                cursor.bump();
            } else if quote == Some(byte) {
                quote = None;
            } else if quote.is_none() && words::is_quote(byte) {
                quote = Some(byte);
            } else if byte == b'=' && equals.is_none() {
                equals = Some((end, cursor.offset()));
            }
        }
        let span = Span::new(start, cursor.behind());
        let name_end = equals.map_or(span.end, |(before, _)| before);
        let value = equals.map(|(_, behind)| Span::new(behind.min(span.end), span.end));
        flags.push(FlagSpans { span, name: Span::new(name, name_end), value });
    }
    cursor.eat_while(|byte| words::is_blank(byte) || byte == b'\n');
    (flags, Span::new(cursor.offset(), text.span().end))
}
