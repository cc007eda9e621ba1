//! What is wrong with a file, found while parsing it.

use crate::text::Span;

/// Whether a build would go on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// BuildKit refuses the file.
    Refused,
    /// BuildKit reads it, though surely not as meant.
    Accepted,
}

/// A fault at a place. Parsing goes on behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The offending words.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Another place that explains it.
    pub label: Option<(Span, String)>,
    /// Whether BuildKit stops here.
    pub refusal: Refusal,
}

impl Problem {
    /// A problem for which BuildKit refuses the file.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: None, label: None, refusal: Refusal::Refused }
    }

    /// Say what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Point at another place.
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.label = Some((span, message.into()));
        self
    }

    /// Say that BuildKit goes on.
    pub fn accepted(mut self) -> Self {
        self.refusal = Refusal::Accepted;
        self
    }
}

/// `did you mean` for a misspelt `name`, where one of `known` is near enough: at most a third of its letters differ.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let name = name.to_lowercase();
    let limit = (name.len() / 3).clamp(1, 3);
    let length = name.chars().count();
    known
        .into_iter()
        // Every letter more or less is one edit at least: what is too long or short need not be measured.
        .filter(|known| known.chars().count().abs_diff(length) <= limit)
        .map(|known| (strsim::damerau_levenshtein(&name, &known.to_lowercase()), known))
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, known)| known)
}
