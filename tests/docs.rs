//! The documentation says what is true today. `OEP45_UPDATE=1 cargo test --test docs` rewrites what is generated.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::{Catalog, render};
use oep45::config::{Kind, SETTINGS};
use std::path::Path;

#[test]
fn the_table_of_rules_is_current() {
    generated("README.md", "rules", &render::markdown(&Catalog::builtin()));
}

#[test]
fn the_table_of_the_peers_numbers_is_current() {
    let catalog = Catalog::builtin();
    let mut rows: Vec<(&str, String)> = Vec::new();
    for page in catalog.pages() {
        for alias in page.aliases.iter().filter(|alias| alias.starts_with("DL")) {
            let on = match (page.default, page.by_name) {
                (true, _) => "on",
                (false, true) => "by name",
                (false, false) => "off",
            };
            let link = format!("[`{0}`](../rules/{1}/{0}.md)", page.id, page.group);
            rows.push((alias, format!("| {alias} | {link} | {} | {on} | {} |\n", page.level, page.summary)));
        }
    }
    rows.sort();
    let rows: String = rows.into_iter().map(|(_, row)| row).collect();
    let head = "| Number | Rule | Level | Default | What it finds |\n|---|---|---|---|---|\n";
    generated("docs/hygiene.md", "numbers", &(head.to_owned() + &rows));
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_table_of_settings_is_current() {
    let mut table = String::from("| Setting | Value | Default | What it does | Extending |\n|---|---|---|---|---|\n");
    for setting in SETTINGS {
        let value = match setting.kind {
            Kind::RuleNames => "rules".to_owned(),
            Kind::Globs => "globs".to_owned(),
            Kind::Directories => "directories".to_owned(),
            Kind::Directory => "a directory".to_owned(),
            Kind::File => "a file".to_owned(),
            Kind::Files => "a file, or several".to_owned(),
            Kind::TruthOr(words) => format!("`true`, `false`, {}", quoted(words)),
            Kind::OneOf(words) => quoted(words),
            Kind::Rules => "tables".to_owned(),
            Kind::PerFile => "a list of tables".to_owned(),
        };
        let default = if setting.default.is_empty() { "-".to_owned() } else { format!("`{}`", setting.default) };
        let (key, about, merge) = (setting.key, setting.about, setting.merge.as_str());
        table += &["| `", key, "` | ", &value, " | ", &default, " | ", about, " | ", merge, " |\n"].concat();
    }
    generated("docs/configuration.md", "settings", &table);
}

#[test]
#[allow(clippy::disallowed_methods, reason = "reads the schema, and rewrites it on request")]
fn the_schema_of_the_configuration_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/oep45.schema.json");
    let catalog = Catalog::builtin();
    let current = format!("{:#}\n", oep45::config::schema(&catalog, &oep45::pipeline::options(&catalog)));
    if std::env::var_os("OEP45_UPDATE").is_some_and(|value| !value.is_empty()) {
        std::fs::write(&path, &current).unwrap();
    } else {
        let found = std::fs::read_to_string(&path).unwrap();
        assert!(found == current, "the schema is not current: run `OEP45_UPDATE=1 cargo test --test docs`");
    }
}

/// What stands between `<!-- name -->` and `<!-- end of name -->` in `document` is `text`.
#[allow(clippy::disallowed_methods, reason = "reads the document, and rewrites it on request")]
fn generated(document: &str, name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let found = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = found.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    let current = format!("{before}{begin}\n{}\n{end}{after}", text.trim());
    if std::env::var_os("OEP45_UPDATE").is_some_and(|value| !value.is_empty()) {
        std::fs::write(&path, &current).unwrap();
    } else {
        assert!(found == current, "{document} is not current: run `OEP45_UPDATE=1 cargo test --test docs`");
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "reads the document")]
fn the_output_in_the_readme_is_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (_, block) = text.split_once("```console\n$ oep45 ").unwrap();
    let (arguments, rest) = block.split_once('\n').unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    let mut command = assert_cmd::Command::cargo_bin("oep45").unwrap();
    let output = command.current_dir(root).args(arguments.split(' ')).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), shown);
}
