//! The text of a result: the message, what to do, and links to the related locations.
//!
//! ```text
//! base image `python` has no tag. Pin it to a release. See [the stage is built on here](1).
//! └─────── message ────────────┘ └────── help ───────┘     └───────── label ─────────┘ └ its id
//! ```

use super::super::columns::shown;
use crate::finding::{Finding, Label};
use std::borrow::Cow;

/// The text for `finding`, with links to its first `related` labels, whose ids count from 1.
pub(super) fn text(finding: &Finding, related: usize) -> String {
    let mut text = sentence(&finding.message);
    for help in &finding.help {
        text.push(' ');
        text.push_str(&sentence(help));
    }
    for (index, label) in finding.labels.iter().take(related).enumerate() {
        text.push_str(if index == 0 { " See [" } else { ", [" });
        text.push_str(&escape(&link_text(label)));
        text.push_str("](");
        text.push_str(&(index + 1).to_string());
        text.push(')');
    }
    if !finding.labels.is_empty() {
        text.push('.');
    }
    text
}

/// What a rule says, as a sentence that can't be taken for a link.
///
/// Readers differ in whether they undo escapes outside a link's text, so brackets stay as they are (`CMD ["x"]` is a
/// frequent word here) except where a link would come about.
fn sentence(words: &str) -> String {
    let mut sentence = if words.contains("](") { escape(words) } else { words.to_owned() };
    if !words.ends_with(['.', '!', '?', ':']) {
        sentence.push('.');
    }
    sentence
}

/// A label's own words, or else its place.
fn link_text(label: &Label) -> Cow<'_, str> {
    if label.message.is_empty() {
        let line = label.source.lines().line(shown(&label.source, label.span).start);
        return Cow::Owned(format!("{}:{line}", label.source.path()));
    }
    Cow::Borrowed(&label.message)
}

/// Escaped as SARIF's section 3.11.6 wants the text of a link.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for ch in text.chars() {
        if matches!(ch, '\\' | '[' | ']') {
            escaped.push('\\');
        }
        escaped.push(ch);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::text::{Source, Span};
    use std::sync::Arc;

    fn message(say: impl FnOnce(&mut Sink)) -> String {
        let mut sink = Sink::new("rule", Severity::Error, Arc::new(Source::new("Dockerfile", "FROM a\nRUN b\n")));
        say(&mut sink);
        text(&sink.into_findings()[0], 1000)
    }

    #[test]
    fn message_and_help_are_sentences() {
        let text = message(|sink| {
            sink.report(Span::new(0, 4), "`x` is wrong").help("Use `y`.").help("or `z`");
        });
        assert_eq!(text, "`x` is wrong. Use `y`. or `z`.");
    }

    #[test]
    fn labels_are_linked_by_their_ids() {
        let text = message(|sink| {
            let finding = sink.report(Span::new(0, 4), "`x` is wrong");
            finding.label(Span::new(0, 4), "set in [\\] here").label(Span::new(7, 10), "");
        });
        assert_eq!(text, r"`x` is wrong. See [set in \[\\\] here](1), [Dockerfile:2](2).");
    }

    #[test]
    fn a_files_words_make_no_link() {
        let text = message(|sink| {
            sink.report(Span::new(0, 4), "`[a](https://example.com)` is wrong").help("Write `CMD [\"x\"]`");
        });
        assert_eq!(text, r#"`\[a\](https://example.com)` is wrong. Write `CMD ["x"]`."#);
    }
}
