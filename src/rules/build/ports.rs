//! The ports of an EXPOSE, as two rules of this group look at them: variables replaced, and split.

use crate::model::{Dockerfile, Executed, GapKind};
use crate::parse::Keyword;
use crate::text::Span;

/// One port word.
pub(super) struct Port<'t> {
    pub(super) executed: Executed<'t>,
    pub(super) text: String,
    /// The word as written; of one variable may come several ports.
    pub(super) span: Span,
    /// Whether the text is what is written.
    pub(super) literal: bool,
}

/// Every port of every EXPOSE.
pub(super) fn ports<'t>(file: &Dockerfile<'t>) -> Vec<Port<'t>> {
    let mut ports = Vec::new();
    for executed in file.executed().filter(|it| it.is(Keyword::Expose)) {
        for word in executed.instruction.words() {
            let value = file.value(executed.place, &word);
            if value.gaps.iter().any(|gap| gap.kind == GapKind::Opaque) {
                continue;
            }
            let (span, literal) = (word.span(), word.text() == value.text);
            let texts = value.text.split_whitespace();
            ports.extend(texts.map(|text| Port { executed, text: text.to_owned(), span, literal }));
        }
    }
    ports
}
