//! Files on which the configuration switches rules off: `[[per-file]]`.

use super::Policy;
use crate::finding::{Finding, Label, SuppressedBy, Suppression};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rules that report nothing on a file.
#[derive(Clone, Debug)]
pub struct Exemption {
    /// Their ids.
    pub rules: BTreeSet<String>,
    /// Why.
    pub reason: String,
    /// Where that was said.
    pub place: Label,
}

/// Mark the findings of a file that its `exemptions` suppress.
pub fn apply(exemptions: &[Arc<Exemption>], policy: &Policy, findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|finding| !policy.locked.contains(finding.rule.as_ref())) {
        if let Some(found) = exemptions.iter().find(|exemption| exemption.rules.contains(finding.rule.as_ref())) {
            let (reason, place) = (found.reason.clone(), Some(found.place.clone()));
            finding.suppressed = Some(Suppression { by: SuppressedBy::Configuration, reason, place });
        }
    }
}
