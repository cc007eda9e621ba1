//! What is wrong with a configuration: findings in its text, which reports print as they print any other.

use crate::finding::{Finding, Label, Severity};
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use thiserror::Error;

/// The rule that these findings name; it has no page and can't be ignored.
pub const RULE: &str = "configuration";

/// All that is wrong with a configuration, in source order, as findings of the rule [`RULE`].
#[derive(Clone, Debug, Error)]
#[error("the configuration is wrong")]
pub struct Mistakes(pub Vec<Finding>);

/// The value at `span` is wrong, as `message` says.
pub fn wrong(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Mistakes {
    Mistakes(vec![finding(source, span, message)])
}

fn finding(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Finding {
    Finding {
        rule: Cow::Borrowed(RULE),
        severity: Severity::Error,
        message: message.into(),
        primary: Label { source: Arc::clone(source), span, message: String::new() },
        labels: Vec::new(),
        help: Vec::new(),
        fix: None,
        masked: Vec::new(),
        suppressed: None,
        anchor: None,
    }
}

/// The TOML reader, or a rule that was given its options, does not take `source`.
pub fn rejected(source: &Arc<Source>, error: &toml::de::Error) -> Mistakes {
    let span = error.span().map_or(Span::at(0), |range| on_characters(source.text(), range));
    let message: String = error.message().trim().trim_end_matches('.').replace('\n', ", ");
    let mut finding = finding(source, span, message);
    suggest_from_message(&mut finding);
    Mistakes(vec![finding])
}

/// Collects the problems of one file.
pub(super) struct Problems<'s> {
    source: &'s Arc<Source>,
    findings: Vec<Finding>,
}

impl<'s> Problems<'s> {
    pub(super) fn new(source: &'s Arc<Source>) -> Self {
        Self { source, findings: Vec::new() }
    }

    /// The bytes at `range` are wrong, as `message` says.
    pub(super) fn add(&mut self, range: Range<usize>, message: impl Into<String>) -> &mut Finding {
        let span = on_characters(self.source.text(), range);
        self.findings.push(finding(self.source, span, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        on_characters(self.source.text(), range)
    }

    pub(super) fn finish(mut self) -> Result<(), Mistakes> {
        self.findings.sort_by_key(|finding| finding.primary.span);
        if self.findings.is_empty() { Ok(()) } else { Err(Mistakes(self.findings)) }
    }
}

/// The name among `known` that `name` was probably meant to be.
pub(super) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let scored = known.into_iter().map(|known| (strsim::jaro_winkler(name, known), known));
    scored.filter(|(score, _)| *score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}

/// "did you mean", for serde's own words: "unknown field `pakages`, expected one of `packages`, `files`".
fn suggest_from_message(finding: &mut Finding) {
    let mut quoted = finding.message.split('`').skip(1).step_by(2);
    let unknown = finding.message.starts_with("unknown field") || finding.message.starts_with("unknown variant");
    if let (true, Some(name)) = (unknown, quoted.next()) {
        let known: Vec<&str> = quoted.collect();
        if let Some(near) = nearest(name, known) {
            let help = format!("Did you mean `{near}`?");
            finding.help(help);
        }
    }
}

/// `range` as a span of `text`: inside it, and on character boundaries.
fn on_characters(text: &str, range: Range<usize>) -> Span {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(nearest("ignroe", ["select", "ignore", "fail-on"]), Some("ignore"));
        assert_eq!(nearest("fail_on", ["select", "ignore", "fail-on"]), Some("fail-on"));
        assert_eq!(nearest("zebra", ["select", "ignore"]), None);
    }

    #[test]
    fn a_span_never_splits_a_character() {
        assert_eq!(on_characters("é=1", 1..2), Span::new(0, 2));
        assert_eq!(on_characters("a", 5..9), Span::new(1, 1));
    }
}
