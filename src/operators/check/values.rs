//! What is wrong with a value, and which are secret.

use super::entries::Entry;
use super::kind::{Kind, is_truth};
use super::placeholder::is_placeholder;
use crate::finding::{Severity, Sink};
use crate::operators::Setting;
use crate::operators::secret::{is_secret, without_passwords};
use crate::repo::yaml::Node;
use crate::text::{Source, Span};
use std::collections::BTreeSet;

/// Report what is wrong with the value of `entry`.
pub(super) fn check(source: &Source, entry: &Entry<'_>, setting: Option<&Setting>, sink: &mut Sink) {
    let is_required = setting.is_some_and(|setting| setting.is_required);
    let severity = if is_required { Severity::Error } else { Severity::Warning };
    let name = entry.name;
    if is_required && is_empty(entry.value) {
        let finding = sink.report(entry.key.span(), format!("`{name}` is required, and has no value"));
        if let Some(says) = setting.map(|it| it.documentation.lines().next().unwrap_or("")).filter(|it| !it.is_empty())
        {
            finding.help(format!("Its documentation says: {says}"));
        }
        return;
    }
    for (path, text) in texts(name, entry.value) {
        if is_placeholder(text.scalar().unwrap_or("")) {
            let message = format!("`{path}` has a placeholder for a value");
            sink.report(text.span(), message).severity(severity).help("Write the value that this environment needs.");
        }
    }
    if let Some(setting) = setting {
        kind(source, entry, setting, sink);
    }
}

fn is_empty(value: Node<'_>) -> bool {
    match value.scalar() {
        Some(text) => value.is_null() || text.is_empty(),
        None => value.items().next().is_none() && value.entries().next().is_none(),
    }
}

/// Report a value of another kind than the default.
fn kind(source: &Source, entry: &Entry<'_>, setting: &Setting, sink: &mut Sink) {
    let literal = setting.value.as_ref().and_then(|value| value.literal()).filter(|_| setting.is_certain);
    let Some(wanted) = literal.and_then(Kind::of_default) else { return };
    let Some(given) = Kind::of(entry.value).filter(|_| !is_tagged(source, entry.value)) else { return };
    let name = entry.name;
    let shown = setting.value.as_ref().map_or("", |value| value.shown());
    if given == Kind::Null {
        let message = format!("`{name}` is set to nothing, in place of its default");
        let finding = sink.report(entry.key.span(), message).severity(Severity::Warning);
        finding.help("Remove the line to keep the default, or give it a value.");
        return;
    }
    let text = entry.value.scalar().unwrap_or("");
    let differs = match (wanted, given) {
        (Kind::Truth, Kind::Text) => is_truth(text) || text.parse::<f64>().is_ok(),
        // 0 and 1 do as truths, and `False` stands for many a thing that is off.
        (Kind::Truth, _) => false,
        (wanted, given) => wanted != given,
    };
    if differs {
        let span = if entry.value.scalar().is_some() { entry.value.span() } else { entry.key.span() };
        let message = format!("`{name}` is {} here, and {} by default", given.name(), wanted.name());
        let finding = sink.report(span, message).severity(Severity::Warning);
        let place = format!("{}:{}", setting.place.path, setting.place.line);
        finding.help(match (wanted, given) {
            (Kind::Truth | Kind::Number, Kind::Text) => "Write it without quotes.".to_owned(),
            (Kind::Text, Kind::Truth | Kind::Number) => "Put it in quotes.".to_owned(),
            _ if shown.len() <= 60 => format!("The default is {shown} ({place})."),
            _ => format!("The default stands in {place}."),
        });
    }
}

/// Whether the text says itself what a value is to become: `!!str 5`.
fn is_tagged(source: &Source, value: Node<'_>) -> bool {
    let before = &source.text()[..value.span().start as usize];
    source.slice(value.span()).starts_with('!')
        || before.trim_end().rsplit(char::is_whitespace).next().is_some_and(|word| word.starts_with('!'))
}

/// The scalars in `value`, which is called `name`, each with its path: `DATABASES.default.PASSWORD`. Each node once,
/// however many aliases name it.
fn texts<'y>(name: &str, value: Node<'y>) -> Vec<(String, Node<'y>)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![(cut(name), value)];
    while let Some((path, node)) = open.pop() {
        if !seen.insert(node.id()) {
            continue;
        }
        if node.scalar().is_some() {
            found.push((path, node));
            continue;
        }
        open.extend(node.items().rev().map(|item| (path.clone(), item)));
        let below = |(key, value): (Node<'y>, Node<'y>)| {
            let key = cut(key.scalar().unwrap_or(""));
            // Paths of nested mappings would grow with the square of their depth.
            let path = if path.len() > LONGEST { key } else { format!("{path}.{key}") };
            (path, value)
        };
        open.extend(node.entries().rev().map(below));
    }
    found
}

/// Longest path of a value that grows, and longest name in it.
const LONGEST: usize = 80;

fn cut(name: &str) -> String {
    name.chars().take(LONGEST).collect()
}

/// The secret values in a configuration file.
pub(super) fn secrets(root: Node<'_>) -> Vec<Span> {
    let is_hidden = |(path, node): &(String, Node<'_>)| {
        let text = node.scalar().unwrap_or("");
        let key = path.rsplit('.').next().unwrap_or(path);
        !node.is_null() && (is_secret(key, text) || without_passwords(text) != text)
    };
    texts("", root).into_iter().filter(is_hidden).map(|(_, node)| node.span()).collect()
}
