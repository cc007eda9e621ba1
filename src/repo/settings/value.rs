//! What a setting is set to, as far as the text says it.

use crate::repo::Said;
use crate::text::Span;

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// The kinds of values.
#[derive(Clone, PartialEq, Debug)]
pub enum ValueKind {
    /// `None`.
    None,
    /// `True`, `False`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string.
    Text(String),
    /// A list, tuple or set.
    Sequence(Vec<Value>),
    /// A dictionary; entries whose key is no literal string have none.
    Mapping(Vec<(Option<String>, Value)>),
    /// `environ.get("X", "default")`, `environ["X"]`, `get_env_setting("X")`.
    Environment {
        /// The variable, where its name is a literal.
        variable: Option<Said>,
        /// What it is without the variable.
        default: Option<Box<Value>>,
        /// Whether the module does not load without the variable.
        fails: bool,
    },
    /// `ENV_TOKENS.get("X", X)`: an entry of a configuration file.
    Configured {
        /// Its key.
        key: String,
        /// What it is without the entry.
        default: Option<Box<Value>>,
    },
    /// Computed; from the settings that are named, in order.
    Computed(Vec<String>),
}

/// How much of a string a summary shows.
const SHOWN: usize = 40;

impl Value {
    /// The string, where it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// It in one line, in Python's words.
    pub fn summary(&self) -> String {
        let otherwise = |default: &Option<Box<Value>>| match default {
            Some(default) => format!(", otherwise {}", default.summary()),
            None => String::new(),
        };
        match &self.kind {
            ValueKind::None => "None".to_owned(),
            ValueKind::Bool(true) => "True".to_owned(),
            ValueKind::Bool(false) => "False".to_owned(),
            ValueKind::Number(number) => number.clone(),
            ValueKind::Text(text) => shortened(text),
            ValueKind::Sequence(items) if items.is_empty() => "[]".to_owned(),
            ValueKind::Sequence(items) => format!("[{}]", counted(items.len(), "item")),
            ValueKind::Mapping(entries) if entries.is_empty() => "{}".to_owned(),
            ValueKind::Mapping(entries) => format!("{{{}}}", counted(entries.len(), "key")),
            ValueKind::Environment { variable, default, .. } => {
                let name = variable.as_ref().map_or("a variable", |variable| &variable.value);
                format!("${name}{}", otherwise(default))
            }
            ValueKind::Configured { key, default } => format!("configured as {key}{}", otherwise(default)),
            ValueKind::Computed(from) if from.is_empty() => "computed".to_owned(),
            ValueKind::Computed(from) => format!("computed from {}", from.join(", ")),
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// `text` in quotes, on one line and of bounded length.
fn shortened(text: &str) -> String {
    let end = text.char_indices().nth(SHOWN).map(|(at, _)| at);
    let line: String =
        text[..end.unwrap_or(text.len())].chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
    format!("'{line}{}'", if end.is_some() { "…" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(kind: ValueKind) -> String {
        Value { span: Span::at(0), kind }.summary()
    }

    #[test]
    fn a_summary_stays_on_one_short_line() {
        assert_eq!(summary(ValueKind::Text("a\nb".to_owned())), "'a b'");
        assert_eq!(summary(ValueKind::Text("ü".repeat(50))), format!("'{}…'", "ü".repeat(40)));
        assert_eq!(
            summary(ValueKind::Mapping(vec![(None, Value { span: Span::at(0), kind: ValueKind::None })])),
            "{1 key}"
        );
    }

    #[test]
    fn a_summary_tells_where_a_value_comes_from() {
        let default = Some(Box::new(Value { span: Span::at(0), kind: ValueKind::Text(String::new()) }));
        let variable = Some(Said { value: "DB_HOST".to_owned(), span: Span::at(0) });
        assert_eq!(summary(ValueKind::Environment { variable, default, fails: false }), "$DB_HOST, otherwise ''");
        assert_eq!(summary(ValueKind::Computed(vec!["LMS_URL".to_owned()])), "computed from LMS_URL");
    }
}
