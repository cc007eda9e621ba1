//! Compiles tests of fields: which operators there are, and which types they fit.

use super::condition::Kinds;
use super::operand::is_operand;
use super::{Compiler, Value, described};
use crate::rules::declared::fact::{Field, Type};
use crate::rules::declared::options::Setting;
use crate::rules::declared::test::{Compare, Match, Test};
use crate::rules::declared::version::Version;
use std::cmp::Ordering;
use toml::de::{DeTable, DeValue};

/// Operators that fit every type.
const ANY: [&str; 4] = ["absent", "present", "known", "not"];
const TEXT: [&str; 8] = ["equals", "in", "not-in", "starts-with", "ends-with", "contains", "matches", "ignore-case"];
const VERSION: [&str; 2] = ["older", "newer"];
const LIST: [&str; 2] = ["every", "count"];
const NUMBER: [&str; 5] = ["equals", "greater", "less", "at-least", "at-most"];

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
}
