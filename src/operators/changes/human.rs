//! The changes for people.

use super::{Change, Changes, Kind};
use crate::report::visible;

/// Most characters of a value.
const LONGEST: usize = 100;

/// `changes` as text.
pub fn human(changes: &Changes<'_>) -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        let found: Vec<_> = changes.of(kind).collect();
        if !found.is_empty() {
            text.push_str(&format!("{} ({})\n", kind.title(), found.len()));
            found.into_iter().for_each(|change| one(&mut text, change));
            text.push('\n');
        }
    }
    if changes.changes.is_empty() {
        text.push_str("no setting changed\n");
    } else {
        text.push_str(&format!("{}\n", summary(changes)));
    }
    for note in &changes.notes {
        text.push_str(&format!("note: {}\n", visible(note)));
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
    text.push_str(&format!("  {}\n", visible(&headline(change))));
    for line in said(change) {
        text.push_str(&format!("      {}\n", visible(&line)));
    }
}

/// `OLD -> NEW`, `NAME = 25`, `NAME`.
pub(super) fn headline(change: &Change<'_>) -> String {
    match (change.kind, change.old, change.values().1) {
        (Kind::Renamed, Some(old), _) => format!("{} -> {}", old.name, change.name()),
        (Kind::Added | Kind::NoLongerRequired, _, Some(value)) => format!("{} = {}", change.name(), shortened(value)),
        _ => change.name().to_owned(),
    }
}

/// What else there is to say, a line each.
pub(super) fn said(change: &Change<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(because) = change.because {
        lines.push(because.to_owned());
    }
    if change.kind == Kind::DefaultChanged {
        match change.values() {
            _ if change.is_hidden() => lines.push("from one secret to another".to_owned()),
            (old, new) => {
                let shown = |value: Option<&str>| value.map_or("nothing".to_owned(), |value| value.to_owned());
                let (old, new) = around_the_difference(&shown(old), &shown(new));
                lines.extend([format!("from {old}"), format!("to   {new}")]);
            }
        }
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

fn shortened(value: &str) -> String {
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// Two values, each cut to what is around the first place where they differ.
fn around_the_difference(old: &str, new: &str) -> (String, String) {
    const BEFORE: usize = 30;
    let common = old.chars().zip(new.chars()).take_while(|(one, other)| one == other).count();
    let longest = old.chars().count().max(new.chars().count());
    let skipped = if longest <= LONGEST { 0 } else { common.saturating_sub(BEFORE) };
    let cut = |value: &str| {
        let rest: String = value.chars().skip(skipped).collect();
        format!("{}{}", if skipped > 0 { "…" } else { "" }, shortened(&rest))
    };
    (cut(old), cut(new))
}
