//! Values of words: variables replaced by what they hold, remembering where each part was written.
//!
//! ```text
//! ARG TAG=3.12
//!         ^^^^ an origin
//! FROM python:${TAG}-${FLAVOUR}
//!                    ^^^^^^^^^^ a gap: nothing gives it a value
//! ```

mod patterns;

use super::scope::{Definition, DefinitionKind};
use crate::parse::{Operator, Part, Variable, Word};
use crate::text::Span;
use patterns::{replaced, trimmed};

/// A resolved word.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Value {
    /// What BuildKit would make of it with the defaults alone; an unset variable is empty.
    pub text: String,
    /// The definitions that gave parts of it, in the order of use.
    pub origins: Vec<Origin>,
    /// What could not be resolved.
    pub gaps: Vec<Gap>,
}

/// A definition that gave a part of a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The variable.
    pub name: String,
    /// Whether an ARG or an ENV gave it.
    pub kind: DefinitionKind,
    /// Where the value was written.
    pub span: Span,
}

/// A variable without a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gap {
    /// The variable; empty for a template tag.
    pub name: String,
    /// Where it is used.
    pub span: Span,
    /// Where in [`Value::text`] its value would stand.
    pub at: usize,
    /// Why it has no value.
    pub kind: GapKind,
}

/// Why a part of a value is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GapKind {
    /// Never declared: empty, unless the base image sets it.
    Undeclared,
    /// Declared by an ARG without default: whatever `--build-arg` gives, else empty.
    WithoutDefault,
    /// BuildKit sets it (`TARGETARCH`), or the base image does (`PATH`).
    Predefined,
    /// A template tag, or a substitution that BuildKit refuses.
    Opaque,
}

/// What a variable's name leads to.
pub(super) enum Lookup<'d, 't> {
    Defined(&'d Definition<'t>),
    Gap(GapKind),
}

impl Value {
    /// Whether every part is known.
    pub fn is_known(&self) -> bool {
        self.gaps.is_empty()
    }

    /// Whether the first `length` bytes are known: no gap stands in or right behind them.
    pub fn is_known_to(&self, length: usize) -> bool {
        self.gaps.iter().all(|gap| gap.at > length)
    }

    /// A variable without a value, used at `span`.
    pub(super) fn unset(name: &str, span: Span, kind: GapKind) -> Self {
        Self { text: String::new(), origins: Vec::new(), gaps: vec![Gap { name: name.to_owned(), span, at: 0, kind }] }
    }

    fn append(&mut self, other: Self) {
        let before = self.text.len();
        self.text.push_str(&other.text);
        self.origins.extend(other.origins);
        self.gaps.extend(other.gaps.into_iter().map(|gap| Gap { at: gap.at + before, ..gap }));
    }
}

/// How deep defaults may nest (`${A:-${B:-…}}`) before a value counts as unknown.
const MAX_DEPTH: usize = 16;

/// How many bytes variables may add up to in one value before it counts as unknown: `ARG A=$A$A` doubles with every line.
const MAX_EXPANSION: usize = 4096;

/// The longest value that is put into another one, in a file of this text. A definition may be long and its uses many: so
/// that all of them together stay within bounds, a file of thousands of uses gets shorter ones.
pub(super) fn longest(text: &str) -> usize {
    const ALL_TOGETHER: usize = 2 << 20;
    const LEAST: usize = 64;
    let uses = memchr::memchr_iter(b'$', text.as_bytes()).count();
    (ALL_TOGETHER / uses.max(1)).clamp(LEAST, MAX_EXPANSION)
}

/// Resolve `word`; `lookup` says what a name leads to at this place.
pub(super) fn resolve<'d, 't: 'd>(word: &Word<'t>, lookup: &dyn Fn(&str) -> Lookup<'d, 't>) -> Value {
    resolve_at(word, lookup, 0)
}

fn resolve_at<'d, 't: 'd>(word: &Word<'t>, lookup: &dyn Fn(&str) -> Lookup<'d, 't>, depth: usize) -> Value {
    if let Some(plain) = word.plain() {
        return Value { text: plain.to_owned(), ..Value::default() };
    }
    let mut value = Value::default();
    let mut expansion = 0;
    if depth > MAX_DEPTH {
        return Value::unset("", word.span(), GapKind::Opaque);
    }
    for part in word.parts() {
        match part {
            Part::Literal { text, .. } => value.text.push_str(&text),
            Part::Opaque(span) => value.append(Value::unset("", span, GapKind::Opaque)),
            Part::Variable(variable) => {
                let expanded = expand(&variable, lookup, depth);
                expansion += expanded.text.len();
                if expansion > MAX_EXPANSION {
                    return Value::unset(&variable.name, variable.span, GapKind::Opaque);
                }
                value.append(expanded);
            }
        }
    }
    value
}

fn expand<'d, 't: 'd>(variable: &Variable<'t>, lookup: &dyn Fn(&str) -> Lookup<'d, 't>, depth: usize) -> Value {
    let current = match lookup(&variable.name) {
        Lookup::Defined(definition) => Ok(definition.as_value()),
        Lookup::Gap(kind) => Err(Value::unset(&variable.name, variable.span, kind)),
    };
    let argument = || match &variable.argument {
        Some(word) => resolve_at(word, lookup, depth + 1),
        None => Value::default(),
    };
    // In a pattern, escapes stay: `\*` is no wildcard, and `\/` no end.
    let pattern = || match variable.argument.as_ref().map(Word::text) {
        Some(raw) if raw.contains('\\') => (!raw.contains(['$', '\'', '"'])).then(|| raw.into_owned()),
        _ => Some(argument().text),
    };
    let opaque = || Value::unset(&variable.name, variable.span, GapKind::Opaque);
    // A value that BuildKit sets at build time is set, whatever it is.
    let predefined = matches!(&current, Err(value) if value.gaps[0].kind == GapKind::Predefined);
    match (variable.operator, current) {
        // BuildKit ends with the message.
        (Operator::Required { .. }, Err(_)) if !predefined => opaque(),
        (Operator::Required { nonempty: true }, Ok(value)) if value.text.is_empty() && value.is_known() => opaque(),
        (Operator::None | Operator::Required { .. }, Ok(value) | Err(value))
        | (Operator::Trim { .. } | Operator::Replace, Err(value)) => value,
        (Operator::Default { .. }, Err(value)) if predefined => value,
        (Operator::Default { nonempty }, Ok(value)) if !(nonempty && value.text.is_empty() && value.is_known()) => {
            value
        }
        (Operator::Default { .. }, _) => argument(),
        (Operator::Alternative { .. }, Err(_)) if predefined => argument(),
        (Operator::Alternative { nonempty }, Ok(value)) if !(nonempty && value.text.is_empty()) => argument(),
        (Operator::Alternative { .. }, _) => Value::default(),
        (Operator::Trim { suffix }, Ok(value)) if value.is_known() => match pattern() {
            Some(pattern) => Value { text: trimmed(&value.text, suffix, &pattern).to_owned(), ..value },
            None => opaque(),
        },
        (Operator::Replace, Ok(value)) if value.is_known() => {
            match pattern().and_then(|pattern| replaced(&value.text, &pattern)) {
                Some(text) => Value { text, ..value },
                None => opaque(),
            }
        }
        (Operator::Trim { .. } | Operator::Replace | Operator::Unsupported, _) => opaque(),
    }
}
