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

/// Move the suppressed ones of `findings` to `suppressed`.
pub fn set_aside(findings: &mut Vec<Finding>, suppressed: &mut Vec<Finding>) {
    let is_suppressed = |finding: &Finding| finding.suppressed.is_some();
    suppressed.reserve_exact(findings.iter().filter(|finding| is_suppressed(finding)).count());
    suppressed.extend(findings.extract_if(.., |finding| is_suppressed(finding)));
}
