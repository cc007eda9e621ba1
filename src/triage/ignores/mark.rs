//! Matches comments with the findings in their reach. Both may be many, and every comment may reach every finding: rule by
//! rule, findings are gone through from the top of the file to its end, together with the comments that reach them.

use super::{File, Ignore};
use crate::finding::Finding;
use crate::text::Span;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Where a finding of a rule counts as standing, and its index.
type Places = Vec<(u32, usize)>;

/// A name in a comment: what it reaches, the comment's index, and its own there.
type Reaching = (Span, usize, usize);

/// Suppress every finding that a comment names and reaches. All such comments count as used: none of them is idle
/// while the finding is there.
pub(super) fn mark(file: &File<'_>, ignores: &mut [Ignore], findings: &mut [Finding]) {
    let mut first: Vec<Option<usize>> = vec![None; findings.len()];
    let mut used = Vec::new();
    for by_label in [false, true] {
        let places = places(file, findings, by_label);
        for ((rule, part), reaching) in names(ignores, &places, by_label) {
            let mut places = Cow::Borrowed(&places[rule]);
            if let Some(alias) = &part {
                places.to_mut().retain(|(_, finding)| findings[*finding].is_known_as(alias));
            }
            let places = places.as_ref();
            used.extend(reaching.iter().filter(|(reach, ..)| holds(*reach, places)).map(|&(_, at, name)| (at, name)));
            suppress(reaching, places, &mut first);
        }
    }
    for (at, name) in used {
        ignores[at].names[name].used = true;
    }
    for (finding, ignore) in findings.iter_mut().zip(first) {
        if let Some(ignore) = ignore.filter(|_| finding.suppressed.is_none()) {
            finding.suppressed = Some(ignores[ignore].suppression(file.source));
        }
    }
}

/// By rule, where its findings are, in order: those that nothing may suppress left out.
fn places<'f>(file: &File<'_>, findings: &'f [Finding], by_label: bool) -> BTreeMap<&'f str, Places> {
    let mut places: BTreeMap<&str, Places> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        let at = if by_label { finding.labels.last() } else { Some(&finding.primary) };
        if let Some(at) = at.filter(|_| !file.policy.locked.contains(finding.rule.as_ref())) {
            places.entry(finding.rule.as_ref()).or_default().push((at.span.start, index));
        }
    }
    for places in places.values_mut() {
        places.sort_unstable();
    }
    places
}

/// By rule that has found something, and the alias that means a part of that, the names that stand for it.
fn names<'f>(
    ignores: &[Ignore],
    places: &BTreeMap<&'f str, Places>,
    by_label: bool,
) -> BTreeMap<(&'f str, Option<String>), Vec<Reaching>> {
    let mut names: BTreeMap<_, Vec<Reaching>> = BTreeMap::new();
    for (at, ignore) in ignores.iter().enumerate() {
        for (index, name) in ignore.names.iter().enumerate().filter(|(_, name)| name.by_label == by_label) {
            for rule in name.rules.iter().flatten() {
                if let Some((rule, _)) = places.get_key_value(rule.as_str()) {
                    names.entry((*rule, name.part.clone())).or_default().push((ignore.reach, at, index));
                }
            }
        }
    }
    names
}

/// Whether one of `places` is in `reach`.
fn holds(reach: Span, places: &Places) -> bool {
    let next = places.partition_point(|(at, _)| *at < reach.start);
    places.get(next).is_some_and(|(at, _)| reach.contains(*at))
}

/// Note for each finding the first comment that reaches it.
fn suppress(mut reaching: Vec<Reaching>, places: &Places, first: &mut [Option<usize>]) {
    reaching.sort_unstable_by_key(|(reach, ..)| reach.start);
    let mut next = reaching.into_iter().peekable();
    let mut open: BinaryHeap<Reverse<(usize, u32)>> = BinaryHeap::new();
    for &(at, finding) in places {
        while let Some((reach, ignore, _)) = next.next_if(|(reach, ..)| reach.start <= at) {
            open.push(Reverse((ignore, reach.end)));
        }
        while open.peek().is_some_and(|Reverse((_, end))| *end <= at) {
            open.pop();
        }
        if let Some(Reverse((ignore, _))) = open.peek() {
            let known = first[finding].get_or_insert(*ignore);
            *known = (*known).min(*ignore);
        }
    }
}
