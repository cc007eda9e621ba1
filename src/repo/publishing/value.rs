//! Values in conditions: some of them are not known, and of some only the beginning is.

/// What an expression is.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Value {
    Bool(bool),
    Text(String),
    /// A text of which the beginning is known.
    Beginning(String),
    Unknown,
}

impl Value {
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Text(text) => Some(!text.is_empty()),
            Self::Beginning(text) if !text.is_empty() => Some(true),
            Self::Beginning(_) | Self::Unknown => None,
        }
    }

    pub(super) fn of(truth: Option<bool>) -> Self {
        truth.map_or(Self::Unknown, Self::Bool)
    }

    /// GitHub compares without case.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => Some(a == b),
            (Self::Text(a), Self::Text(b)) => Some(a.eq_ignore_ascii_case(b)),
            (Self::Beginning(start), Self::Text(whole)) | (Self::Text(whole), Self::Beginning(start)) => {
                if lower(whole).starts_with(&lower(start)) { None } else { Some(false) }
            }
            _ => None,
        }
    }
}

pub(super) fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// What a function of GitHub's is, where the arguments tell.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<bool> {
    match (lower(name).as_str(), arguments) {
        ("success" | "always", []) => Some(true),
        ("failure" | "cancelled", []) => Some(false),
        ("startswith", [Value::Text(text), Value::Text(start)]) => Some(lower(text).starts_with(&lower(start))),
        ("endswith", [Value::Text(text), Value::Text(end)]) => Some(lower(text).ends_with(&lower(end))),
        ("contains", [Value::Text(text), Value::Text(part)]) => Some(lower(text).contains(&lower(part))),
        ("startswith", [Value::Beginning(text), Value::Text(start)]) => {
            let (text, start) = (lower(text), lower(start));
            if text.starts_with(&start) {
                Some(true)
            } else if start.starts_with(&text) {
                None
            } else {
                Some(false)
            }
        }
        ("contains", [Value::Beginning(text), Value::Text(part)]) => lower(text).contains(&lower(part)).then_some(true),
        _ => None,
    }
}
