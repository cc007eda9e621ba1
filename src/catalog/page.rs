//! From a page's Markdown to its id, summary, metadata and sections. `build.rs` includes this file as well, so that
//! built-in pages and pages of one's own are read by one parser; the crate's own `Severity` is all it takes from above.

use super::Severity;
use super::markdown::{Kind, Mistake, Part, parts};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};

/// The groups of the built-in rules, in the order in which they are listed.
pub const GROUPS: [&str; 6] = ["image", "settings", "operations", "build", "hygiene", "housekeeping"];

/// A page, read.
#[derive(Clone, Debug)]
pub struct Parsed<'p> {
    /// The title.
    pub id: &'p str,
    /// The sentence under it, on one line, without its full stop.
    pub summary: String,
    /// The `toml` block under that.
    pub metadata: Metadata,
    /// What follows, in order.
    pub sections: Vec<Section<'p>>,
}

/// The keys of a page's first `toml` block.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Metadata {
    /// The group, which is also the folder of a built-in page.
    #[serde(deserialize_with = "kebab_case")]
    pub group: String,
    /// Section of OEP-45 and its words.
    #[serde(default)]
    pub clause: String,
    /// Severity unless configured otherwise.
    pub level: Severity,
    /// How sure the findings are.
    pub precision: Precision,
    /// 0.1 to 10.0 on security rules alone.
    #[serde(default, deserialize_with = "security_severity")]
    pub security_severity: Option<f32>,
    /// What fixes the rule offers.
    pub fix: Fixes,
    /// Names that other linters give to the same check.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Those of the aliases that mean some of its findings alone.
    #[serde(default)]
    pub in_part: Vec<String>,
    /// The version that brought the rule.
    pub since: String,
    /// Whether the rule runs when nothing is selected; unless said, in every group but `hygiene`, not where it has to be
    /// named, and no experimental one.
    #[serde(default)]
    default: Option<bool>,
    /// Whether the rule runs only where its id or an alias is selected: neither its group nor `all` means it.
    #[serde(default)]
    pub by_name: bool,
    /// Whether the rule runs only where the file asks for it, unless it is selected by its own name.
    #[serde(default)]
    pub experimental: bool,
    /// Ids of the rules that report some of the same faults, and better: where one of them does, this rule is silent.
    #[serde(default)]
    pub yields_to: Vec<String>,
    /// The id of the rule whose place the page takes; only in pages of one's own.
    #[serde(default)]
    pub replaces: Option<String>,
    /// The table that takes the place of code. It is read when the rule is selected, with more to say about its mistakes.
    #[serde(default, rename = "match")]
    matching: Option<IgnoredAny>,
    /// The names and defaults of the options that such a table knows.
    #[serde(default, rename = "options")]
    _options: Option<IgnoredAny>,
}

impl Metadata {
    /// Whether the rule runs when nothing is selected.
    pub fn runs_by_default(&self) -> bool {
        self.default.unwrap_or(self.group != "hygiene" && !self.by_name && !self.experimental)
    }

    /// Whether a `[match]` table takes the place of code.
    pub fn declares(&self) -> bool {
        self.matching.is_some()
    }
}

/// How sure a rule's findings are; the names are code scanning's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// Wrong once in a hundred.
    VeryHigh,
    /// Wrong once in twenty.
    High,
    /// Wrong once in five.
    Medium,
    /// A hint.
    Low,
}

impl Precision {
    /// The name as written in pages and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VeryHigh => "very-high",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// What fixes a rule offers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fixes {
    /// None.
    None,
    /// Fixes that keep the image as it is.
    Safe,
    /// Fixes that a person should look at.
    Unsafe,
}

impl Fixes {
    /// The name as written in pages and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// A `##` heading and what stands under it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section<'p> {
    /// The heading's words.
    pub name: &'p str,
    /// The heading's line, from 1.
    pub line: u32,
    /// Everything up to the next `##`, trimmed.
    pub text: &'p str,
    /// The same in pieces.
    pub parts: Vec<Part<'p>>,
}

/// Read a page.
///
/// # Errors
/// The first thing in which the text differs from the format of rule pages.
pub fn parse(markdown: &str) -> Result<Parsed<'_>, Mistake> {
    let mut parts = parts(markdown)?.into_iter().peekable();
    let id = match parts.next() {
        Some(Part { kind: Kind::Heading { level: 1, title }, line, .. }) => {
            if !kebab(title) {
                return Err(Mistake::new(line, format!("the title `{title}` is no rule id: {KEBAB}")));
            }
            title
        }
        part => return Err(expected(part.as_ref(), "`# `, and the rule's id behind it")),
    };
    let summary = match parts.next() {
        Some(Part { kind: Kind::Prose(text), line, .. }) => sentence(text, line)?,
        part => return Err(expected(part.as_ref(), "a sentence that says what is wrong")),
    };
    let metadata = match parts.next() {
        Some(Part { kind: Kind::Code(code), line, .. }) if code.language == "toml" => toml::from_str(code.text)
            .map_err(|error| {
                let before = error.span().and_then(|span| code.text.get(..span.start)).unwrap_or("");
                Mistake::new(line + 1 + newlines(before), error.message())
            })?,
        part => return Err(expected(part.as_ref(), "a `toml` block with the rule's metadata")),
    };
    if let Some(part) = parts.next_if(|part| !matches!(part.kind, Kind::Heading { level: 2, .. })) {
        return Err(expected(Some(&part), "a section, such as `## Why`"));
    }
    Ok(Parsed { id, summary, metadata, sections: sections(markdown, parts)? })
}

/// The text of a page's first `toml` block, and where it begins in the page.
pub fn metadata(markdown: &str) -> Option<(usize, &str)> {
    let parts = parts(markdown).ok()?;
    let code = parts.iter().find_map(|part| match part.kind {
        Kind::Code(code) if code.language == "toml" => Some(code.text),
        _ => None,
    })?;
    // Blocks are slices of the page.
    Some((code.as_ptr() as usize - markdown.as_ptr() as usize, code))
}

fn sections<'p>(markdown: &'p str, parts: impl Iterator<Item = Part<'p>>) -> Result<Vec<Section<'p>>, Mistake> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut names = BTreeSet::new();
    let mut start = 0;
    for part in parts {
        match part.kind {
            Kind::Heading { level: 1, .. } => {
                return Err(Mistake::new(part.line, "a page has one title: use `##` here"));
            }
            Kind::Heading { level: 2, title } => {
                if !names.insert(title) {
                    return Err(Mistake::new(part.line, format!("a second section `{title}`: move it into the first")));
                }
                start = part.span.end;
                sections.push(Section { name: title, line: part.line, text: "", parts: Vec::new() });
            }
            _ => {
                if let Some(section) = sections.last_mut() {
                    section.text = markdown[start..part.span.end].trim();
                    section.parts.push(part);
                }
            }
        }
    }
    Ok(sections)
}

fn expected(part: Option<&Part<'_>>, what: &str) -> Mistake {
    match part {
        Some(part) => Mistake::new(part.line, format!("expected {what}")),
        None => Mistake::new(1, format!("the page ends too early: expected {what}")),
    }
}

fn sentence(text: &str, line: u32) -> Result<String, Mistake> {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match joined.strip_suffix('.') {
        Some(sentence) if !sentence.contains(". ") => Ok(sentence.to_owned()),
        _ => Err(Mistake::new(line, "the summary is one sentence that ends with a full stop; say more in `## Why`")),
    }
}

const KEBAB: &str = "use lower-case letters, digits and single `-`";

/// `ansible-in-build`: words of lower-case letters and digits, joined by single `-`, the first with a letter first.
pub fn kebab(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// What is wrong with the rules that the rule `id` yields to, where `yields` has every rule by its id: one of them does
/// not exist, or, by way of others perhaps, yields to `id` itself.
pub fn wrong_yield(id: &str, yields: &BTreeMap<String, Vec<String>>) -> Option<String> {
    let mut open: Vec<&str> = vec![id];
    let mut seen = BTreeSet::new();
    while let Some(rule) = open.pop() {
        for other in yields.get(rule).into_iter().flatten() {
            if other == id {
                return Some(format!("`yields-to` goes round in a circle: `{rule}` yields to `{id}`"));
            }
            if rule == id && !yields.contains_key(other) {
                return Some(format!("the page yields to `{other}`, and no rule is called so"));
            }
            if seen.insert(other) {
                open.push(other);
            }
        }
    }
    None
}

fn kebab_case<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if kebab(&name) { Ok(name) } else { Err(serde::de::Error::custom(format!("`{name}`: {KEBAB}"))) }
}

fn security_severity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f32>, D::Error> {
    let value = f32::deserialize(deserializer)?;
    if (0.1..=10.0).contains(&value) {
        Ok(Some(value))
    } else {
        Err(serde::de::Error::custom("a security severity is from 0.1 to 10.0; leave it out on other rules"))
    }
}

fn newlines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "page/tests.rs"]
mod tests;
