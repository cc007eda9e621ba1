//! The links in running text that lead to other pages.
//!
//! ```text
//! :doc:`the settings <settings>`      `the settings <settings.rst>`_      [the settings](settings.md)
//!                     ^^^^^^^^                       ^^^^^^^^^^^^                        ^^^^^^^^^^^
//! ```

use super::{Document, Reference, ReferenceKind};
use crate::text::Span;
use memchr::memmem;

/// No link is longer; what is, was never closed.
const LONGEST: usize = 300;

/// Add the links of reStructuredText.
pub(super) fn of_rst(text: &str, document: &mut Document) {
    for found in memmem::find_iter(text.as_bytes(), b":doc:`") {
        let start = found + ":doc:`".len();
        let Some(length) = ahead(text, start).find('`') else { continue };
        let name = &text[start..start + length];
        match name.strip_suffix('>').and_then(|name| name.rfind('<')) {
            Some(open) => add(text, start + open + 1, start + length - 1, document),
            None => add(text, start, start + length, document),
        }
    }
    for end in memmem::find_iter(text.as_bytes(), b">`_") {
        let from = text.floor_char_boundary(end.saturating_sub(LONGEST));
        if let Some(open) = text[from..end].rfind('<') {
            add(text, from + open + 1, end, document);
        }
    }
}

/// Add the links of Markdown.
pub(super) fn of_markdown(text: &str, document: &mut Document) {
    for found in memmem::find_iter(text.as_bytes(), b"](") {
        let start = found + 2;
        if let Some(length) = ahead(text, start).find([')', ' ', '\n']) {
            add(text, start, start + length, document);
        }
    }
}

/// As much of `text` from `start` on as a link may take.
fn ahead(text: &str, start: usize) -> &str {
    &text[start..text.floor_char_boundary((start + LONGEST).min(text.len()))]
}

fn add(text: &str, start: usize, end: usize, document: &mut Document) {
    let target = Span::on_characters(text, start..end);
    let in_comment = document.unseen.partition_point(|gap| gap.start <= target.start);
    let hidden = in_comment.checked_sub(1).is_some_and(|gap| document.unseen[gap].covers(target));
    if !hidden && !target.is_empty() {
        document.references.push(Reference { kind: ReferenceKind::Page, target });
    }
}
