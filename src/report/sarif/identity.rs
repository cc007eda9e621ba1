//! Our own fingerprint, which no line number is part of: it survives edits nearby, and moving an instruction within its
//! stage. Readers other than GitHub can follow a finding by it.
//!
//! ```text
//!  hash    FNV-1a, 64 bits, of: rule NUL path NUL stage NUL hash of the instruction's text
//!  value   hash in hexadecimal ":" how often it has come up to this finding, itself included
//! ```

use super::location::Locations;
use crate::finding::{Anchor, Finding};
use std::collections::HashMap;
use std::sync::Arc;

/// The fingerprints of `findings`, one each; `None` for a finding without an anchor.
pub(super) fn identities(findings: &[Finding], locations: &Locations<'_>) -> Vec<Option<String>> {
    let mut texts: HashMap<*const Anchor, u64> = HashMap::new();
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let identity = |finding: &Finding| {
        let anchor = finding.anchor.as_ref()?;
        // Many findings may stand in one instruction, and an instruction may be a megabyte.
        let text = *texts.entry(Arc::as_ptr(anchor)).or_insert_with(|| fnv1a(anchor.text.as_bytes()));
        let path = locations.artifact(finding.primary.source.path()).uri;
        let hash = fnv1a(format!("{}\0{path}\0{}\0{text:016x}", finding.rule, anchor.stage).as_bytes());
        let times = seen.entry(hash).or_default();
        *times += 1;
        Some(format!("{hash:016x}:{times}"))
    };
    findings.iter().map(identity).collect()
}

/// The hash of Fowler, Noll and Vo, variant 1a, in 64 bits.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        let hashes = ["", "a", "foobar"].map(|text| fnv1a(text.as_bytes()));
        assert_eq!(hashes, [0xcbf2_9ce4_8422_2325, 0xaf63_dc4c_8601_ec8c, 0x8594_4171_f739_67e8]);
    }
}
