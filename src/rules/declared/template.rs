//! Texts with placeholders: what a declared rule says.
//!
//! ```text
//! base image `{image}` is not from our registry
//!             ^^^^^^^ a field of the node; `{stage.name}` is one of what stands around it
//! ```

use super::fact::{Fact, Field};
use super::kind::Kind;
use super::view::View;
use std::borrow::Cow;

/// A text, cut at its placeholders.
pub(super) struct Template(pub(super) Vec<Piece>);

/// A piece of a text.
pub(super) enum Piece {
    Text(String),
    Field(Reference),
}

/// A field of a node, or of what stands around it.
#[derive(Clone, Copy)]
pub(super) struct Reference {
    pub(super) around: Option<Kind>,
    pub(super) field: &'static Field,
}

/// Longer values are cut: a message is a line.
const LONGEST: usize = 120;

impl Reference {
    /// What it says of `view`.
    pub(super) fn read<'v>(&self, view: &View<'v, '_>) -> super::fact::Found<'v> {
        match self.around {
            None => (self.field.read)(view),
            Some(kind) => match view.around(kind) {
                Some(around) => (self.field.read)(&around),
                None => super::fact::Found::absent(),
            },
        }
    }
}

impl Template {
    /// The text for `view` as a message.
    pub(super) fn shown(&self, view: &View<'_, '_>) -> String {
        let mut text = self.sentence(view);
        // A value may end with a full stop; messages don't.
        text.truncate(text.trim_end_matches(['.', ' ']).len());
        text
    }

    /// The text for `view`, for people to read.
    pub(super) fn sentence(&self, view: &View<'_, '_>) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(literal) => text.push_str(literal),
                Piece::Field(reference) => text.push_str(&on_a_line(&value(reference, view))),
            }
        }
        text
    }

    /// The text for `view`, for the file; `None` where a value is absent or can't be told.
    pub(super) fn exact(&self, view: &View<'_, '_>) -> Option<String> {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(literal) => text.push_str(literal),
                Piece::Field(reference) => match reference.read(view).fact {
                    Fact::Text(value) => text.push_str(&value),
                    Fact::Number(number) => text.push_str(&number.to_string()),
                    _ => return None,
                },
            }
        }
        Some(text)
    }
}

/// A value in words: what can't be told as it is written.
fn value(reference: &Reference, view: &View<'_, '_>) -> String {
    let found = reference.read(view);
    match found.fact {
        Fact::Text(text) => text.into_owned(),
        Fact::Number(number) => number.to_string(),
        Fact::Truth(truth) => truth.to_string(),
        Fact::Texts(texts) => {
            let texts: Vec<_> = texts.into_iter().map(|text| text.unwrap_or(Cow::Borrowed("…"))).collect();
            texts.join(", ")
        }
        Fact::Unknown => found.span.map_or("…", |span| view.file.source.slice(span)).to_owned(),
        Fact::Absent => "nothing".to_owned(),
    }
}

fn on_a_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut line = words.join(" ");
    if let Some((end, _)) = line.char_indices().nth(LONGEST) {
        line.truncate(end);
        line.push('…');
    }
    line
}
