//! Which settings that are gone live on under another name.

use super::{Change, Kind};
use crate::operators::Setting;
use std::collections::BTreeSet;

/// Names have to be this alike where nothing but a common value speaks for it, where a value does that few settings have,
/// and where the documentation is the same.
const ALIKE: [f64; 3] = [0.85, 0.6, 0.4];

/// Documentation of fewer characters may be the same by chance: `# Optional`.
const TELLING: usize = 24;

/// The pairs of `gone` and `come` that are one setting, each at most once: the surest first.
pub(super) fn pairs<'i>(gone: &[&'i Setting], come: &[&'i Setting]) -> Vec<Change<'i>> {
    let mut candidates = Vec::new();
    for old in gone {
        for new in come {
            if let Some((score, because)) = judge(old, new) {
                candidates.push((score, *old, *new, because));
            }
        }
    }
    candidates.sort_by(|one, other| {
        let names = |it: &(f64, &'i Setting, &'i Setting, _)| (it.1.name.as_str(), it.2.name.as_str());
        other.0.total_cmp(&one.0).then_with(|| names(one).cmp(&names(other)))
    });
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for (_, old, new, because) in candidates {
        if !taken.contains(old.name.as_str()) && !taken.contains(new.name.as_str()) {
            taken.extend([old.name.as_str(), new.name.as_str()]);
            found.push(Change { kind: Kind::Renamed, old: Some(old), new: Some(new), because: Some(because) });
        }
    }
    found
}

/// How sure it is that `new` is `old`, and why.
fn judge(old: &Setting, new: &Setting) -> Option<(f64, &'static str)> {
    if new.reads(&old.name) {
        return Some((3.0, "the new one reads the old name"));
    }
    let alike = strsim::normalized_levenshtein(&old.name, &new.name).max(shared(&old.name, &new.name));
    if old.documentation.len() >= TELLING && old.documentation == new.documentation && alike >= ALIKE[2] {
        return Some((2.0 + alike, "the documentation is the same"));
    }
    let (before, after) = (old.value.as_ref()?, new.value.as_ref()?);
    if !before.is_same(after) {
        return None;
    }
    let least = if before.is_common() { ALIKE[0] } else { ALIKE[1] };
    (alike >= least).then_some((alike, "the value is the same, and the name nearly"))
}

/// Which part of the words of two names they share: words that moved are no other ones.
fn shared(one: &str, other: &str) -> f64 {
    let words =
        |name: &str| name.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect::<BTreeSet<_>>();
    let (one, other) = (words(one), words(other));
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    count(one.intersection(&other).count()) / count(one.union(&other).count().max(1))
}
