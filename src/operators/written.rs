//! A value on one line, in one way of writing, so that a change of style is no change: strings in double quotes, lists
//! and tuples in brackets, no comments. With it the same without secrets, which is what is shown, and as YAML.
//!
//! ```text
//! {'a': ('x',),   # why
//!  'KEY': "s"}            {"a": ["x"], "KEY": "***"}
//! ```

use super::literal::{Piece, pieces};
use super::secret::{MASK, is_name, is_secret, without_passwords};
use crate::model::names_credential;
use crate::repo::settings::{Value, ValueKind};
use serde_json::Value as Json;

/// A value as it is shown and compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// All of it.
    exact: String,
    /// Without secrets.
    shown: String,
    /// Without secrets, where all of it stands in the text.
    literal: Option<Json>,
}

impl Written {
    /// The value of the setting `name` in `text`.
    pub(super) fn new(name: &str, value: &Value, text: &str) -> Self {
        let one = |masks| Writer { text, masks }.written(name, value);
        Self { exact: one(false), shown: one(true), literal: literal(name, value) }
    }

    /// The statement `text`, which is no value.
    pub(super) fn statement(text: &str) -> Self {
        let one = |masks| Writer { text, masks }.code("", text);
        Self { exact: one(false), shown: one(true), literal: None }
    }

    /// What may be shown, on one line.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Whether it is the same value as `other`, secrets included.
    pub fn is_same(&self, other: &Self) -> bool {
        self.exact == other.exact
    }

    /// The value itself without secrets, where it is written down and not computed.
    pub fn literal(&self) -> Option<&Json> {
        self.literal.as_ref()
    }

    /// Whether something of it is not shown.
    pub fn is_masked(&self) -> bool {
        self.exact != self.shown
    }

    /// Whether it says next to nothing, so that two settings may share it by chance.
    pub(super) fn is_common(&self) -> bool {
        self.exact.len() < 8
    }
}

struct Writer<'t> {
    text: &'t str,
    masks: bool,
}

impl Writer<'_> {
    fn written(&self, name: &str, value: &Value) -> String {
        match &value.kind {
            ValueKind::Text(text) if self.masks && is_secret(name, text) => quoted(MASK),
            ValueKind::Text(text) if self.masks => quoted(&without_passwords(text)),
            ValueKind::Text(text) => quoted(text),
            ValueKind::Sequence(items) => {
                let items: Vec<String> = items.iter().map(|item| self.written(of_item(name, item), item)).collect();
                format!("[{}]", items.join(", "))
            }
            ValueKind::Mapping(entries) => {
                let entry = |(key, value): &(Option<String>, Value)| match key {
                    Some(key) => format!("{}: {}", quoted(key), self.written(key, value)),
                    None => format!("…: {}", self.written(name, value)),
                };
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
            _ => self.code(name, value.span.of(self.text)),
        }
    }

    /// Code in one line. Where it, or a name in it, is called a credential, no other string is shown.
    fn code(&self, name: &str, text: &str) -> String {
        let pieces = pieces(text);
        let called = |piece: &Piece<'_>| match piece {
            Piece::Text { body, .. } => is_word(body) && names_credential(body),
            Piece::Code(code) => code.split(|ch: char| !is_part(ch)).any(names_credential),
            Piece::Comment => false,
        };
        let is_secret = names_credential(name) || pieces.iter().any(called);
        let mut line = String::with_capacity(text.len());
        for piece in pieces {
            match piece {
                Piece::Comment => {}
                Piece::Code(code) => code.chars().for_each(|ch| push(&mut line, ch)),
                Piece::Text { prefix, quotes, body } => {
                    let is_first = line.ends_with(['(', '[', '{']) || line.ends_with("name=");
                    let is_named = is_first && (is_name(body) || is_word(body) && names_credential(body));
                    let body = match self.masks {
                        true if is_secret && !is_named || self::is_secret("", body) => MASK.to_owned(),
                        true => without_passwords(body),
                        false => body.to_owned(),
                    };
                    let quotes = if quotes == "'" && !body.contains('"') { "\"" } else { quotes };
                    let shown: String = body.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
                    line.extend([prefix, quotes, &shown, quotes]);
                }
            }
        }
        line.trim().to_owned()
    }
}

fn is_part(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ch == '_'
}

fn is_word(text: &str) -> bool {
    text.chars().all(|ch| is_part(ch) || ch == '-')
}

/// Add a character of code: blanks are one blank, and none inside brackets; nor is a comma before they close.
fn push(line: &mut String, ch: char) {
    let opens = |line: &str| line.is_empty() || line.ends_with(['(', '[', '{', ' ']);
    if ch.is_whitespace() || ch == '\\' {
        if !opens(line) {
            line.push(' ');
        }
        return;
    }
    if matches!(ch, ')' | ']' | '}') {
        let kept = line.trim_end().trim_end_matches(',').len();
        // `("a",)` is a tuple, and `("a")` a text.
        if !(ch == ')' && kept < line.len() && is_in_one_item_tuple(&line[..kept])) {
            line.truncate(kept);
        }
    }
    line.push(ch);
}

/// So far back the bracket of such a tuple is looked for.
const LONGEST_ITEM: usize = 400;

/// Whether `line` ends in the first item of a tuple that is open. Brackets within strings make no difference to what a reader
/// takes it for.
fn is_in_one_item_tuple(line: &str) -> bool {
    let mut depth = 0;
    for (at, ch) in line.char_indices().rev().take(LONGEST_ITEM) {
        match ch {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' if depth > 0 => depth -= 1,
            // What is called has a name in front.
            '(' => return !line[..at].ends_with(|before: char| is_part(before) || matches!(before, ')' | ']')),
            '[' | '{' => return false,
            ',' if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

/// What an item of the list `name` is called: a list of keys may hold their names.
fn of_item<'n>(name: &'n str, item: &Value) -> &'n str {
    if item.text().is_some_and(is_name) { "" } else { name }
}

/// `text` as a string of JSON, which is one of Python and YAML as well.
fn quoted(text: &str) -> String {
    Json::from(text).to_string()
}

/// A value that is written down, without secrets.
fn literal(name: &str, value: &Value) -> Option<Json> {
    Some(match &value.kind {
        ValueKind::None => Json::Null,
        ValueKind::Bool(value) => Json::Bool(*value),
        ValueKind::Number(number) => Json::Number(number.parse().ok()?),
        ValueKind::Text(text) if is_secret(name, text) => MASK.into(),
        ValueKind::Text(text) => without_passwords(text).into(),
        ValueKind::Sequence(items) => {
            items.iter().map(|item| literal(of_item(name, item), item)).collect::<Option<Vec<_>>>()?.into()
        }
        ValueKind::Mapping(entries) => {
            let entry = |(key, value): &(Option<String>, Value)| {
                let key = key.as_ref()?;
                Some((key.clone(), literal(key, value)?))
            };
            Json::Object(entries.iter().map(entry).collect::<Option<_>>()?)
        }
        ValueKind::Environment { .. } | ValueKind::Configured { .. } | ValueKind::Computed(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tuple_of_one_item_keeps_its_comma() {
        let text = "f(\n  X + ('a',),\n  [('b', 'c',), ['d',]],\n)";
        assert_eq!(Written::statement(text).shown(), "f(X + (\"a\",), [(\"b\", \"c\"), [\"d\"]])");
    }
}
