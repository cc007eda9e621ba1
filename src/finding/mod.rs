//! What a rule can say. Rules build findings through [`Sink`]; triage filters them; reports print them.

mod anchor;
mod fix;
mod notice;
mod severity;
mod sink;
mod suppression;

pub use anchor::Anchor;
pub use fix::{Applicability, Edit, Fix};
pub use notice::Notice;
pub use severity::Severity;
pub use sink::{Sink, Spared};
pub use suppression::{SuppressedBy, Suppression};

use crate::text::{Source, Span, holds_opaque};
use std::borrow::Cow;
use std::sync::Arc;

/// A place in a source, with what is to be said about it.
#[derive(Clone, Debug)]
pub struct Label {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes.
    pub span: Span,
    /// A short remark, in lower case, without a full stop; may be empty.
    pub message: String,
}

/// One fault that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Id of the rule.
    pub rule: Cow<'static, str>,
    /// The names that other linters give to this very fault; `None`: all those of its rule.
    pub aliases: Option<Vec<Cow<'static, str>>>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: begins in lower case, names the thing in backticks, ends without a full stop.
    pub message: String,
    /// The offending words themselves.
    pub primary: Label,
    /// The other places that matter, in the order in which they explain it.
    pub labels: Vec<Label>,
    /// What to do about it, each a sentence of its own.
    pub help: Vec<String>,
    /// A replacement, where the rule knows one.
    pub fix: Option<Fix>,
    /// What no report may show, in whatever excerpt it stands: the values of secrets.
    pub masked: Vec<Masked>,
    /// What keeps it from being reported.
    pub suppressed: Option<Suppression>,
    /// What it stands in, which the pipeline tells once the rules have run; `None` where no pipeline did.
    pub anchor: Option<Arc<Anchor>>,
}

/// Bytes that no report shows.
#[derive(Clone, Debug)]
pub struct Masked {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes.
    pub span: Span,
}

/// The rule that mistakes in what configures a run name: configuration files, amnesties, rule pages. It has no page and
/// can't be ignored.
pub const CONFIGURATION: &str = "configuration";

impl Finding {
    /// A finding with a message and a place, and nothing else yet.
    pub fn new(
        rule: impl Into<Cow<'static, str>>,
        severity: Severity,
        source: &Arc<Source>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            aliases: None,
            severity,
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

    /// Report it at another severity than its rule's own.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Only these of its rule's aliases mean this fault.
    pub fn known_as(&mut self, aliases: &[&'static str]) -> &mut Self {
        self.aliases = Some(aliases.iter().copied().map(Cow::Borrowed).collect());
        self
    }

    /// Whether `alias`, one of its rule's, means this fault.
    pub fn is_known_as(&self, alias: &str) -> bool {
        self.aliases.as_ref().is_none_or(|aliases| aliases.iter().any(|other| other == alias))
    }

    /// Say something under the primary span.
    pub fn note(&mut self, message: impl Into<String>) -> &mut Self {
        self.primary.message = message.into();
        self
    }

    /// Point at another place of the same file.
    pub fn label(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        let source = Arc::clone(&self.primary.source);
        self.label_in(source, span, message)
    }

    /// Point at a place of another file.
    pub fn label_in(&mut self, source: Arc<Source>, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label { source, span, message: message.into() });
        self
    }

    /// Say what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help.push(help.into());
        self
    }

    /// Keep a secret of the same file out of every report.
    pub fn mask(&mut self, span: Span) -> &mut Self {
        let source = Arc::clone(&self.primary.source);
        self.mask_in(source, span)
    }

    /// Keep a secret of another file out of every report.
    pub fn mask_in(&mut self, source: Arc<Source>, span: Span) -> &mut Self {
        self.masked.push(Masked { source, span });
        self
    }

    /// Offer a replacement. What a template tag reads as is not what is written there, so that none may repeat it.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        let repeats = fix.edits.iter().any(|edit| holds_opaque(&edit.replacement));
        self.fix = Some(fix).filter(|_| !repeats);
        self
    }
}
