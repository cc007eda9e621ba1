//! The settings as TOML, each with a comment that names its place.

use super::effective::{Effective, Set, Table, Value};
use std::fmt::Write as _;

/// Paths and globs stand as in the files, each relative to the file named beside it.
pub(super) fn text(effective: &Effective<'_>) -> String {
    let mut text = String::new();
    for (setting, set) in &effective.settings {
        let key = setting.key;
        let shown = match set {
            Set::Default if setting.default.is_empty() => String::new(),
            Set::Default => format!("{key} = {}  # default\n", setting.default),
            Set::One(value) => assignment(key, value),
            Set::List(values) => {
                let item = |value: &Value<'_>| format!("    {},  {}\n", value.written, origin(value));
                format!("{key} = [\n{}]\n", values.iter().map(item).collect::<String>())
            }
        };
        text.push_str(&shown);
    }
    for table in &effective.per_file {
        text.push_str(&per_file(table));
    }
    for (id, options) in &effective.rules {
        let lines: String = options.iter().map(|(key, value)| assignment(key, value)).collect();
        let _ = write!(text, "\n[rules.{id}]\n{lines}");
    }
    text
}

/// A table, with the place at which it begins to say something.
fn per_file(table: &Table<'_>) -> String {
    let list = |values: &[Value<'_>]| values.iter().map(|it| it.written).collect::<Vec<_>>().join(", ");
    let lists = table.paths.iter().chain(&table.ignore);
    let said = lists.chain(&table.reason).chain(&table.context);
    let place = said.min_by_key(|value| value.position.line).map(origin).unwrap_or_default();
    let mut text = format!("\n[[per-file]]  {place}\npaths = [{}]\n", list(&table.paths));
    // Writing to a string does not fail.
    if let Some(reason) = &table.reason {
        let _ = write!(text, "ignore = [{}]\nreason = {}\n", list(&table.ignore), reason.written);
    }
    if let Some(context) = &table.context {
        let _ = writeln!(text, "context = {}", context.written);
    }
    text
}

/// Behind a value of several lines a comment may stand as well.
fn assignment(key: &str, value: &Value<'_>) -> String {
    format!("{key} = {}  {}\n", value.written, origin(value))
}

/// `# oep45.toml:3`. A name may hold a line feed, which must not end the comment.
fn origin(value: &Value<'_>) -> String {
    format!("# {}:{}", value.file.escape_debug(), value.position.line)
}
