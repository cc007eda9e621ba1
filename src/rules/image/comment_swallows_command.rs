//! `comment-swallows-command`: a shell comment in a continued command hides the lines behind it.
//!
//! ```text
//! RUN . "$NVM_DIR/nvm.sh" && \
//!     nvm install 20 # the LTS && \
//!                    ^^^^^^^^^ the comment on its own line
//!     npm ci
//!     ^^^^^^ joined to that line before the shell reads it, so it is a comment as well
//! ```

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use crate::text::{Joined, Span};
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CommentSwallowsCommand {}

impl Rule for CommentSwallowsCommand {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for (_, step) in file.steps() {
            let line = step.instruction.line();
            // Where `sh -c` stands in backticks and the like, a comment may be read twice.
            let mut reported = None;
            for &comment in &step.script.comments {
                let Some(swallowed) = swallowed(&line, comment) else {
                    sink.spare(comment, || "it ends with its own line: no command is joined to it");
                    continue;
                };
                if reported.is_some_and(|end| comment.start < end) {
                    continue;
                }
                reported = Some(comment.end);
                report(file, comment, swallowed, sink);
            }
        }
    }
}

/// The text of later lines that is part of the comment. A heredoc's lines are not joined, and not in `line`.
fn swallowed(line: &Joined<'_>, comment: Span) -> Option<Span> {
    let view = line.slice(comment);
    let shown = view.pieces().skip(1).filter_map(|piece| {
        let text = piece.span.of(line.source());
        let trimmed = text.trim();
        let start = piece.span.start + u32::try_from(text.len() - text.trim_start().len()).ok()?;
        (!trimmed.is_empty() && begins_line(line.source(), piece.span.start))
            .then(|| Span::new(start, start + u32::try_from(trimmed.len()).unwrap_or(0)))
    });
    shown.reduce(Span::to)
}

/// Whether `at` is the first byte of a line: a piece that begins elsewhere follows a template tag on the same line.
fn begins_line(source: &str, at: u32) -> bool {
    at.checked_sub(1).is_some_and(|before| source.as_bytes().get(before as usize) == Some(&b'\n'))
}

fn report(file: &Dockerfile<'_>, comment: Span, swallowed: Span, sink: &mut Sink) {
    let text = comment.of(file.source.text());
    let own_line = text.split('\n').next().unwrap_or("").trim_end();
    let own_line = own_line.strip_suffix(['\\', '`']).unwrap_or(own_line).trim_end();
    let first = swallowed.of(file.source.text()).split('\n').next().unwrap_or("").trim_end();
    let first_end = swallowed.start + u32::try_from(first.len()).unwrap_or(0);
    let lines = file.source.lines();
    let count = lines.line(swallowed.end) - lines.line(swallowed.start) + 1;
    let span = Span::new(comment.start, comment.start + u32::try_from(own_line.len()).unwrap_or(0));
    let finding = sink.report(span, "this `#` turns the rest of the command into a comment");
    finding.note("continued lines are joined before the shell reads them");
    let never = if count > 1 { "never runs, nor do the lines below" } else { "never runs" };
    finding.label(Span::new(swallowed.start, first_end), never);
    finding.help("Give the comment a line of its own: Docker removes such lines before it joins the others.");
}
