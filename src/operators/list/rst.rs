//! The list as reStructuredText, for a manual: a definition list, with nothing in it that acts as markup by accident.

use super::{listed, place, remarks};
use crate::operators::{Inventory, Setting};

/// `inventory` as reStructuredText.
pub fn rst(inventory: &Inventory, required_only: bool) -> String {
    let mut text = String::new();
    title(&mut text, &format!("Settings of {}", inventory.application), '=');
    if !inventory.variables.is_empty() {
        let names: Vec<String> = inventory.variables.iter().map(|name| literal(name)).collect();
        text.extend([format!("The configuration file is the one that {} names.\n\n", names.join(" or "))]);
    }
    for note in &inventory.notes {
        text.extend([format!(".. note:: {}.\n\n", escaped(&capital(note)))]);
    }
    for (heading, settings) in listed(inventory, required_only) {
        title(&mut text, heading, '-');
        for setting in settings {
            entry(&mut text, setting);
        }
    }
    text
}

fn title(text: &mut String, words: &str, line: char) {
    let words = escaped(words);
    let length = words.chars().count().max(4);
    text.extend([format!("{words}\n{}\n\n", line.to_string().repeat(length))]);
}

fn entry(text: &mut String, setting: &Setting) {
    text.extend([format!("{}\n", literal(&setting.name))]);
    for paragraph in paragraphs(&setting.documentation) {
        text.extend([format!("    {}\n\n", escaped(&paragraph))]);
    }
    if let Some(value) = setting.value.as_ref().filter(|_| !setting.is_required) {
        text.extend([format!("    :Default: {}\n", literal(value.shown()))]);
    }
    text.extend([format!("    :Set in: {}\n", literal(&place(setting)))]);
    for remark in remarks(setting) {
        text.extend([format!("    :Note: {}\n", escaped(&capital(&remark)))]);
    }
    text.push('\n');
}

/// The paragraphs of a documentation, each on one line.
fn paragraphs(documentation: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in documentation.lines().map(str::trim) {
        match found.last_mut() {
            Some(last) if !line.is_empty() && last.is_empty() => last.push_str(line),
            Some(last) if !line.is_empty() => last.extend([" ", line]),
            _ => found.push(String::new()),
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// `text` as a literal.
pub(in crate::operators) fn literal(text: &str) -> String {
    let line: String = crate::report::visible(text).trim().to_owned();
    if line.is_empty() || line.contains("``") || line.starts_with('`') || line.ends_with(['`', '\\']) {
        return escaped(&line);
    }
    format!("``{line}``")
}

/// `text` on one line with nothing in it that acts, except literals: ``x`` stays.
pub(in crate::operators) fn escaped(text: &str) -> String {
    let line = crate::report::visible(text);
    let mut shown = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(at) = rest.find("``") {
        let inside = &rest[at + 2..];
        let end = inside.find("``").filter(|&end| is_literal(&rest[..at], &inside[..end], &inside[end + 2..]));
        let Some(end) = end else { break };
        push(&mut shown, &rest[..at]);
        shown.extend(["``", &inside[..end], "``"]);
        rest = &inside[end + 2..];
    }
    push(&mut shown, rest);
    // What begins a paragraph may be the mark of a list, a field or a directive.
    let begins = shown.split(' ').next().unwrap_or("");
    let is_mark = begins.ends_with(['.', ')']) || begins.starts_with(|ch: char| !ch.is_alphanumeric());
    if is_mark && !begins.starts_with(['`', '\\']) { format!("\\{shown}") } else { shown }
}

/// Whether ``inside`` between `before` and `behind` is a literal for docutils, too.
fn is_literal(before: &str, inside: &str, behind: &str) -> bool {
    let blank = |ch: char| ch.is_whitespace() || ch == '`' || ch == '\\';
    let free = |ch: Option<char>| ch.is_none_or(|ch| ch.is_whitespace() || ".,;:!?()-/".contains(ch));
    let kept = !inside.is_empty() && !inside.starts_with(blank) && !inside.ends_with(blank) && !inside.contains('`');
    kept && free(before.chars().next_back()) && free(behind.chars().next())
}

fn push(shown: &mut String, text: &str) {
    for ch in text.chars() {
        if matches!(ch, '\\' | '*' | '`' | '_' | '|' | ':') {
            shown.push('\\');
        }
        shown.push(ch);
    }
}
