//! The options of a declared rule: names with defaults in the page's `[options]`, values of the same types in an operator's
//! `[rules.<id>]`.

use super::problem::Problems;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, json};
use std::collections::BTreeMap;
use std::fmt;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use toml::{Spanned, Value};

/// The value of an option.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Setting {
    Text(String),
    Texts(Vec<String>),
    Number(i64),
    Truth(bool),
}

/// Options by name.
#[derive(Default)]
pub(super) struct Options(BTreeMap<String, Setting>);

impl Setting {
    pub(super) const fn described(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Texts(_) => "a list of texts",
            Self::Number(_) => "a number",
            Self::Truth(_) => "true or false",
        }
    }

    /// The value in a message.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Texts(texts) => texts.join(", "),
            Self::Number(number) => number.to_string(),
            Self::Truth(truth) => truth.to_string(),
        }
    }

    fn schema(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => json!({ "type": "string", "default": text }),
            Self::Texts(texts) => json!({ "type": "array", "items": { "type": "string" }, "default": texts }),
            Self::Number(number) => json!({ "type": "integer", "default": number }),
            Self::Truth(truth) => json!({ "type": "boolean", "default": truth }),
        }
    }

    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::String(text) => Self::Text(text.clone()),
            Value::Integer(number) => Self::Number(*number),
            Value::Boolean(truth) => Self::Truth(*truth),
            Value::Array(items) => {
                let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
                Self::Texts(texts.collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }
}

impl Options {
    /// The defaults in the page.
    pub(super) fn declared(table: DeTable<'_>, problems: &mut Problems<'_>) -> Self {
        let mut options = Self::default();
        for (key, value) in table {
            match setting(&value) {
                Some(setting) => drop(options.0.insert(key.get_ref().to_string(), setting)),
                None => drop(problems.add(
                    value.span(),
                    format!("the default of `{}` is a text, a list of texts, a number, true or false", key.get_ref()),
                )),
            }
        }
        options
    }

    /// Take over what an operator sets.
    pub(super) fn set(&mut self, given: ValueDeserializer<'_>) -> Result<(), toml::de::Error> {
        given.deserialize_map(Given(self))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Setting> {
        self.0.get(name)
    }

    /// As a JSON schema.
    pub(super) fn schema(&self) -> serde_json::Value {
        let properties: Map<String, serde_json::Value> =
            self.0.iter().map(|(name, default)| (name.clone(), default.schema())).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    pub(super) fn names(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

/// A default, if it has one of the types that options have.
fn setting(value: &Spanned<DeValue<'_>>) -> Option<Setting> {
    Some(match value.get_ref() {
        DeValue::String(text) => Setting::Text(text.to_string()),
        DeValue::Boolean(truth) => Setting::Truth(*truth),
        DeValue::Integer(number) => Setting::Number(i64::from_str_radix(number.as_str(), number.radix()).ok()?),
        DeValue::Array(items) => {
            let texts = items.iter().map(|item| item.get_ref().as_str().map(str::to_owned));
            Setting::Texts(texts.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

/// An operator's table; whatever is wrong with it is told at its own place.
struct Given<'o>(&'o mut Options);

impl<'de> Visitor<'de> for Given<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a table of options")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(Name(self.0))? {
            if let Some(old) = self.0.0.get_mut(&name) {
                *old = map.next_value_seed(Same { name: &name, default: old })?;
            }
        }
        Ok(())
    }
}

/// The name of an option.
struct Name<'o>(&'o Options);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        let name = <String as serde::Deserialize>::deserialize(deserializer)?;
        if self.0.0.contains_key(&name) {
            return Ok(name);
        }
        let known = self.0.names();
        Err(D::Error::custom(match known.as_slice() {
            [] => format!("unknown field `{name}`, the rule has no options"),
            known => format!("unknown field `{name}`, expected one of `{}`", known.join("`, `")),
        }))
    }
}

/// A value of the type that the default has.
struct Same<'o> {
    name: &'o str,
    default: &'o Setting,
}

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = Setting;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Setting, D::Error> {
        let value = <Value as serde::Deserialize>::deserialize(deserializer)?;
        let same = |setting: &Setting| std::mem::discriminant(setting) == std::mem::discriminant(self.default);
        Setting::of(&value)
            .filter(same)
            .ok_or_else(|| D::Error::custom(format!("`{}` is {}", self.name, self.default.described())))
    }
}
