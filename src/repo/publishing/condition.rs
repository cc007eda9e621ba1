//! Conditions of jobs and steps, as far as a branch or a tag decides them.
//!
//! ```text
//! if: github.event_name == 'push' && startsWith(github.ref, 'refs/tags/')
//!     ^^^^^^^^^^^^^^^^^ known        ^^^^^^^^^^ known                          secrets.X: not known
//! ```

use super::reference::{RefKind, Reference};
use super::value::{Value, call, lower};

/// How deep an expression may nest.
const DEEPEST: usize = 32;

/// Whether the condition `text` holds when `event` happens to `reference`; `None` where that can't be told.
pub fn holds(text: &str, event: &str, reference: Reference<'_>) -> Option<bool> {
    let text = text.trim();
    let inner = text.strip_prefix("${{").and_then(|text| text.strip_suffix("}}")).unwrap_or(text);
    if inner.contains("${{") {
        return None;
    }
    let mut parser = Parser { rest: inner, event, reference, depth: 0 };
    let value = parser.any()?;
    match value {
        _ if !parser.rest.trim().is_empty() => None,
        // What an action reads as no: `push: ${{ … && 'true' || 'false' }}`.
        Value::Text(text) if text == "false" => Some(false),
        value => value.truth(),
    }
}

struct Parser<'e> {
    rest: &'e str,
    event: &'e str,
    reference: Reference<'e>,
    depth: usize,
}

/// `None` is what is no expression.
impl Parser<'_> {
    fn eat(&mut self, token: &str) -> bool {
        self.rest = self.rest.trim_start();
        let behind = self.rest.strip_prefix(token);
        self.rest = behind.unwrap_or(self.rest);
        behind.is_some()
    }

    /// `a || b`: the first that holds, or the last.
    fn any(&mut self) -> Option<Value> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut value = self.all()?;
        while self.eat("||") {
            let next = self.all()?;
            value = match value.truth() {
                Some(true) => value,
                Some(false) => next,
                None if next.truth() == Some(true) => Value::Bool(true),
                None => Value::Unknown,
            };
        }
        self.depth -= 1;
        Some(value)
    }

    /// `a && b`: the first that doesn't hold, or the last.
    fn all(&mut self) -> Option<Value> {
        let mut value = self.comparison()?;
        while self.eat("&&") {
            let next = self.comparison()?;
            value = match value.truth() {
                Some(true) => next,
                Some(false) => value,
                None if next.truth() == Some(false) => Value::Bool(false),
                None => Value::Unknown,
            };
        }
        Some(value)
    }

    fn comparison(&mut self) -> Option<Value> {
        let value = self.one()?;
        let equal = self.eat("==");
        if !equal && !self.eat("!=") {
            return Some(value);
        }
        let other = self.one()?;
        Some(Value::of(value.equals(&other).map(|same| same == equal)))
    }

    fn one(&mut self) -> Option<Value> {
        let mut negations = 0;
        while !self.rest.trim_start().starts_with("!=") && self.eat("!") {
            negations += 1;
        }
        let value = self.operand()?;
        if negations == 0 {
            return Some(value);
        }
        Some(Value::of(value.truth().map(|truth| truth == (negations % 2 == 0))))
    }

    fn operand(&mut self) -> Option<Value> {
        if self.eat("(") {
            let value = self.any()?;
            return self.eat(")").then_some(value);
        }
        if self.eat("'") {
            return self.text().map(Value::Text);
        }
        let end = self.rest.find(|character: char| !(character.is_alphanumeric() || "._-*".contains(character)));
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        if name.is_empty() {
            return None;
        }
        if self.eat("(") {
            let arguments = self.arguments()?;
            return Some(Value::of(call(name, &arguments)));
        }
        let mut known = true;
        while self.eat("[") {
            self.any()?;
            known = self.eat("]") && {
                self.member();
                false
            };
        }
        Some(if known { self.named(name) } else { Value::Unknown })
    }

    /// `.name` behind an index.
    fn member(&mut self) {
        let end = self.rest.find(|character: char| !(character.is_alphanumeric() || "._-*".contains(character)));
        self.rest = self.rest.split_at(end.unwrap_or(self.rest.len())).1;
    }

    /// Up to the quote that is not doubled.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let (before, behind) = self.rest.split_once('\'')?;
            text.push_str(before);
            self.rest = behind;
            match behind.strip_prefix('\'') {
                Some(rest) => {
                    text.push('\'');
                    self.rest = rest;
                }
                None => return Some(text),
            }
        }
    }

    fn arguments(&mut self) -> Option<Vec<Value>> {
        let mut arguments = Vec::new();
        if self.eat(")") {
            return Some(arguments);
        }
        loop {
            arguments.push(self.any()?);
            if self.eat(")") {
                return Some(arguments);
            }
            if !self.eat(",") {
                return None;
            }
        }
    }

    fn named(&self, name: &str) -> Value {
        let known = |text: String| if self.reference.whole { Value::Text(text) } else { Value::Beginning(text) };
        match lower(name).as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "github.event_name" => Value::Text(self.event.to_owned()),
            "github.ref" => known(self.reference.full()),
            "github.ref_name" => known(self.reference.name.to_owned()),
            "github.ref_type" => Value::Text(
                match self.reference.kind {
                    RefKind::Branch => "branch",
                    RefKind::Tag => "tag",
                }
                .to_owned(),
            ),
            "github.base_ref" | "github.head_ref" if !self.event.starts_with("pull_request") => {
                Value::Text(String::new())
            }
            _ => Value::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_main(text: &str) -> Option<bool> {
        holds(text, "push", Reference::default_branch("main"))
    }

    #[test]
    fn what_the_branch_decides_is_known() {
        for (text, expected) in [
            ("github.ref == 'refs/heads/main'", Some(true)),
            ("${{ github.ref == 'refs/heads/master' }}", Some(false)),
            ("github.event_name != 'pull_request'", Some(true)),
            ("github.event_name == 'push' && github.ref_name == 'main'", Some(true)),
            ("!startsWith(github.ref, 'refs/tags/')", Some(true)),
            ("contains(github.ref, 'release') || github.ref_type == 'tag'", Some(false)),
            ("(success() && !cancelled())", Some(true)),
            ("github.event_name == 'push' && 'true' || 'false'", Some(true)),
            ("github.event_name != 'push' && 'true' || 'false'", Some(false)),
            ("false", Some(false)),
            ("github.repository == 'openedx/notes'", None),
            ("github.repository == 'openedx/notes' && github.event_name == 'release'", Some(false)),
            ("secrets.TOKEN || github.event_name == 'push'", Some(true)),
            ("github.event.inputs['a b'].x == 'y'", None),
            ("fromJson(needs.x.outputs.y)[0] == 'it''s'", None),
            ("steps.a.outputs.b", None),
            ("no ( expression", None),
            ("", None),
        ] {
            assert_eq!(on_main(text), expected, "{text}");
        }
    }

    #[test]
    fn of_names_that_begin_alike_what_their_beginning_decides_is_known() {
        let of_release = |text| holds(text, "push", Reference::all(RefKind::Tag, "release/"));
        for (text, expected) in [
            ("startsWith(github.ref, 'refs/tags/')", Some(true)),
            ("startsWith(github.ref, 'refs/tags/release/t')", None),
            ("startsWith(github.ref, 'refs/tags/v')", Some(false)),
            ("github.ref == 'refs/heads/main'", Some(false)),
            ("github.ref_name != 'release/teak.1'", None),
            ("contains(github.ref, 'release/')", Some(true)),
            ("endsWith(github.ref, '.1')", None),
        ] {
            assert_eq!(of_release(text), expected, "{text}");
        }
    }

    #[test]
    fn hostile_texts_end() {
        for text in ["(".repeat(100_000), "!".repeat(100_000), "a && ".repeat(50_000), "a[".repeat(50_000)] {
            assert_eq!(on_main(&text), None);
        }
    }
}
