//! What the fixes of a page's rule make of an example: the changes that the page shows, and an example that is clean.

use super::Fault;
use crate::catalog::{Fixes, Page};
use crate::finding::{Applicability, Finding};
use crate::pipeline::{Checkout, Input, check, fix};
use crate::report;

/// An example, fixed.
pub(super) struct Mended {
    /// The hunks of what changes; `None` where nothing does.
    pub(super) diff: Option<String>,
    /// What is wrong with the fixes.
    pub(super) fault: Option<Fault>,
}

/// Fix the files of an example, in which `before` was found, as far as the page allows.
pub(super) fn mend(page: &Page, inputs: &mut [Input], checkout: Checkout, before: &[Finding]) -> Mended {
    let most = match page.fixes {
        Fixes::None => None,
        Fixes::Safe => Some(Applicability::Safe),
        Fixes::Unsafe => Some(Applicability::Unsafe),
    };
    let own = |finding: &Finding| finding.rule == page.id && finding.suppressed.is_none();
    let own_of = |findings: Vec<Finding>| findings.into_iter().filter(|finding| own(finding)).collect::<Vec<_>>();
    let before = own_of(before.to_vec());
    let mut unfixable: Vec<String> = Vec::new();
    let mut offers = Vec::new();
    for finding in &before {
        match &finding.fix {
            Some(fix) => offers.push(fix.applicability),
            None => unfixable.push(finding.message.clone()),
        }
    }
    if offers.iter().any(|offer| Some(*offer) > most) {
        return Mended { diff: None, fault: Some(Fault::Undeclared) };
    }
    let Some(most) = most.filter(|_| !offers.is_empty()) else { return Mended { diff: None, fault: None } };
    let (mut diff, mut checkouts) = (String::new(), [checkout]);
    let judge = |inputs: &[Input], checkouts: &[Checkout]| own_of(check(inputs, checkouts).findings);
    let files = fix(inputs, &mut checkouts, most, before, judge);
    let mut right = files.iter().all(|file| file.settled && file.refused.is_empty());
    for file in files.iter().filter(|file| file.changes()) {
        if files.len() > 1 {
            let path = file.before.path();
            diff.extend(["--- ", path, "\n+++ ", path, "\n"]);
        }
        diff.push_str(&report::hunks(file.before.text(), file.source.text()));
    }
    for finding in judge(inputs, &checkouts) {
        // What had no fix may stay.
        match unfixable.iter().position(|message| *message == finding.message) {
            Some(known) => drop(unfixable.swap_remove(known)),
            None => right = false,
        }
    }
    let fault = if right { None } else { Some(Fault::Unfixed) };
    Mended { diff: Some(diff).filter(|diff| !diff.is_empty()), fault }
}
