//! Files on which the configuration switches rules off: `[[per-file]]`.

use super::Policy;
use crate::catalog::Meant;
use crate::finding::{Finding, Label, SuppressedBy, Suppression};
use std::sync::Arc;

/// What is not reported on a file.
#[derive(Clone, Debug)]
pub struct Exemption {
    /// Of which rules.
    pub rules: Meant,
    /// Why.
    pub reason: String,
    /// Where that was said.
    pub place: Label,
}

/// Mark the findings of a file that its `exemptions` suppress.
pub fn apply(exemptions: &[Arc<Exemption>], policy: &Policy, findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|finding| !policy.locked.contains(finding.rule.as_ref())) {
        if let Some(found) = exemptions.iter().find(|exemption| exemption.rules.holds(finding)) {
            let (reason, place) = (found.reason.clone(), Some(found.place.clone()));
            finding.suppressed = Some(Suppression { by: SuppressedBy::Configuration, reason, place });
        }
    }
}
