//! Compiles tests of fields: which operators there are, and which types they fit.

use super::condition::Kinds;
use super::{Compiler, Value, described};
use crate::rules::declared::fact::{Field, Type};
use crate::rules::declared::options::Setting;
use crate::rules::declared::test::{Compare, Match, Operand, Test, TextTest};
use crate::rules::declared::version::Version;
use regex::RegexBuilder;
use std::cmp::Ordering;
use toml::de::{DeTable, DeValue};

/// Operators that fit every type.
const ANY: [&str; 4] = ["absent", "present", "known", "not"];
const TEXT: [&str; 8] = ["equals", "in", "not-in", "starts-with", "ends-with", "contains", "matches", "ignore-case"];
const VERSION: [&str; 2] = ["older", "newer"];
const LIST: [&str; 2] = ["every", "count"];
const NUMBER: [&str; 5] = ["equals", "greater", "less", "at-least", "at-most"];

/// The most bytes that a pattern may take once it is compiled.
const PATTERN_SIZE: usize = 1 << 20;

/// The operators that fit a type.
pub(in crate::rules::declared) fn operators(kind: Type) -> Vec<&'static str> {
    let own: &[&[&'static str]] = match kind {
        Type::Text => &[&TEXT],
        Type::Version => &[&TEXT, &VERSION],
        Type::Texts => &[&TEXT, &LIST],
        Type::Truth => &[&["equals"]],
        Type::Number => &[&NUMBER],
    };
    own.iter().copied().flatten().chain(&ANY).copied().collect()
}

impl Compiler<'_, '_> {
    /// What `value` asks of `field`.
    pub(super) fn test(&mut self, kinds: Kinds, field: &'static Field, value: Value<'_>) -> Option<Test> {
        self.test_of(kinds, field, field.kind, value)
    }

    fn test_of(&mut self, kinds: Kinds, field: &'static Field, kind: Type, value: Value<'_>) -> Option<Test> {
        let span = value.span();
        match (kind, value.get_ref()) {
            (_, DeValue::Table(table)) if !is_operand(table) => {
                let DeValue::Table(table) = value.into_inner() else { return None };
                self.operators(kinds, field, kind, table)
            }
            (Type::Truth, _) => self.truth(&value, field.name).map(Test::Truth),
            (Type::Number, _) => self.number(&value, field.name).map(|number| Test::Number(Compare::Equals, number)),
            (_, DeValue::String(_) | DeValue::Array(_) | DeValue::Table(_)) => {
                self.text(kinds, Match::Equals, &value, false).map(Test::Text)
            }
            (_, other) => {
                let (name, type_, found) = (field.name, kind.described(), described(other));
                self.problems.add(span, format!("`{name}` is {type_}, and this is {found}"));
                None
            }
        }
    }

    fn operators(&mut self, kinds: Kinds, field: &'static Field, kind: Type, mut table: DeTable<'_>) -> Option<Test> {
        let fitting = operators(kind);
        let ignore_case = match table.remove("ignore-case") {
            Some(value) if fitting.contains(&"ignore-case") => self.truth(&value, "ignore-case")?,
            Some(value) => {
                self.misfit(value.span(), "ignore-case", field, kind);
                return None;
            }
            None => false,
        };
        let mut tests = Vec::new();
        let before = table.len();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !fitting.contains(&name) {
                self.misfit(key.span(), name, field, kind);
                continue;
            }
            tests.extend(self.operator(kinds, field, kind, name, value, ignore_case));
        }
        match tests.pop() {
            Some(only) if tests.is_empty() => (before == 1).then_some(only),
            Some(last) => {
                tests.push(last);
                Some(Test::All(tests))
            }
            None => None,
        }
    }

    /// An operator that no field has, or not this one.
    fn misfit(&mut self, span: std::ops::Range<usize>, name: &str, field: &Field, kind: Type) {
        let all = [&ANY[..], &TEXT, &VERSION, &LIST, &NUMBER].concat();
        let fitting = operators(kind);
        if all.contains(&name) {
            let problem = self
                .problems
                .add(span, format!("`{name}` does not fit `{}`, which is {}", field.name, kind.described()));
            problem.help(format!("What fits: `{}`.", fitting.join("`, `")));
        } else {
            self.problems.unknown(span, "operator", name, &fitting);
        }
    }

    fn operator(
        &mut self,
        kinds: Kinds,
        field: &'static Field,
        kind: Type,
        name: &str,
        value: Value<'_>,
        ignore_case: bool,
    ) -> Option<Test> {
        let not = |test| Test::Not(Box::new(test));
        let compare = match name {
            "greater" => Some(Compare::Greater),
            "less" => Some(Compare::Less),
            "at-least" => Some(Compare::AtLeast),
            "at-most" => Some(Compare::AtMost),
            _ => None,
        };
        if let Some(compare) = compare {
            return self.number(&value, name).map(|number| Test::Number(compare, number));
        }
        let how = match name {
            "absent" => {
                let absent = self.truth(&value, name)?;
                return Some(if absent { not(Test::Present) } else { Test::Present });
            }
            "present" => {
                let present = self.truth(&value, name)?;
                return Some(if present { Test::Present } else { not(Test::Present) });
            }
            "known" => return self.truth(&value, name).map(|known| if known { Test::Known } else { not(Test::Known) }),
            "not" => return self.test_of(kinds, field, kind, value).map(not),
            "every" => {
                return self.test_of(kinds, field, Type::Text, value).map(|test| Test::Every(Box::new(test)));
            }
            "count" => return self.count(kinds, field, value),
            "older" => return self.version(&value, name, Ordering::Less),
            "newer" => return self.version(&value, name, Ordering::Greater),
            "equals" if matches!(kind, Type::Truth | Type::Number) => {
                return self.test_of(kinds, field, kind, value);
            }
            "not-in" => {
                return self.text(kinds, Match::Equals, &value, ignore_case).map(|test| not(Test::Text(test)));
            }
            "starts-with" => Match::StartsWith,
            "ends-with" => Match::EndsWith,
            "contains" => Match::Contains,
            "matches" => Match::Matches,
            _ => Match::Equals,
        };
        self.text(kinds, how, &value, ignore_case).map(Test::Text)
    }

    /// `count = 2`, `count = { greater = 1 }`.
    fn count(&mut self, kinds: Kinds, field: &'static Field, value: Value<'_>) -> Option<Test> {
        fn counted(test: Test) -> Test {
            match test {
                Test::Number(compare, number) => Test::Count(compare, number),
                Test::All(all) => Test::All(all.into_iter().map(counted).collect()),
                Test::Not(test) => Test::Not(Box::new(counted(*test))),
                other => other,
            }
        }
        self.test_of(kinds, field, Type::Number, value).map(counted)
    }

    fn version(&mut self, value: &Value<'_>, name: &str, order: Ordering) -> Option<Test> {
        let text = match value.get_ref() {
            DeValue::Table(_) => match self.option(value)? {
                Setting::Text(text) => text.clone(),
                other => {
                    let found = other.described();
                    self.problems.add(value.span(), format!("`{name}` is a version, and the option is {found}"));
                    return None;
                }
            },
            _ => self.string(value, name)?,
        };
        let version = Version::parse(&text);
        if version.is_none() {
            let problem = self.problems.add(value.span(), format!("`{text}` is no version that can be compared"));
            problem.help("Write numbers with dots between them, such as `3.12`.");
        }
        version.map(|version| Test::Version(order, version))
    }

    /// One or several texts to compare with: written out, an option, or another field.
    fn text(&mut self, kinds: Kinds, how: Match, value: &Value<'_>, ignore_case: bool) -> Option<TextTest> {
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
                operands = self.referred(kinds, table, value, ignore_case)?;
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
            return Some(Operand::Text(if ignore_case { text.to_lowercase() } else { text }));
        }
        let built = RegexBuilder::new(&text).case_insensitive(ignore_case).size_limit(PATTERN_SIZE).build();
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
                return Some(texts.into_iter().map(|text| Operand::Text(lower(text))).collect());
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
    fn option(&mut self, value: &Value<'_>) -> Option<&Setting> {
        let named = value.get_ref().get("option")?;
        let name = self.string(named, "option")?;
        let options = self.options;
        let found = options.get(&name);
        if found.is_none() {
            self.problems.unknown(named.span(), "option", &name, &options.names());
        }
        found
    }

    fn truth(&mut self, value: &Value<'_>, name: &str) -> Option<bool> {
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

    fn number(&mut self, value: &Value<'_>, name: &str) -> Option<i64> {
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
fn is_operand(table: &DeTable<'_>) -> bool {
    table.len() == 1 && ["option", "field", "outer"].iter().any(|key| table.contains_key(*key))
}
