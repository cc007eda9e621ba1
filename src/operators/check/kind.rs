//! The kinds of values, as `PyYAML` tells them apart: `yes` is a truth, `1e5` a text, and `12:30` a number that nobody
//! expects.

use crate::repo::yaml::Node;
use serde_json::Value as Json;

/// A kind of value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Null,
    Truth,
    Number,
    Text,
    List,
    Mapping,
}

impl Kind {
    /// The kind of a value in a configuration file; `None` where it can't be told without Python.
    pub(super) fn of(node: Node<'_>) -> Option<Self> {
        let Some(text) = node.scalar() else {
            return Some(if node.is_mapping() { Self::Mapping } else { Self::List });
        };
        if !node.is_plain() {
            return Some(Self::Text);
        }
        if node.is_null() {
            return Some(Self::Null);
        }
        if is_truth(text) {
            return Some(Self::Truth);
        }
        let unsigned = text.trim_start_matches(['-', '+']);
        if !unsigned.starts_with(|ch: char| ch.is_ascii_digit() || ch == '.') {
            return Some(Self::Text);
        }
        let plain = unsigned.replace('_', "");
        if plain.chars().all(|ch| ch.is_ascii_digit())
            || plain.chars().all(|ch| ch.is_ascii_digit() || ch == '.')
                && plain.matches('.').count() == 1
                && plain.len() > 1
        {
            return Some(Self::Number);
        }
        // Dates, times, versions, powers of ten: their rules are long, and what they become is rarely what counts.
        let is_open = plain.chars().all(|ch| ch.is_ascii_hexdigit() || "-+:.xXoTZ ".contains(ch));
        if is_open { None } else { Some(Self::Text) }
    }

    /// The kind of a setting's default; `None` where it tells nothing of what is wanted.
    pub(super) fn of_default(value: &Json) -> Option<Self> {
        Some(match value {
            Json::Null => return None,
            Json::Bool(_) => Self::Truth,
            Json::Number(_) => Self::Number,
            Json::String(_) => Self::Text,
            Json::Array(_) => Self::List,
            Json::Object(_) => Self::Mapping,
        })
    }

    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Truth => "a truth value",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Mapping => "a mapping",
        }
    }
}

/// Whether `PyYAML` reads `text` without quotes as a truth.
pub(super) fn is_truth(text: &str) -> bool {
    const WORDS: [&str; 6] = ["true", "false", "yes", "no", "on", "off"];
    let lower = text.to_ascii_lowercase();
    let capital =
        || text[1..].chars().all(|ch| ch.is_ascii_lowercase()) || text.chars().all(|ch| ch.is_ascii_uppercase());
    WORDS.contains(&lower.as_str()) && capital()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::yaml::Yaml;

    #[test]
    fn kinds_are_pyyamls() {
        use Kind::{List, Mapping, Null, Number, Text, Truth};
        for (text, kind) in [
            ("~", Some(Null)),
            ("Yes", Some(Truth)),
            ("OFF", Some(Truth)),
            ("yEs", Some(Text)),
            ("'yes'", Some(Text)),
            ("-10_000", Some(Number)),
            ("1.5", Some(Number)),
            ("'1'", Some(Text)),
            ("1.2.3", None),
            ("2020-01-01", None),
            ("12:30", None),
            ("1e5", None),
            ("0x1F", None),
            ("10 MB", Some(Text)),
            ("-", Some(List)),
            ("[]", Some(List)),
            ("{}", Some(Mapping)),
            ("http://x:1", Some(Text)),
        ] {
            let yaml = Yaml::parse(text);
            assert_eq!(Kind::of(yaml.root().unwrap()), kind, "{text}");
        }
    }
}
