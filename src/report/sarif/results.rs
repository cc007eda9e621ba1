//! Findings to results.

use super::fix;
use super::location::Locations;
use super::message;
use super::schema::{Message, PartialFingerprints, SarifResult, SarifSuppression};
use crate::catalog::Page;
use crate::finding::{Finding, SuppressedBy, Suppression};
use std::collections::HashMap;

/// Most locations of a result that GitHub takes, less the primary one.
const MOST_RELATED: usize = 999;

/// A finding that becomes a result.
pub(super) struct Selected<'a> {
    pub(super) finding: &'a Finding,
    /// Our own fingerprint.
    pub(super) identity: Option<&'a str>,
}

/// The results, in the order of `selected`; `pages` are those of the log's rules.
pub(super) fn results<'a>(
    selected: &[Selected<'a>],
    pages: &[&'a Page],
    locations: &mut Locations<'a>,
) -> Vec<SarifResult<'a>> {
    let indices: HashMap<&str, usize> = pages.iter().enumerate().map(|(index, page)| (&*page.id, index)).collect();
    let result = |selected: &Selected<'a>| {
        let finding = selected.finding;
        let related = finding.labels.iter().take(MOST_RELATED).zip(1..);
        SarifResult {
            rule_id: &finding.rule,
            rule_index: indices.get(&*finding.rule).copied(),
            level: finding.severity,
            message: Message { text: message::text(finding, locations) },
            locations: [locations.label(&finding.primary, None)],
            related_locations: related.map(|(label, id)| locations.label(label, Some(id))).collect(),
            partial_fingerprints: PartialFingerprints {
                primary_location_line_hash: locations.line_hash(&finding.primary),
                own: selected.identity,
            },
            suppressions: finding.suppressed.iter().map(|said| suppression(said, locations)).collect(),
            fixes: fix::fix(finding, locations).into_iter().collect(),
        }
    };
    selected.iter().map(result).collect()
}

fn suppression<'a>(suppression: &'a Suppression, locations: &mut Locations<'a>) -> SarifSuppression {
    let reason = &suppression.reason;
    SarifSuppression {
        kind: if suppression.by == SuppressedBy::Comment { "inSource" } else { "external" },
        justification: (!reason.is_empty()).then(|| message::shown(reason).into_owned()),
        location: suppression.place.as_ref().map(|place| locations.label(place, None)),
    }
}
