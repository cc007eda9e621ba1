//! Which findings are kept, and in what order.

pub mod amnesty;
pub mod changes;
pub mod checks;
pub mod exempt;
pub mod ignores;
mod policy;
pub mod yielding;

pub use policy::Policy;

use crate::finding::Finding;
use std::cmp::Ordering;
use std::sync::Arc;

/// The rules whose findings come from here: they judge how findings are suppressed, once all the others are known.
pub const RULES: &[&str] = &[ignores::MALFORMED, ignores::UNEXPLAINED, ignores::UNUSED, amnesty::STALE];

/// Sort by path, position and rule.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.primary.span.start, finding.primary.span.end);
        let (source, other) = (&a.primary.source, &b.primary.source);
        let path = if Arc::ptr_eq(source, other) { Ordering::Equal } else { source.path().cmp(other.path()) };
        path.then_with(|| key(a).cmp(&key(b))).then_with(|| a.rule.cmp(&b.rule)).then_with(|| a.message.cmp(&b.message))
    });
}

/// Take the suppressed ones out of `findings`.
pub fn suppressed(findings: &mut Vec<Finding>) -> Vec<Finding> {
    findings.extract_if(.., |finding| finding.suppressed.is_some()).collect()
}
