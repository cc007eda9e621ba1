//! Where the rules of this group point: at the exact words, as long as these stand on the first line of the instruction that
//! BuildKit names for them; else at that instruction, with a label at the words.

use crate::finding::{Finding, Sink};
use crate::model::Dockerfile;
use crate::parse::Instruction;
use crate::text::Span;

/// Report a fault at `at`, which the build meets when it comes to `cause`.
pub(super) fn report<'s>(
    file: &Dockerfile<'_>,
    sink: &'s mut Sink,
    cause: &Instruction<'_>,
    at: Span,
    message: impl Into<String>,
) -> &'s mut Finding {
    let line = |at: u32| file.source.lines().line(at);
    if line(at.start) == line(cause.span.start) {
        return sink.report(at, message);
    }
    let finding = sink.report(cause.keyword_span, message);
    finding.label(at, "here");
    finding
}
