//! What holds for every input, whatever it holds: one file a promise. `tests/robust.rs` keeps them against a few hundred random
//! texts, and the fuzzers in `fuzz/` against millions.

#![allow(clippy::unwrap_used, reason = "a promise is broken by panicking")]

pub(crate) mod check;
pub(crate) mod config;
pub(crate) mod fix;
pub(crate) mod page;
pub(crate) mod parse;
pub(crate) mod repository;
pub(crate) mod shell;

mod report;

use oep45::catalog::Catalog;
use oep45::finding::Finding;
use oep45::pipeline::{Input, Ruleset};
use oep45::text::{FileKind, Files, Source, Span};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Every rule there is.
static RULES: LazyLock<Arc<Ruleset>> = LazyLock::new(|| {
    let every = |_: &str| true;
    let rules = Ruleset::new(&Catalog::builtin(), every, &BTreeMap::new(), &BTreeMap::new());
    Arc::new(rules.unwrap().everywhere(|_| true))
});

/// `source`, to be judged by `rules` in the tree `files`.
fn input(source: &Arc<Source>, kind: FileKind, rules: &Arc<Ruleset>, files: &Arc<dyn Files>) -> Input {
    let read = Arc::clone(source);
    Input {
        path: source.path().to_owned(),
        tree_path: source.path().to_owned(),
        files: Arc::clone(files),
        kind,
        rules: Arc::clone(rules),
        exempt: Vec::new(),
        context: None,
        read: Box::new(move || Ok(Arc::clone(&read))),
    }
}

/// `span` is inside `source`, and begins and ends between characters.
fn fits(source: &Source, span: Span, what: &str) {
    assert!(
        source.text().get(span.range()).is_some(),
        "{what}: {span:?} of {} cuts a character or its end",
        source.path()
    );
}

/// All that `findings` point at is where they say.
fn findings_fit<'f>(findings: impl IntoIterator<Item = &'f Finding>) {
    for finding in findings {
        let rule = finding.rule.as_ref();
        fits(&finding.primary.source, finding.primary.span, rule);
        finding.labels.iter().for_each(|label| fits(&label.source, label.span, rule));
        finding.masked.iter().for_each(|masked| fits(&masked.source, masked.span, rule));
        for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
            fits(&finding.primary.source, edit.span, rule);
        }
        if let Some(place) = finding.suppressed.as_ref().and_then(|suppression| suppression.place.as_ref()) {
            fits(&place.source, place.span, rule);
        }
    }
}
