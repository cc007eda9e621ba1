//! A finding in a few plain words, for readers that show one text and no excerpt.

use crate::finding::Finding;

/// The message and what to do, each as a sentence, on one line.
pub(super) fn text(finding: &Finding) -> String {
    let mut text = sentence(&finding.message);
    for help in &finding.help {
        text.push(' ');
        text.push_str(&sentence(&help.lines().map(str::trim).collect::<Vec<_>>().join(" ")));
    }
    text
}

fn sentence(words: &str) -> String {
    let end = if words.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{words}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::text::{Source, Span};
    use std::sync::Arc;

    #[test]
    fn every_part_is_a_sentence() {
        let mut sink = Sink::new("rule", Severity::Error, Arc::new(Source::new("Dockerfile", "FROM a\n")));
        sink.report(Span::new(0, 4), "`x` is wrong").help("Use `y`.").help("or:\n  `z`");
        assert_eq!(text(&sink.into_findings()[0]), "`x` is wrong. Use `y`. or: `z`.");
    }
}
