//! The text of a result: the message, what to do, and links to the related locations.
//!
//! ```text
//! Base image 'python' has no tag. Pin it to a release. See [the stage is built on here](1).
//! └─────── message ────────────┘ └────── help ───────┘     └───────── label ─────────┘ └ its id
//! ```

use super::super::columns;
use super::super::inert;
use super::location::Locations;
use crate::finding::{Finding, Label};
use std::borrow::Cow;
use std::fmt::Write as _;

/// Most characters of a text, be it a description or one part of a message.
const LONGEST: usize = 1_024;

/// Most related locations that a message links to: GitHub shows no more.
const MOST_LINKS: usize = 100;

/// The text for `finding`, with links to its labels, whose ids count from 1.
pub(super) fn text(finding: &Finding, locations: &Locations<'_>) -> String {
    let mut text = capitalized(&sentence(&finding.message));
    for help in &finding.help {
        text.push(' ');
        text.push_str(&sentence(help));
    }
    for (index, label) in finding.labels.iter().take(MOST_LINKS).enumerate() {
        text.push_str(if index == 0 { " See [" } else { ", [" });
        text.push_str(&escape(&shown(&link_text(label, finding, locations))));
        text.push_str("](");
        text.push_str(&(index + 1).to_string());
        text.push(')');
    }
    match finding.labels.len() {
        0 => {}
        1..=MOST_LINKS => text.push('.'),
        // Writing to a string does not fail.
        all => _ = write!(text, " and {} more places.", all - MOST_LINKS),
    }
    text
}

/// `text` as one line of plain text that a reader may show as it is, and no longer than is taken.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    match inert::line(text, LONGEST) {
        Cow::Borrowed(kept) => unformatted(kept),
        Cow::Owned(written) => Cow::Owned(unformatted(&shorten(&written)).into_owned()),
    }
}

/// `text` with its names between quotes. Backticks are Markdown, which plain text must not hold [3.11.3]; GitHub has been
/// seen to show `A_B` between backticks as `A\_B`.
pub(super) fn unformatted(text: &str) -> Cow<'_, str> {
    if text.contains('`') { Cow::Owned(text.replace('`', "'")) } else { Cow::Borrowed(text) }
}

/// `text` with at most [`LONGEST`] characters, cut between two words.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    let end = text.char_indices().nth(LONGEST - 1).map_or(text.len(), |(end, _)| end);
    let words = text[..end].rsplit_once(char::is_whitespace).map_or(&text[..end], |(words, _)| words);
    format!("{}…", words.trim_end())
}

/// What a rule says, as a sentence that can't be taken for a link.
///
/// Readers differ in whether they undo escapes outside a link's text, so brackets stay as they are (`CMD ["x"]` is a
/// frequent word here) except where a link would come about. Braces stay too: without arguments there are no
/// placeholders, and readers show `{{` as it stands, whatever section 3.11.5 says.
fn sentence(words: &str) -> String {
    let words = shown(words);
    let mut sentence = if words.contains("](") { escape(&words) } else { words.into_owned() };
    if !sentence.ends_with(['.', '!', '?', ':', '…']) {
        sentence.push('.');
    }
    sentence
}

/// Messages begin in lower case, for a line that goes on; here they stand alone.
fn capitalized(sentence: &str) -> String {
    let mut rest = sentence.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// A label's own words, or else its place: the line, in another file with that file's name.
fn link_text<'l>(label: &'l Label, finding: &Finding, locations: &Locations<'_>) -> Cow<'l, str> {
    if label.message.is_empty() {
        let line = label.source.lines().line(columns::shown(&label.source, label.span).start);
        let same = label.source.path() == finding.primary.source.path();
        return Cow::Owned(if same {
            format!("line {line}")
        } else {
            format!("{}:{line}", locations.name(label.source.path()))
        });
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
    use super::super::super::Root;
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::text::{Source, Span};
    use std::sync::Arc;

    fn message(say: impl FnOnce(&mut Sink)) -> String {
        let mut sink = Sink::new("rule", Severity::Error, Arc::new(Source::new("Dockerfile", "FROM a\nRUN b\n")));
        say(&mut sink);
        text(&sink.into_findings()[0], &Locations::new(&Root::default()))
    }

    #[test]
    fn message_and_help_are_sentences() {
        let text = message(|sink| {
            sink.report(Span::new(0, 4), "the `x` is wrong").help("Use `y`.").help("or `z`");
        });
        assert_eq!(text, "The 'x' is wrong. Use 'y'. or 'z'.");
    }

    #[test]
    fn labels_are_linked_by_their_ids() {
        let text = message(|sink| {
            let finding = sink.report(Span::new(0, 4), "`x` is wrong");
            finding.label(Span::new(0, 4), "set in [\\] here").label(Span::new(7, 10), "");
        });
        assert_eq!(text, r"'x' is wrong. See [set in \[\\\] here](1), [line 2](2).");
    }

    #[test]
    fn a_files_words_make_no_link() {
        let text = message(|sink| {
            sink.report(Span::new(0, 4), "`[a](https://example.com)` is wrong").help("Write `CMD [\"x\"]`");
        });
        assert_eq!(text, r#"'\[a\](https://example.com)' is wrong. Write 'CMD ["x"]'."#);
    }

    #[test]
    fn a_message_links_to_the_places_that_are_shown_and_counts_the_others() {
        let text = |labels: usize| {
            message(|sink| {
                let finding = sink.report(Span::new(0, 4), "`x` is wrong");
                (0..labels).for_each(|_| _ = finding.label(Span::new(0, 4), "again"));
            })
        };
        assert!(text(100).ends_with(", [again](100)."));
        assert!(text(102).ends_with(", [again](100) and 2 more places."));
    }

    #[test]
    fn what_steers_a_reader_is_written_out() {
        let text = message(|sink| _ = sink.report(Span::new(0, 4), "`\u{202e}x\u{1b}` is wrong\nhere"));
        assert_eq!(text, "'\\u{202e}x␛' is wrong␊here.");
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let cut = shorten(&"word ".repeat(300));
        assert!(cut.ends_with("word…") && cut.chars().count() <= LONGEST);
        assert_eq!(shorten(&"é".repeat(2000)).chars().count(), LONGEST);
        assert_eq!(shorten("short"), "short");
        assert_eq!(shown(&"\u{202e}".repeat(2000)).chars().count(), LONGEST);
    }
}
