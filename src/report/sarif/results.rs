//! Findings to results.

use super::fix::{self, Secrets};
use super::location::Locations;
use super::message;
use super::schema::{Message, PartialFingerprints, SarifResult};
use crate::catalog::Catalog;
use crate::finding::Finding;
use std::collections::HashMap;

/// Most locations of a result that GitHub takes, less the primary one.
const MOST_RELATED: usize = 999;

/// A finding that becomes a result.
pub(super) struct Selected<'a> {
    pub(super) finding: &'a Finding,
    /// Our own fingerprint.
    pub(super) identity: Option<&'a str>,
}

/// The results, in the order of `selected`; `all` are the findings of the report.
pub(super) fn results<'a>(
    all: &'a [Finding],
    selected: &[Selected<'a>],
    catalog: &'a Catalog,
    locations: &mut Locations<'a>,
) -> Vec<SarifResult<'a>> {
    let indices: HashMap<&str, usize> = catalog.pages().enumerate().map(|(index, page)| (&*page.id, index)).collect();
    let secrets = Secrets::of(all);
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
            fixes: fix::fix(finding, &secrets, locations).into_iter().collect(),
        }
    };
    selected.iter().map(result).collect()
}
