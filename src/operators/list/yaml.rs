//! A configuration file to fill in: what is required without a value, the defaults behind `#`.

use super::{listed, place, remarks, table};
use crate::operators::{Inventory, Setting};
use crate::report::visible;
use serde_json::Value as Json;

/// `inventory` as YAML.
pub fn yaml(inventory: &Inventory, required_only: bool) -> String {
    let mut text = format!("# {}\n", table::heading(inventory));
    for note in &inventory.notes {
        comment(&mut text, &format!("Note: {note}"));
    }
    for (title, settings) in listed(inventory, required_only) {
        text.extend(["\n# ---- ", title, " ----\n"]);
        for setting in settings {
            text.push('\n');
            // Where the entry is called as another setting is, it stands there.
            let called = setting.configured_as.as_deref().filter(|called| inventory.get(called).is_none());
            entry(&mut text, called.unwrap_or(&setting.name), setting);
        }
    }
    text
}

/// The entry `name`, which sets `setting`.
fn entry(text: &mut String, name: &str, setting: &Setting) {
    setting.documentation.lines().for_each(|line| comment(text, line));
    for remark in remarks(setting) {
        comment(text, &format!("({remark})"));
    }
    comment(text, &format!("({})", place(setting)));
    if setting.is_required && !setting.is_from_environment {
        text.extend([name, ":\n"]);
        return;
    }
    let value = setting.value.as_ref();
    match (value, value.and_then(|value| value.literal()).filter(|_| value.is_some_and(|value| !value.is_masked()))) {
        (_, Some(literal)) => lines(name, literal).iter().for_each(|line| comment(text, line)),
        (Some(value), None) => comment(text, &format!("{name}:  # {}", value.shown())),
        (None, None) => comment(text, &format!("{name}:")),
    }
}

fn comment(text: &mut String, line: &str) {
    text.extend([format!("# {}", visible(line)).trim_end(), "\n"]);
}

/// `name: value`, on as many lines as the value has parts.
fn lines(name: &str, value: &Json) -> Vec<String> {
    let mut found = Vec::new();
    write(&mut found, 0, &format!("{name}:"), value);
    found
}

/// As deep as values are read.
fn write(lines: &mut Vec<String>, indent: usize, head: &str, value: &Json) {
    let space = " ".repeat(indent);
    match value {
        Json::Object(entries) if !entries.is_empty() => {
            lines.push(format!("{space}{head}"));
            for (key, value) in entries {
                write(lines, indent + 2, &format!("{}:", Json::from(key.as_str())), value);
            }
        }
        Json::Array(items) if !items.is_empty() => {
            lines.push(format!("{space}{head}"));
            for item in items {
                // A collection in a list stands on one line: JSON is YAML.
                lines.push(format!("{space}  - {item}"));
            }
        }
        scalar => lines.push(format!("{space}{head} {scalar}")),
    }
}
