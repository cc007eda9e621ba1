//! Findings to results.

use super::location::Locations;
use super::message;
use super::schema::{ArtifactChange, Content, Message, PartialFingerprints, Replacement, SarifFix, SarifResult};
use crate::catalog::Catalog;
use crate::finding::{Finding, Fix};
use std::collections::HashMap;

/// Most related locations of a result that GitHub takes.
const MOST_RELATED: usize = 1_000;

/// The results, in the order of `findings`.
pub(super) fn results<'a>(
    findings: &[&'a Finding],
    catalog: &'a Catalog,
    locations: &mut Locations<'a>,
) -> Vec<SarifResult<'a>> {
    let indices: HashMap<&str, usize> = catalog.pages().enumerate().map(|(index, page)| (&*page.id, index)).collect();
    findings.iter().map(|finding| result(finding, indices.get(&*finding.rule).copied(), locations)).collect()
}

fn result<'a>(finding: &'a Finding, rule_index: Option<usize>, locations: &mut Locations<'a>) -> SarifResult<'a> {
    let related = finding.labels.iter().take(MOST_RELATED).zip(1..);
    SarifResult {
        rule_id: &finding.rule,
        rule_index,
        level: finding.severity,
        message: Message { text: message::text(finding, MOST_RELATED) },
        locations: [locations.label(&finding.primary, None)],
        related_locations: related.map(|(label, id)| locations.label(label, Some(id))).collect(),
        partial_fingerprints: PartialFingerprints { primary_location_line_hash: locations.line_hash(&finding.primary) },
        fixes: finding.fix.iter().filter_map(|offered| fix(finding, offered, locations)).collect(),
    }
}

/// A fix as a reader of SARIF applies it; without edits it is none.
fn fix<'a>(finding: &'a Finding, fix: &'a Fix, locations: &mut Locations<'a>) -> Option<SarifFix<'a>> {
    let source = &finding.primary.source;
    let replacements: Vec<_> = fix
        .edits
        .iter()
        .map(|edit| Replacement {
            deleted_region: locations.region(source, edit.span),
            inserted_content: Content { text: &edit.replacement },
        })
        .collect();
    (!replacements.is_empty()).then(|| SarifFix {
        description: Message { text: fix.message.clone() },
        artifact_changes: [ArtifactChange { artifact_location: locations.artifact(source.path()), replacements }],
    })
}
