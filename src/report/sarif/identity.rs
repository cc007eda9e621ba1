//! Our own fingerprint, which no line number is part of: it survives edits nearby, and moving an instruction within its
//! stage. Readers other than GitHub can follow a finding by it.
//!
//! ```text
//!  hash    FNV-1a of: rule NUL path NUL stage NUL hash of the instruction's text
//!  value   hash in hexadecimal ":" how often it has come up to this finding, itself included
//! ```

use super::super::fnv::Fnv;
use super::location::Locations;
use crate::finding::{Anchor, Finding};
use std::collections::HashMap;
use std::sync::Arc;

/// The fingerprints of `findings`, one each; `None` for a finding without an anchor.
pub(super) fn identities(findings: &[Finding], locations: &Locations<'_>) -> Vec<Option<String>> {
    let mut texts: HashMap<*const Anchor, Fnv> = HashMap::new();
    let mut seen: HashMap<u128, u32> = HashMap::new();
    let identity = |finding: &Finding| {
        let anchor = finding.anchor.as_ref()?;
        // Many findings may stand in one instruction, and an instruction may be a megabyte.
        let text = *texts.entry(Arc::as_ptr(anchor)).or_insert_with(|| Fnv::new().and(anchor.text.bytes()));
        let path = locations.artifact(finding.primary.source.path()).uri;
        let words = format!("{}\0{path}\0{}\0{:032x}", finding.rule, anchor.stage, text.value());
        let hash = Fnv::new().and(words.bytes()).value();
        let times = seen.entry(hash).or_default();
        *times += 1;
        Some(format!("{hash:032x}:{times}"))
    };
    findings.iter().map(identity).collect()
}
