//! Compiles what fields are compared with: texts, patterns and numbers that are written out, options, other fields.

use super::condition::Kinds;
use super::{Compiler, Value, described};
use crate::rules::declared::fact::Type;
use crate::rules::declared::options::Setting;
use crate::rules::declared::test::{Match, Operand, TextTest};
use regex::bytes::RegexBuilder;
use toml::de::{DeTable, DeValue};

/// The most bytes that a pattern may take once it is compiled.
const PATTERN_SIZE: usize = 1 << 20;

impl Compiler<'_, '_> {
    /// One or several texts to compare with: written out, an option, or another field.
    pub(super) fn text(&mut self, kinds: Kinds, how: Match, value: &Value<'_>, ignore_case: bool) -> Option<TextTest> {
        let mut operands = Vec::new();
        match value.get_ref() {
            DeValue::Array(items) => {
                for item in items {
                    let text = self.string(item, "an item of the list")?;
                    operands.push(self.operand(how, text, item, ignore_case)?);
                }
            }
            DeValue::Table(table) => {
                if how == Match::Matches {
                    self.problems.add(value.span(), "a pattern is written out here: `matches = '^v[0-9]'`");
                    return None;
                }
                operands = self.referred(kinds, how, table, value, ignore_case)?;
            }
            _ => {
                let text = self.string(value, "what a text is compared with")?;
                operands.push(self.operand(how, text, value, ignore_case)?);
            }
        }
        Some(TextTest { how, operands, ignore_case })
    }

    fn operand(&mut self, how: Match, text: String, at: &Value<'_>, ignore_case: bool) -> Option<Operand> {
        if how != Match::Matches {
            return Some(Operand::literal(how, if ignore_case { text.to_lowercase() } else { text }));
        }
        // Without Unicode tables: `\w` and the like are about ASCII, other characters stand for themselves.
        let mut builder = RegexBuilder::new(&text);
        let built = builder.unicode(false).case_insensitive(ignore_case).size_limit(PATTERN_SIZE).build();
        match built {
            Ok(pattern) => Some(Operand::Pattern(pattern)),
            Err(error) => {
                // The last line says what is wrong; those before it draw the pattern.
                let error = error.to_string();
                let said = error.lines().last().unwrap_or("").trim_start_matches("error: ").to_lowercase();
                self.problems.add(at.span(), format!("this is no pattern: {said}"));
                None
            }
        }
    }

    /// `{ option = "registries" }`, `{ field = "stage.name" }`, `{ outer = "name" }`.
    fn referred(
        &mut self,
        kinds: Kinds,
        how: Match,
        table: &DeTable<'_>,
        value: &Value<'_>,
        ignore_case: bool,
    ) -> Option<Vec<Operand>> {
        let (key, name) = table.iter().next()?;
        let visited = match key.get_ref().as_ref() {
            "option" => {
                let texts = match self.option(value)? {
                    Setting::Text(text) => vec![text.clone()],
                    Setting::Texts(texts) => texts.clone(),
                    other => {
                        let found = other.described();
                        self.problems
                            .add(name.span(), format!("a text is compared with texts, and the option is {found}"));
                        return None;
                    }
                };
                let lower = |text: String| if ignore_case { text.to_lowercase() } else { text };
                return Some(texts.into_iter().map(|text| Operand::literal(how, lower(text))).collect());
            }
            key => key == "outer",
        };
        let kind = if visited { kinds.visited } else { kinds.own };
        let text = self.string(name, key.get_ref())?;
        let reference = self.reference(kind, &text, name.span())?;
        if !matches!(reference.field.kind, Type::Text | Type::Version) {
            let found = reference.field.kind.described();
            self.problems.add(name.span(), format!("a text is compared with a text, and `{text}` is {found}"));
            return None;
        }
        Some(vec![Operand::Field { around: reference.around, field: reference.field, visited }])
    }

    /// The option that `{ option = "…" }` names.
    pub(super) fn option(&mut self, value: &Value<'_>) -> Option<&Setting> {
        let named = value.get_ref().get("option")?;
        let name = self.string(named, "option")?;
        let options = self.options;
        let found = options.get(&name);
        if found.is_none() {
            self.problems.unknown(named.span(), "option", &name, &options.names());
        }
        found
    }

    pub(super) fn truth(&mut self, value: &Value<'_>, name: &str) -> Option<bool> {
        let found = match value.get_ref() {
            DeValue::Boolean(truth) => return Some(*truth),
            DeValue::Table(table) if is_operand(table) => match self.option(value)? {
                Setting::Truth(truth) => return Some(*truth),
                other => other.described(),
            },
            other => described(other),
        };
        self.problems.add(value.span(), format!("`{name}` is true or false, and this is {found}"));
        None
    }

    pub(super) fn number(&mut self, value: &Value<'_>, name: &str) -> Option<i64> {
        let found = match value.get_ref() {
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => return Some(number),
                Err(_) => "too large a number",
            },
            DeValue::Table(table) if is_operand(table) => match self.option(value)? {
                Setting::Number(number) => return Some(*number),
                other => other.described(),
            },
            other => described(other),
        };
        self.problems.add(value.span(), format!("`{name}` is a whole number, and this is {found}"));
        None
    }
}

/// Whether a table names a value instead of holding operators.
pub(super) fn is_operand(table: &DeTable<'_>) -> bool {
    table.len() == 1 && ["option", "field", "outer"].iter().any(|key| table.contains_key(*key))
}
