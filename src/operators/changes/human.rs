//! The changes for people.

use super::difference::{difference, shortened};
use super::{Change, Changes, Kind};
use crate::report::visible;

/// `changes` as text.
pub fn human(changes: &Changes<'_>) -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        let found: Vec<_> = changes.of(kind).collect();
        if !found.is_empty() {
            text.extend([format!("{} ({})\n", kind.title(), found.len())]);
            for change in found {
                one(&mut text, change);
            }
            text.push('\n');
        }
    }
    if changes.changes.is_empty() {
        text.push_str("no setting changed\n");
    } else {
        text.extend([format!("{}\n", summary(changes))]);
    }
    for note in &changes.notes {
        text.extend([format!("note: {}\n", visible(note))]);
    }
    text
}

/// `1 renamed, 3 added`.
fn summary(changes: &Changes<'_>) -> String {
    let counted = Kind::ALL.map(|kind| (changes.of(kind).count(), kind.title().to_lowercase()));
    let shown: Vec<String> = counted.iter().filter(|(n, _)| *n > 0).map(|(n, title)| format!("{n} {title}")).collect();
    shown.join(", ")
}

fn one(text: &mut String, change: &Change<'_>) {
    text.extend([format!("  {}\n", visible(&headline(change)))]);
    for line in said(change) {
        text.extend([format!("      {}\n", visible(&line))]);
    }
}

/// `OLD -> NEW`, `NAME = 25`, `NAME`.
pub(super) fn headline(change: &Change<'_>) -> String {
    let value = change.new.and_then(|setting| setting.value.as_ref());
    match (change.kind, change.old, value) {
        (Kind::Renamed, Some(old), _) => format!("{} -> {}", old.name, change.name()),
        (Kind::Added | Kind::NoLongerRequired, _, Some(value)) => {
            format!("{} = {}", change.name(), shortened(value.shown()))
        }
        _ => change.name().to_owned(),
    }
}

/// What else there is to say, a line each.
pub(super) fn said(change: &Change<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(because) = change.because {
        lines.push(because.to_owned());
    }
    if let (Kind::DefaultChanged, Some(old), Some(new)) = (change.kind, change.old, change.new) {
        lines.extend(difference(old, new));
    }
    if let Some(setting) = change.new.filter(|_| change.kind != Kind::DefaultChanged).or(change.old) {
        let first = setting.documentation.lines().collect::<Vec<_>>().join(" ");
        if !first.is_empty() && !matches!(change.kind, Kind::DefaultChanged | Kind::Removed) {
            lines.push(first);
        }
    }
    if let Some(setting) = change.new.or(change.old) {
        let place = format!("{}:{}", setting.place.path, setting.place.line);
        lines.push(if change.new.is_none() { format!("was in {place}") } else { place });
    }
    lines
}
