//! Two defaults of one setting: what was added to a list or a mapping, and what taken away, or else both around the place
//! where they begin to differ.

use crate::operators::Setting;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Most characters of a value.
const LONGEST: usize = 100;
/// Most parts of a value that are told.
const MOST: usize = 12;

/// How the default of `new` differs from that of `old`, a line each.
pub(super) fn difference(old: &Setting, new: &Setting) -> Vec<String> {
    let value = |setting: &'_ Setting| setting.value.as_ref().map_or("nothing".to_owned(), |it| it.shown().to_owned());
    let (before, after) = (value(old), value(new));
    if before != after {
        return parts(old, new).filter(|parts| !parts.is_empty()).unwrap_or_else(|| {
            let (before, after) = around_the_difference(&before, &after);
            vec![format!("from {before}"), format!("to {after}")]
        });
    }
    match (&old.value, &new.value) {
        (Some(one), Some(other)) if !one.is_same(other) => vec!["from one secret to another".to_owned()],
        _ => {
            let more = |setting: &Setting| match setting.others.as_slice() {
                [] => "nothing".to_owned(),
                others => others.iter().map(|it| it.statement.shown()).collect::<Vec<_>>().join("; "),
            };
            let (before, after) = around_the_difference(&more(old), &more(new));
            if before == after {
                return vec!["what else sets or changes it is different".to_owned()];
            }
            vec![format!("what else sets or changes it: from {before}"), format!("to {after}")]
        }
    }
}

/// The parts that differ of two lists or two mappings; `None` of anything else.
fn parts(old: &Setting, new: &Setting) -> Option<Vec<String>> {
    let (old, new) = (old.value.as_ref()?.literal()?, new.value.as_ref()?.literal()?);
    let mut lines = match (old, new) {
        (Json::Array(old), Json::Array(new)) => {
            let gone =
                old.iter().filter(|item| !new.contains(item)).map(|item| format!("- {}", shortened(&item.to_string())));
            let come =
                new.iter().filter(|item| !old.contains(item)).map(|item| format!("+ {}", shortened(&item.to_string())));
            let lines: Vec<String> = gone.chain(come).collect();
            if lines.is_empty() { vec!["the order, or how often an item stands in it".to_owned()] } else { lines }
        }
        (Json::Object(_), Json::Object(_)) => entries(&leaves(old), &leaves(new)),
        _ => return None,
    };
    if lines.len() > MOST {
        let more = lines.len() - MOST;
        lines.truncate(MOST);
        lines.push(format!("and {more} more"));
    }
    Some(lines)
}

fn entries(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<String> {
    let mut lines = Vec::new();
    for (path, value) in old {
        match new.get(path) {
            None => lines.push(format!("- {path}: {}", shortened(value))),
            Some(other) if other != value => {
                let (before, after) = around_the_difference(value, other);
                lines.push(format!("{path}: {before} -> {after}"));
            }
            Some(_) => {}
        }
    }
    let come = new.iter().filter(|(path, _)| !old.contains_key(*path));
    lines.extend(come.map(|(path, value)| format!("+ {path}: {}", shortened(value))));
    lines
}

/// What is in a mapping at any depth, by path: `default.OPTIONS.timeout`.
fn leaves(value: &Json) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), value)];
    while let Some((path, value)) = open.pop() {
        match value {
            Json::Object(entries) if !entries.is_empty() => {
                let dot = if path.is_empty() { "" } else { "." };
                open.extend(entries.iter().map(|(key, value)| (format!("{path}{dot}{key}"), value)));
            }
            leaf => _ = found.insert(path, leaf.to_string()),
        }
    }
    found
}

/// `value`, cut where it gets too long.
pub(super) fn shortened(value: &str) -> String {
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
