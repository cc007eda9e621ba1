//! Fixes as a reader of SARIF applies them: what goes, as a region, and what comes, as text.

use super::location::Locations;
use super::message::shown;
use super::schema::{ArtifactChange, Content, Message, Replacement, SarifFix};
use crate::finding::{Finding, Fix};
use crate::text::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The secrets that findings tell of, by file, as texts.
pub(super) struct Secrets<'a> {
    by_source: BTreeMap<*const Source, BTreeSet<&'a str>>,
}

impl<'a> Secrets<'a> {
    /// What `findings` want to be masked.
    pub(super) fn of(findings: &'a [Finding]) -> Self {
        let mut by_source: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for masked in findings.iter().flat_map(|finding| &finding.masked) {
            let secret = masked.source.slice(masked.span);
            if !secret.is_empty() {
                by_source.entry(Arc::as_ptr(&masked.source)).or_default().insert(secret);
            }
        }
        Self { by_source }
    }

    /// Whether `fix` of `source` would write one of them out.
    fn are_in(&self, source: &Source, fix: &Fix) -> bool {
        let secrets = self.by_source.get(&std::ptr::from_ref(source));
        let holds = |secret: &&str| fix.edits.iter().any(|edit| edit.replacement.contains(secret));
        secrets.is_some_and(|secrets| secrets.iter().any(holds))
    }
}

/// The fix of `finding`; none where it has no edits, and none where it would show a secret.
pub(super) fn fix<'a>(
    finding: &'a Finding,
    secrets: &Secrets<'_>,
    locations: &mut Locations<'a>,
) -> Option<SarifFix<'a>> {
    let source = &finding.primary.source;
    let fix = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty() && !secrets.are_in(source, fix))?;
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: locations.region(source, edit.span),
        inserted_content: Content { text: &edit.replacement },
    });
    let replacements = replacements.collect();
    Some(SarifFix {
        description: Message { text: shown(&fix.message).into_owned() },
        artifact_changes: [ArtifactChange { artifact_location: locations.artifact(source.path()), replacements }],
    })
}
