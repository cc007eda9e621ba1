//! What the fixes of a page's rule make of an example: the changes that the page shows, and an example that is clean.

use super::Fault;
use crate::catalog::{Fixes, Page};
use crate::finding::{Applicability, Finding};
use crate::pipeline::{Input, check, fix, revise};
use crate::report;
use std::slice;

/// An example, fixed.
pub(super) struct Mended {
    /// The hunks of what changes; `None` where nothing does.
    pub(super) diff: Option<String>,
    /// What is wrong with the fixes.
    pub(super) fault: Option<Fault>,
}

/// Fix the files of `inputs`, in which `before` was found, as far as the page allows.
pub(super) fn mend(page: &Page, inputs: &mut [Input], before: &[Finding]) -> Mended {
    let most = match page.fixes {
        Fixes::None => None,
        Fixes::Safe => Some(Applicability::Safe),
        Fixes::Unsafe => Some(Applicability::Unsafe),
    };
    let own = |finding: &Finding| finding.rule == page.id && finding.suppressed.is_none();
    let mut unfixable: Vec<&str> = Vec::new();
    let mut offers = Vec::new();
    for finding in before.iter().filter(|finding| own(finding)) {
        match &finding.fix {
            Some(fix) => offers.push(fix.applicability),
            None => unfixable.push(&finding.message),
        }
    }
    if offers.iter().any(|offer| Some(*offer) > most) {
        return Mended { diff: None, fault: Some(Fault::Undeclared) };
    }
    let Some(most) = most.filter(|_| !offers.is_empty()) else { return Mended { diff: None, fault: None } };
    let (mut diff, mut texts, mut right) = (String::new(), Vec::new(), true);
    let indices: Vec<usize> = (0..inputs.len()).collect();
    let judge = |input: &Input| {
        let mut findings = check(slice::from_ref(input)).findings;
        findings.retain(own);
        findings
    };
    for (index, fixed) in fix(inputs, &indices, most, judge) {
        right &= fixed.settled && fixed.refused.is_empty();
        if inputs.len() > 1 && fixed.changes() {
            let path = fixed.before.path();
            diff.extend(["--- ", path, "\n+++ ", path, "\n"]);
        }
        diff.push_str(&report::hunks(fixed.before.text(), fixed.source.text()));
        texts.push((index, fixed.source));
    }
    revise(inputs, &texts);
    for finding in check(inputs).findings.iter().filter(|finding| own(finding)) {
        // What had no fix may stay.
        match unfixable.iter().position(|message| *message == finding.message) {
            Some(known) => drop(unfixable.swap_remove(known)),
            None => right = false,
        }
    }
    let fault = if right { None } else { Some(Fault::Unfixed) };
    Mended { diff: Some(diff).filter(|diff| !diff.is_empty()), fault }
}
