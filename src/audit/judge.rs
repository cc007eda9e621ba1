//! From findings to verdicts.
//!
//! ```text
//!  a requirement   fails with a warning or an error, of which it doesn't matter that somebody decided to live with it
//!  a deliverable   fails if it is absent, with an error in what is essential, or with all of its requirements; passes with
//!                  none; and is partly there otherwise
//! ```

use super::deliverable::{DELIVERABLES, Deliverable, Requirement, requirement};
use super::{Judged, Met, Remark, Verdict};
use crate::catalog::{Catalog, Page};
use crate::finding::{Finding, Severity, Spared};

/// What an audit knows of a repository beside the findings.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'f> {
    /// What was found, and what of it somebody decided to live with.
    pub findings: &'f [Finding],
    /// Likewise.
    pub suppressed: &'f [Finding],
    /// What rules left alone.
    pub spared: &'f [Spared],
    /// The files that rules have read, beside Dockerfiles.
    pub read: &'f [&'f str],
    /// Number of Dockerfiles that were judged.
    pub dockerfiles: usize,
}

/// Judge a service. `ran` tells which rules ran, `dropped` which of them its configuration would not run.
pub fn judge(
    facts: Facts<'_>,
    catalog: &Catalog,
    ran: impl Fn(&str) -> bool,
    dropped: impl Fn(&str) -> bool,
) -> Vec<Judged> {
    let met = |wanted: &'static Requirement| {
        let judges = |page: &&Page| ran(&page.id) && requirement(page).is_some_and(|(_, of)| std::ptr::eq(of, wanted));
        let rules: Vec<&str> = catalog.pages().filter(judges).map(|page| page.id.as_ref()).collect();
        let of_rules = |finding: &&Finding| rules.contains(&finding.rule.as_ref());
        let all = facts.findings.iter().chain(facts.suppressed).filter(of_rules);
        let mut remarks: Vec<Remark> = all.map(|finding| remark(finding, dropped(&finding.rule))).collect();
        remarks.sort_by(|a, b| (&a.path, a.line, a.column, &a.rule).cmp(&(&b.path, b.line, b.column, &b.rule)));
        let breaks = |remark: &Remark| remark.severity >= Severity::Warning;
        let verdict = if rules.is_empty() {
            Verdict::NotApplicable
        } else if remarks.iter().any(breaks) {
            Verdict::Fail
        } else if wanted.evidence.is_none_or(|name| facts.read.iter().any(|path| path.ends_with(&format!("/{name}")))) {
            Verdict::Pass
        } else {
            Verdict::NotApplicable
        };
        Met { requirement: wanted, verdict, remarks }
    };
    let mut has_dockerfile = facts.dockerfiles > 0;
    DELIVERABLES
        .iter()
        .map(|deliverable| {
            let requirements: Vec<Met> = deliverable.requirements.iter().map(met).collect();

            deliverable_of(deliverable, requirements, facts, &mut has_dockerfile)
        })
        .collect()
}

fn deliverable_of(
    deliverable: &'static Deliverable,
    mut requirements: Vec<Met>,
    facts: Facts<'_>,
    has_dockerfile: &mut bool,
) -> Judged {
    if requirements.iter().all(|met| met.verdict == Verdict::NotApplicable) {
        let reason = Some("no rule judged it".to_owned());
        return Judged { deliverable, verdict: Verdict::NotApplicable, reason, requirements };
    }
    // What is not there is not good in any other way either.
    let absent = requirements.iter().any(|met| met.requirement.presence && met.verdict == Verdict::Fail);
    if deliverable.is_dockerfile {
        *has_dockerfile &= !absent;
    }
    let has_dockerfile = *has_dockerfile;
    if absent || !has_dockerfile && (deliverable.is_dockerfile || deliverable.needs_dockerfile) {
        let passed = requirements.iter_mut().filter(|met| met.verdict == Verdict::Pass);
        passed.for_each(|met| met.verdict = Verdict::NotApplicable);
    }
    if deliverable.needs_dockerfile && !has_dockerfile {
        let reason = Some("there is no Dockerfile to judge".to_owned());
        return Judged { deliverable, verdict: Verdict::NotApplicable, reason, requirements };
    }
    let elsewhere = unknown(&mut requirements, facts.spared);
    let is = |verdict: Verdict| move |met: &&Met| met.verdict == verdict;
    let judged = requirements.iter().filter(|met| met.verdict != Verdict::NotApplicable);
    let missing = requirements.iter().find(|met| met.requirement.essential && met.verdict == Verdict::NotApplicable);
    let (judged, broken) = (judged.count(), requirements.iter().filter(is(Verdict::Fail)).count());
    // What very likely breaks the OEP costs its requirement; only what breaks it for sure, or is absent, costs everything.
    let certain = |met: &Met| met.remarks.iter().any(|remark| remark.severity == Severity::Error);
    let broken_for_good =
        requirements.iter().filter(is(Verdict::Fail)).any(|met| met.requirement.essential && certain(met));
    let (verdict, reason) = match (broken, missing) {
        _ if elsewhere.is_some() && !has_dockerfile => {
            (Verdict::Fail, Some("without a Dockerfile, no image of the repository's own can be published".to_owned()))
        }
        _ if deliverable.is_dockerfile && !has_dockerfile => (Verdict::Fail, None),
        _ if absent || broken_for_good || broken > 0 && broken == judged => (Verdict::Fail, None),
        (0, Some(_)) if elsewhere.is_some() => (Verdict::NotApplicable, elsewhere),
        (0, Some(missing)) => {
            (Verdict::NotApplicable, Some(format!("nothing shows this: {}", missing.requirement.title.to_lowercase())))
        }
        // It is there, and hardly.
        (0, None) if requirements.iter().any(|met| met.requirement.presence && !met.remarks.is_empty()) => {
            (Verdict::Partly, None)
        }
        (0, None) => (Verdict::Pass, None),
        _ => (Verdict::Partly, None),
    };
    Judged { deliverable, verdict, reason, requirements }
}

/// Take back what passes only because its rule could not tell, and say why that is.
fn unknown(requirements: &mut [Met], spared: &[Spared]) -> Option<String> {
    let mut why = None;
    for met in requirements.iter_mut().filter(|met| met.requirement.may_be_elsewhere && met.verdict == Verdict::Pass) {
        let of_rule = |spared: &&Spared| {
            let page = Catalog::builtin().get(&spared.rule).and_then(requirement);
            page.is_some_and(|(_, of)| std::ptr::eq(of, met.requirement))
        };
        if let Some(spared) = spared.iter().find(of_rule) {
            met.verdict = Verdict::NotApplicable;
            why.get_or_insert_with(|| spared.place.message.clone());
        }
    }
    why
}

fn remark(finding: &Finding, dropped: bool) -> Remark {
    let at = finding.primary.source.position(finding.primary.span.start);
    let accepted = finding.suppressed.as_ref().map(|suppression| {
        let by = format!("by the {}", suppression.by.as_str());
        if suppression.reason.is_empty() { by } else { format!("{by}: {}", suppression.reason) }
    });
    Remark {
        rule: finding.rule.to_string(),
        severity: finding.severity,
        message: finding.message.clone(),
        help: finding.help.clone(),
        path: finding.primary.source.path().to_owned(),
        line: at.line,
        column: at.column,
        accepted: accepted.or_else(|| dropped.then(|| "by the configuration, which ignores the rule".to_owned())),
    }
}
