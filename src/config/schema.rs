//! The JSON schema of a configuration, for editors: made from the table of settings, the catalog
//! and what the rules say of their options.

use super::levels;
use super::setting::{Kind, SETTINGS};
use crate::catalog::{Catalog, GROUPS, Page};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema of an `oep45.toml`. The rules of `catalog` are those that it knows; `options` are the schemas of their
/// options, by id.
pub fn schema(catalog: &Catalog, options: &BTreeMap<String, Value>) -> Value {
    let mut properties = Map::new();
    for setting in SETTINGS {
        let mut value = of(setting.kind, catalog, options);
        if let Some(fields) = value.as_object_mut() {
            fields.insert("description".to_owned(), json!(setting.about));
        }
        properties.insert(setting.key.to_owned(), value);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/HEAD/docs/schema/oep45.schema.json"),
        "title": "oep45.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "$defs": { "rule-names": rule_names(catalog) },
    })
}

fn of(kind: Kind, catalog: &Catalog, options: &BTreeMap<String, Value>) -> Value {
    let strings = json!({ "type": "array", "items": { "type": "string" } });
    match kind {
        Kind::RuleNames => json!({ "$ref": "#/$defs/rule-names" }),
        Kind::Globs | Kind::Directories => strings,
        Kind::Directory | Kind::File => json!({ "type": "string" }),
        Kind::Files => json!({ "anyOf": [{ "type": "string" }, strings] }),
        Kind::TruthOr(words) => json!({ "anyOf": [{ "type": "boolean" }, { "enum": words }] }),
        Kind::OneOf(words) => json!({ "enum": words }),
        Kind::PerFile => json!({
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["paths"],
                "anyOf": [{ "required": ["ignore"] }, { "required": ["context"] }],
                "dependentRequired": { "ignore": ["reason"] },
                "properties": {
                    "paths": strings,
                    "ignore": { "$ref": "#/$defs/rule-names" },
                    "reason": { "type": "string", "pattern": "\\S" },
                    "context": { "type": "string" },
                },
            },
        }),
        // A list of directories may stand in the place of the tables.
        Kind::Rules => json!({ "anyOf": [rules(catalog, options), strings] }),
    }
}

fn rules(catalog: &Catalog, options: &BTreeMap<String, Value>) -> Value {
    let rules: Map<String, Value> =
        catalog.pages().map(|page| (page.id.to_string(), rule(page, options.get(page.id.as_ref())))).collect();
    // An operator's own rules are known to the program alone.
    let own = json!({ "type": "object", "description": "A rule of your own.", "properties": { "level": level() } });
    json!({ "type": "object", "properties": rules, "additionalProperties": own })
}

/// A rule's table: its options, described as in its page, and the level beside them.
fn rule(page: &Page, options: Option<&Value>) -> Value {
    let mut properties = options.and_then(|options| options["properties"].as_object()).cloned().unwrap_or_default();
    for (name, about) in page.options() {
        if let Some(option) = properties.get_mut(name).and_then(Value::as_object_mut) {
            option.insert("description".to_owned(), json!(about));
        }
    }
    let mut level = level();
    level["default"] = json!(page.level);
    properties.insert("level".to_owned(), level);
    json!({
        "type": "object",
        "description": format!("{}.", page.summary),
        "properties": properties,
        "additionalProperties": false,
    })
}

fn level() -> Value {
    json!({ "enum": levels::ALL.map(crate::finding::Severity::as_str), "description": "Its severity here." })
}

/// Known names are offered; a list may name others, since rules can be loaded.
fn rule_names(catalog: &Catalog) -> Value {
    let mut names: Vec<&str> = GROUPS.to_vec();
    names.push("all");
    for page in catalog.pages() {
        names.push(&page.id);
        names.extend(page.aliases.iter().map(AsRef::as_ref));
    }
    names.sort_unstable();
    names.dedup();
    json!({ "type": "array", "items": { "anyOf": [{ "enum": names }, { "type": "string" }] } })
}
