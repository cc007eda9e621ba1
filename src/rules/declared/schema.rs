//! A JSON schema of a page's metadata and `[match]` table, for editors: made from the same kinds and fields that pages are
//! compiled with.

use super::compile::{KEYS, REPLACEMENT, operators};
use super::fact::Type;
use super::kind::Kind;
use super::matcher::Once;
use crate::catalog::{Fixes, Precision};
use crate::finding::Severity;
use serde_json::{Map, Value, json};

/// The schema of the first `toml` block of a rule page, JSON Schema 2020-12.
pub fn schema() -> Value {
    let mut definitions = Map::new();
    for kind in [Type::Text, Type::Version, Type::Texts, Type::Truth, Type::Number] {
        definitions.insert(name(kind).to_owned(), test(kind));
    }
    for kind in Kind::ALL {
        definitions.insert(kind.name().to_owned(), conditions(kind));
    }
    definitions.insert("texts-to-compare".to_owned(), texts_to_compare());
    definitions.insert("inside".to_owned(), inside());
    definitions.insert("match".to_owned(), matcher());
    let severities = [Severity::Note, Severity::Warning, Severity::Error].map(Severity::as_str);
    let precisions = [Precision::VeryHigh, Precision::High, Precision::Medium, Precision::Low].map(Precision::as_str);
    let fixes = [Fixes::None, Fixes::Safe, Fixes::Unsafe].map(Fixes::as_str);
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The metadata of an oep45 rule page",
        "type": "object",
        "required": ["group", "level", "precision", "fix", "since"],
        "additionalProperties": false,
        "properties": {
            "group": { "type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
                       "description": "The group, by which rules can be selected." },
            "clause": { "type": "string", "description": "Section of OEP-45 and its words." },
            "level": { "enum": severities, "description": "Severity unless configured otherwise." },
            "precision": { "enum": precisions, "description": "How sure the findings are." },
            "security-severity": { "type": "number", "minimum": 0.1, "maximum": 10.0,
                                   "description": "On security rules alone." },
            "fix": { "enum": fixes,
                     "description": "What fixes the rule offers." },
            "aliases": { "allOf": [texts], "description": "Names that other linters give to the same check." },
            "in-part": { "allOf": [texts], "description": "Those of the aliases that mean some of the rule's findings alone, as its code says." },
            "since": { "type": "string", "description": "The version that brought the rule." },
            "default": { "type": "boolean", "description": "Whether the rule runs when nothing is selected." },
            "by-name": { "type": "boolean",
                         "description": "Whether the rule runs only where it is selected by its own name or an alias." },
            "experimental": { "type": "boolean", "description": "Whether it runs only where the file asks for it, unless it is selected by its own name." },
            "yields-to": { "allOf": [texts], "description": "Ids of the rules that report some of the same faults: where one does, this rule is silent." },
            "replaces": { "type": "string", "description": "The id of the rule whose place the page takes." },
            "options": {
                "type": "object",
                "description": "Names and defaults of options, which `[rules.<id>]` may set.",
                "additionalProperties": { "anyOf": [{ "type": ["string", "integer", "boolean"] }, texts] }
            },
            "match": {
                "description": "What the rule looks at, and when it is wrong.",
                "anyOf": [{ "$ref": "#/$defs/match" }, { "type": "array", "items": { "$ref": "#/$defs/match" } }]
            }
        },
        "$defs": definitions
    })
}

const fn name(kind: Type) -> &'static str {
    match kind {
        Type::Text => "text-test",
        Type::Version => "version-test",
        Type::Texts => "list-test",
        Type::Truth => "truth-test",
        Type::Number => "number-test",
    }
}

fn kinds() -> [&'static str; 17] {
    Kind::ALL.map(Kind::name)
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// One `[match]` table; `each` decides which fields the rest may name.
fn matcher() -> Value {
    let text = json!({ "type": "string" });
    let texts = json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] });
    let label = json!({
        "type": "object", "required": ["span"], "additionalProperties": false,
        "properties": { "span": { "type": "string" }, "message": { "type": "string" } }
    });
    let sides = ["span", "before", "after"].map(|place| json!({ "required": [place] }));
    let replacement = json!({
        "type": "object", "required": ["with"], "additionalProperties": false, "oneOf": sides,
        "properties": Map::from_iter(REPLACEMENT.map(|key| (key.to_owned(), text.clone())))
    });
    let mut properties = Map::new();
    for key in KEYS {
        properties.insert(
            key.to_owned(),
            match key {
                "each" => json!({ "enum": kinds(), "description": "The kind of nodes to look at." }),
                "where" => json!({ "type": "object", "description": "The conditions, all of which must hold." }),
                "once" => json!({ "enum": Once::ALL.map(|(name, _)| name),
                                  "description": "Inside what only the first node is reported; the others are labels." }),
                "labels" => json!({ "type": "array", "items": label }),
                "replace" => json!({ "anyOf": [text, replacement, { "type": "array", "items": replacement }] }),
                "help" | "mask" => texts.clone(),
                _ => text.clone(),
            },
        );
    }
    let by_kind = Kind::ALL.map(|kind| {
        let own = kind.fields().iter().filter(|field| field.placed).map(|field| field.name.to_owned());
        let around = kind.around().iter().flat_map(|around| {
            let placed = around.fields().iter().filter(|field| field.placed);
            placed.map(|field| format!("{}.{}", around.name(), field.name))
        });
        let places: Vec<String> = own.chain(around).collect();
        let mut then = Map::from_iter([("where".to_owned(), reference(kind.name()))]);
        if !places.is_empty() {
            then.insert("primary".to_owned(), json!({ "enum": places }));
        }
        json!({
            "if": { "properties": { "each": { "const": kind.name() } } },
            "then": { "properties": then }
        })
    });
    json!({
        "type": "object", "required": ["each", "message"], "additionalProperties": false,
        "properties": properties, "allOf": by_kind
    })
}

/// Conditions on a node.
fn conditions(kind: Kind) -> Value {
    let own = reference(kind.name());
    let inside = json!({ "anyOf": [reference("inside"), { "type": "array", "items": reference("inside") }] });
    let mut properties = Map::new();
    for field in kind.fields() {
        let mut test = reference(name(field.kind));
        test["description"] = json!(format!("{}.", field.about));
        properties.insert(field.name.to_owned(), test);
    }
    for around in kind.around() {
        properties.insert(around.name().to_owned(), reference(around.name()));
    }
    for list in ["all", "any"] {
        properties.insert(list.to_owned(), json!({ "type": "array", "minItems": 1, "items": own }));
    }
    properties.insert("not".to_owned(), own);
    for how in ["some", "none", "every"] {
        properties.insert(how.to_owned(), inside.clone());
    }
    json!({
        "type": "object", "description": format!("{}.", kind.about()), "additionalProperties": false,
        "properties": properties
    })
}

/// Conditions on the nodes of one kind inside a node.
fn inside() -> Value {
    let by_kind = Kind::ALL.map(|kind| {
        json!({
            "if": { "properties": { "each": { "const": kind.name() } } },
            "then": { "properties": { "where": reference(kind.name()) } }
        })
    });
    json!({
        "type": "object", "required": ["each"], "additionalProperties": false,
        "properties": {
            "each": { "enum": kinds() },
            "where": { "type": "object" },
            "order": { "enum": ["before", "after"], "description": "Where they stand to the node that the rule looks at." }
        },
        "allOf": by_kind
    })
}

/// A value, or a table of operators.
fn test(kind: Type) -> Value {
    let own = reference(name(kind));
    let option = referred("option");
    let truth = json!({ "type": "boolean" });
    let value = match kind {
        Type::Truth => json!({ "anyOf": [truth, option] }),
        Type::Number => json!({ "anyOf": [{ "type": "integer" }, option] }),
        _ => reference("texts-to-compare"),
    };
    let mut properties = Map::new();
    for operator in operators(kind) {
        let operand = match operator {
            "absent" | "present" | "known" | "ignore-case" => truth.clone(),
            "not" => own.clone(),
            "every" => reference(name(Type::Text)),
            "count" => reference(name(Type::Number)),
            "older" | "newer" => json!({ "anyOf": [{ "type": "string" }, option] }),
            "matches" => {
                json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
            }
            _ => value.clone(),
        };
        properties.insert(operator.to_owned(), operand);
    }
    json!({
        "anyOf": [value, { "type": "object", "additionalProperties": false, "minProperties": 1, "properties": properties }]
    })
}

fn texts_to_compare() -> Value {
    json!({ "anyOf": [
        { "type": "string" },
        { "type": "array", "items": { "type": "string" } },
        referred("option"), referred("field"), referred("outer"),
    ] })
}

fn referred(key: &str) -> Value {
    json!({
        "type": "object", "required": [key], "additionalProperties": false,
        "properties": { (key): { "type": "string" } }
    })
}
