//! What is wrong with a configuration: findings in its text, which reports print as they print any other.

use crate::catalog::nearest;
use crate::finding::{CONFIGURATION, Finding, Severity};
use crate::text::{Source, Span};
use std::ops::Range;
use std::sync::Arc;
use thiserror::Error;

/// All that is wrong with a configuration, in source order, as findings of the rule [`CONFIGURATION`].
#[derive(Clone, Debug, Error)]
#[error("the configuration is wrong")]
pub struct Mistakes(pub Vec<Finding>);

/// The value at `span` is wrong, as `message` says.
pub fn wrong(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Mistakes {
    Mistakes(vec![finding(source, span, message)])
}

fn finding(source: &Arc<Source>, span: Span, message: impl Into<String>) -> Finding {
    Finding::new(CONFIGURATION, Severity::Error, source, span, message)
}

/// The TOML reader, or a rule that was given its options, does not take `source`.
pub fn rejected(source: &Arc<Source>, error: &toml::de::Error) -> Mistakes {
    let span = error.span().map_or(Span::at(0), |range| Span::on_characters(source.text(), range));
    let message: String = error.message().trim().trim_end_matches('.').replace('\n', ", ");
    let mut finding = finding(source, span, message);
    suggest_from_message(&mut finding);
    if source.slice(span) == "rules" && finding.message.starts_with("cannot extend value of type array") {
        finding
            .help("Name the directories of your own rules in `rule-pages`: `rules` can't be a list and hold tables.");
    }
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
        let span = Span::on_characters(self.source.text(), range);
        self.findings.push(finding(self.source, span, message));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::on_characters(self.source.text(), range)
    }

    pub(super) fn finish(mut self) -> Result<(), Mistakes> {
        self.findings.sort_by_key(|finding| finding.primary.span);
        if self.findings.is_empty() { Ok(()) } else { Err(Mistakes(self.findings)) }
    }
}

/// The same in our words, for serde's own: "unknown field `pakages`, expected one of `packages`, `files`". A rule's options are
/// what stands beside its `level`.
fn suggest_from_message(finding: &mut Finding) {
    let mut quoted = finding.message.split('`').skip(1).step_by(2);
    let is_option = finding.message.starts_with("unknown field");
    if !(is_option || finding.message.starts_with("unknown variant")) {
        return;
    }
    let Some(name) = quoted.next() else { return };
    let mut known: Vec<&str> = quoted.collect();
    if is_option {
        known.push("level");
    }
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Choose one of `{}`.", known.join("`, `")),
    };
    let message =
        if is_option { format!("the rule has no option `{name}`") } else { format!("`{name}` is none of the values") };
    finding.message = message;
    finding.help(help);
}
