//! The settings as JSON: each value with its file, line and column, which are `null` for a default.

use super::effective::{Effective, Set, Value};
use serde_json::{Map, json};

/// An object by setting. A list has an entry for each item, since each may stand in another file.
pub(super) fn value(effective: &Effective<'_>) -> serde_json::Value {
    let mut object = Map::new();
    for (setting, set) in &effective.settings {
        let shown = match set {
            Set::Default => match parsed(setting.default) {
                serde_json::Value::String(value) => {
                    json!({ "value": value, "file": null, "line": null, "column": null })
                }
                // An empty list, or nothing.
                other => other,
            },
            Set::One(value) => placed(value),
            Set::List(values) => list(values),
        };
        object.insert(setting.key.to_owned(), shown);
    }
    let tables = effective.per_file.iter().map(|table| {
        let (reason, context) = (table.reason.as_ref().map(placed), table.context.as_ref().map(placed));
        json!({ "paths": list(&table.paths), "ignore": list(&table.ignore), "reason": reason, "context": context })
    });
    object.insert("per-file".to_owned(), tables.collect());
    let rules = effective.rules.iter().map(|(id, options)| {
        let options: Map<_, _> = options.iter().map(|(key, value)| (key.clone(), placed(value))).collect();
        (id.clone(), options.into())
    });
    object.insert("rules".to_owned(), rules.collect::<Map<_, _>>().into());
    object.into()
}

fn list(values: &[Value<'_>]) -> serde_json::Value {
    values.iter().map(placed).collect()
}

fn placed(value: &Value<'_>) -> serde_json::Value {
    json!({
        "value": parsed(value.written),
        "file": value.file,
        "line": value.position.line,
        "column": value.position.column,
    })
}

/// A value of TOML; `null` for none at all.
fn parsed(written: &str) -> serde_json::Value {
    // What is shown was read before.
    let value = toml::de::ValueDeserializer::parse(written).ok();
    value.and_then(|value| serde::Deserialize::deserialize(value).ok()).unwrap_or_default()
}
