//! From a page's tables to rules: every name is known, every operator fits its field, every placeholder is a field; all
//! that is wrong is told, at its own bytes.

mod condition;
mod operand;
mod says;
mod test;

pub(super) use says::{KEYS, REPLACEMENT};
pub(super) use test::operators;

use super::kind::Kind;
use super::matcher::Matcher;
use super::options::Options;
use super::problem::Problems;
use super::template::Reference;
use crate::catalog::Fixes;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// What a table is compiled with.
pub(super) struct Compiler<'c, 'p> {
    pub(super) options: &'c Options,
    pub(super) fixes: Fixes,
    pub(super) problems: &'c mut Problems<'p>,
}

/// A key or a value with its place.
type Value<'s> = Spanned<DeValue<'s>>;

/// The matchers in `[match]`, or in each `[[match]]`; nothing of one that is wrong.
pub(super) fn matchers(value: Value<'_>, compiler: &mut Compiler<'_, '_>) -> Vec<Matcher> {
    let span = value.span();
    let found = compiler.all(value);
    if compiler.fixes != Fixes::None && !compiler.problems.any() && found.iter().all(|it| it.said.fix.is_none()) {
        let said = "the page promises a fix, and no `match` has `replace`";
        compiler.problems.add(span, said).help("Write `fix = \"none\"`, or what the text becomes.");
    }
    found
}

impl Compiler<'_, '_> {
    fn all(&mut self, value: Value<'_>) -> Vec<Matcher> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => self.matcher(table, span).into_iter().collect(),
            DeValue::Array(items) => items
                .into_iter()
                .filter_map(|item| {
                    let span = item.span();
                    let table = self.table(item, "match")?;
                    self.matcher(table, span)
                })
                .collect(),
            other => {
                self.problems.add(span, format!("`match` is a table, and this is {}", described(&other)));
                Vec::new()
            }
        }
    }

    pub(super) fn table<'s>(&mut self, value: Value<'s>, name: &str) -> Option<DeTable<'s>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Some(table),
            other => {
                self.problems.add(span, format!("`{name}` is a table, and this is {}", described(&other)));
                None
            }
        }
    }

    fn string(&mut self, value: &Value<'_>, name: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            let found = described(value.get_ref());
            self.problems.add(value.span(), format!("`{name}` is a text, and this is {found}"));
        }
        text
    }

    fn array<'s>(&mut self, value: Value<'s>, name: &str) -> Option<DeArray<'s>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(items) => Some(items),
            other => {
                self.problems.add(span, format!("`{name}` is a list, and this is {}", described(&other)));
                None
            }
        }
    }

    /// The kind of nodes that `each` names.
    fn kind(&mut self, each: &Value<'_>) -> Option<Kind> {
        let name = self.string(each, "each")?;
        let kind = Kind::of(&name);
        if kind.is_none() {
            self.problems.unknown(each.span(), "kind of nodes", &name, &Kind::ALL.map(Kind::name));
        }
        kind
    }

    /// The field that `name` names, of a node of `kind` or of what stands around one: `registry`, `stage.name`.
    fn reference(&mut self, kind: Kind, name: &str, span: Range<usize>) -> Option<Reference> {
        let (around, owner, field) = match name.split_once('.') {
            None => (None, kind, name),
            Some((around, field)) => {
                let Some(&owner) = kind.around().iter().find(|kind| kind.name() == around) else {
                    let known: Vec<&str> = kind.around().iter().map(|kind| kind.name()).collect();
                    let what = format!("node around {} called", article(kind));
                    self.problems.unknown(span, &what, around, &known);
                    return None;
                };
                (Some(owner), owner, field)
            }
        };
        let found = owner.field(field);
        if found.is_none() {
            let known: Vec<&str> = owner.fields().iter().map(|field| field.name).collect();
            self.problems.unknown(span, &format!("field of {} called", article(owner)), field, &known);
        }
        found.map(|field| Reference { around, field })
    }
}

/// The kind with its article: "an image".
fn article(kind: Kind) -> String {
    let name = kind.name();
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}

fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
