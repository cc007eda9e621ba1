//! Fixes as a reader of SARIF applies them: what goes, as a region, and what comes, as text.

use super::location::Locations;
use super::message::shown;
use super::schema::{ArtifactChange, Content, Message, Replacement, SarifFix};
use crate::finding::Finding;

/// The fix of `finding`; none where it has no edits.
pub(super) fn fix<'a>(finding: &'a Finding, locations: &mut Locations<'a>) -> Option<SarifFix<'a>> {
    let source = &finding.primary.source;
    let fix = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty())?;
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
