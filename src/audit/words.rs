//! What several forms of the scorecard say in the same words.

use super::{Audited, Judged, Remark, Scorecard, State, Verdict};

/// `12 pass, 4 partly, 8 fail, 2 n/a`.
pub(super) fn counts(card: &Scorecard) -> String {
    let all = [Verdict::Pass, Verdict::Partly, Verdict::Fail, Verdict::NotApplicable];
    let counted = all.map(|verdict| (card.count(verdict), verdict.as_str()));
    let shown: Vec<String> = counted.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    shown.join(", ")
}

/// What is said of a repository that has no verdicts.
pub(super) fn aside(repository: &Audited) -> Option<String> {
    match &repository.state {
        State::Service { .. } => None,
        State::NoService => Some("no Django service, so nothing is judged here".to_owned()),
        State::Unchecked { reason } => Some(format!("not checked: {reason}")),
    }
}

/// The remarks of one rule, the places of which are told together.
pub(super) struct Group<'r> {
    pub(super) first: &'r Remark,
    pub(super) more: usize,
    pub(super) accepted: usize,
}

/// What counts against a deliverable, one entry a rule and message: the worst first.
pub(super) fn groups(judged: &Judged) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (_, remark) in judged.remarks() {
        let accepted = usize::from(remark.accepted.is_some());
        match groups.iter_mut().find(|group| group.first.rule == remark.rule) {
            Some(group) => {
                group.more += 1;
                group.accepted += accepted;
                if remark.severity > group.first.severity {
                    group.first = remark;
                }
            }
            None => groups.push(Group { first: remark, more: 0, accepted }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.first.severity));
    groups
}

/// `4 of 9 met`: of what was judged, where not all is.
pub(super) fn share(judged: &Judged) -> Option<String> {
    let judged = judged.requirements.iter().filter(|met| met.verdict != Verdict::NotApplicable);
    let all = judged.clone().count();
    let met = judged.filter(|met| met.verdict == Verdict::Pass).count();
    (all > 1 && met < all).then(|| format!("{met} of {all} met"))
}

/// Whether its remedy is to be told: it fails, or cannot be judged for want of it.
pub(super) fn wants_remedy(judged: &Judged) -> bool {
    judged.verdict == Verdict::Fail
}

/// ` (and 3 more) [2 accepted]`.
pub(super) fn rest(group: &Group<'_>) -> String {
    let more = match group.more {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let accepted = match group.accepted {
        0 => String::new(),
        all if all == group.more + 1 => " [accepted]".to_owned(),
        some => format!(" [{some} accepted]"),
    };
    more + &accepted
}
