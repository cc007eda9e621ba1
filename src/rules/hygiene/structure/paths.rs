//! The paths of COPY and ADD as they are written, without quotes.

use crate::parse::{Arguments, Instruction};
use crate::text::{OPAQUE, Span};
use std::borrow::Cow;

/// A source or a target.
pub(super) struct Path<'t> {
    /// Without quotes; variables as written.
    pub(super) text: Cow<'t, str>,
    /// Without quotes in the exec form, with them elsewhere.
    pub(super) span: Span,
}

/// The sources and the target of a COPY or an ADD; `None` for one without a target, or with a template's tag for it.
pub(super) fn paths<'t>(instruction: &'t Instruction<'_>) -> Option<(Vec<Path<'t>>, Path<'t>)> {
    let mut paths: Vec<Path<'t>> = match instruction.arguments() {
        Arguments::Json(items) => {
            items.iter().map(|item| Path { text: item.text.text(), span: item.text.span() }).collect()
        }
        Arguments::Words(words) => {
            words.iter().map(|word| Path { text: unquoted(word.text()), span: word.span() }).collect()
        }
    };
    let target = paths.pop()?;
    (!paths.is_empty() && !target.text.contains(OPAQUE)).then_some((paths, target))
}

fn unquoted(text: Cow<'_, str>) -> Cow<'_, str> {
    let inner = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    match inner('"').or_else(|| inner('\'')) {
        Some(inner) => Cow::Owned(inner.to_owned()),
        None => text,
    }
}
