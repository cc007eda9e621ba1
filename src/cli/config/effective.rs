//! The settings that count, each with the place that sets it: what both formats of `oep45 config` show.

use crate::config::{Layered, Layers, PerFile, Placed, SETTINGS, Setting, Text};
use crate::text::{Position, Span};
use std::collections::BTreeMap;

/// What counts for a place.
pub(super) struct Effective<'l> {
    /// In the order of the table of settings, tables left out.
    pub(super) settings: Vec<(&'static Setting, Set<'l>)>,
    pub(super) per_file: Vec<Table<'l>>,
    /// By rule, its level and its options.
    pub(super) rules: BTreeMap<String, Vec<(String, Value<'l>)>>,
}

/// What a setting is set to.
pub(super) enum Set<'l> {
    /// The default holds.
    Default,
    One(Value<'l>),
    List(Vec<Value<'l>>),
}

/// A `[[per-file]]` table.
pub(super) struct Table<'l> {
    pub(super) paths: Vec<Value<'l>>,
    pub(super) ignore: Vec<Value<'l>>,
    pub(super) reason: Option<Value<'l>>,
    pub(super) context: Option<Value<'l>>,
}

/// A value as it is written in a file. Paths and globs are relative to that file.
pub(super) struct Value<'l> {
    pub(super) written: &'l str,
    pub(super) file: &'l str,
    pub(super) position: Position,
}

impl<'l> Effective<'l> {
    pub(super) fn of(layers: &'l Layers<'_>) -> Self {
        let settings = SETTINGS.iter().filter_map(|setting| Some((setting, set(layers, setting.key)?))).collect();
        let per_file = layers.per_file().into_iter().map(|table| Table::of(layers, &table)).collect();
        let mut rules: BTreeMap<String, Vec<(String, Value<'l>)>> = BTreeMap::new();
        for (id, level) in layers.levels() {
            let value = Value::at(layers, level.layer, level.value.span);
            rules.entry(id).or_default().push(("level".to_owned(), value));
        }
        for option in layers.option_keys() {
            let value = Value::at(layers, option.layer, option.span);
            rules.entry(option.rule.to_owned()).or_default().push((option.key.to_owned(), value));
        }
        Self { settings, per_file, rules }
    }
}

/// What `key` is set to; `None` for tables, and for what is about a file itself.
fn set<'l>(layers: &'l Layers<'_>, key: &str) -> Option<Set<'l>> {
    let list = |values: Vec<Layered<'_, Text>>| match values.as_slice() {
        [] => Set::Default,
        values => Set::List(values.iter().map(|it| Value::at(layers, it.layer, it.value.span)).collect()),
    };
    Some(match key {
        "select" => match layers.select() {
            Some(Layered { layer, value }) => {
                Set::List(value.iter().map(|name| Value::at(layers, layer, name.span)).collect())
            }
            None => Set::Default,
        },
        "ignore" => list(layers.ignore()),
        "exclude" => list(layers.exclude()),
        "locked" => list(layers.locked()),
        "rule-pages" => list(layers.rule_pages()),
        "context" => one(layers, layers.context()),
        "fail-on" => one(layers, layers.fail_on()),
        "shellcheck" => one(layers, layers.shellcheck()),
        "ignore-reasons" => one(layers, layers.reasons()),
        "amnesty" => one(layers, layers.amnesty()),
        _ => return None,
    })
}

fn one<'l, T>(layers: &'l Layers<'_>, value: Option<Layered<'_, Placed<T>>>) -> Set<'l> {
    value.map_or(Set::Default, |value| Set::One(Value::at(layers, value.layer, value.value.span)))
}

impl<'l> Table<'l> {
    fn of(layers: &'l Layers<'_>, table: &Layered<'_, PerFile>) -> Self {
        let at = |text: &Text| Value::at(layers, table.layer, text.span);
        Self {
            paths: table.value.paths.iter().map(at).collect(),
            ignore: table.value.ignore.iter().map(at).collect(),
            reason: table.value.reason.as_ref().map(at),
            context: table.value.context.as_ref().map(at),
        }
    }
}

impl<'l> Value<'l> {
    fn at(layers: &'l Layers<'_>, layer: usize, span: Span) -> Self {
        let source = layers.source(layer);
        Self { written: span.of(source.text()), file: source.path(), position: source.position(span.start) }
    }
}
