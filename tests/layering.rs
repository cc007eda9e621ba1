//! The modules of the library stand in layers: what each may import is data here, the same as in the table of
//! `docs/design.md`. The shape of the files is checked too.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each module, and the modules of the crate that it may import.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("finding", &["text"]),
    ("catalog", &["text", "finding"]),
    ("config", &["text", "finding", "catalog"]),
    ("discover", &["text", "config"]),
    ("parse", &["text"]),
    ("shell", &["text", "parse"]),
    ("model", &["text", "parse", "shell"]),
    ("outline", &["text", "parse", "shell", "model"]),
    ("repo", &["text", "finding"]),
    ("rules", &["text", "finding", "parse", "shell", "model", "repo", "catalog"]),
    ("triage", &["text", "finding", "parse", "config", "catalog"]),
    ("fix", &["text", "finding", "parse"]),
    ("shellcheck", &["text", "finding", "parse", "model", "catalog"]),
    ("import", &["text", "finding", "catalog", "repo"]),
    ("report", &["text", "finding", "catalog"]),
    ("audit", &["text", "finding", "catalog", "report"]),
    ("operators", &["text", "finding", "catalog", "model", "repo", "report"]),
    (
        "pipeline",
        &[
            "text",
            "finding",
            "catalog",
            "config",
            "discover",
            "parse",
            "shell",
            "model",
            "repo",
            "rules",
            "triage",
            "fix",
            "shellcheck",
            "report",
        ],
    ),
    (
        "cli",
        &[
            "text",
            "finding",
            "fix",
            "shellcheck",
            "import",
            "pipeline",
            "config",
            "catalog",
            "report",
            "discover",
            "outline",
            "audit",
            "operators",
            "repo",
            "triage",
        ],
    ),
    ("lsp", &["pipeline", "config", "catalog", "report", "discover"]),
    ("main", &["pipeline", "config", "catalog", "report", "discover", "cli", "lsp"]),
];

const LONGEST_FILE: usize = 300;

#[test]
fn modules_import_what_their_layer_allows() {
    let mut faults = BTreeSet::new();
    for file in sources().iter().filter(|file| file.path != "src/lib.rs") {
        let module = file.module();
        match LAYERS.iter().find(|(name, _)| *name == module) {
            None => {
                faults.insert(format!("{}: `{module}` has no line in the table of tests/layering.rs", file.path));
            }
            Some((_, allowed)) => {
                let imported = imports(&file.text, file.depth());
                let wrong = imported.iter().filter(|other| **other != module && !allowed.contains(&other.as_str()));
                faults.extend(
                    wrong.map(|other| format!("{} uses crate::{other}, which `{module}` may not import", file.path)),
                );
            }
        }
    }
    all_right(faults);
}

#[test]
fn every_file_says_where_it_stands() {
    let silent = |file: &File| !file.text.starts_with("//! ");
    all_right(named(silent, |file| format!("{} does not begin with a `//!` line", file.path)));
}

#[test]
fn files_stay_short() {
    let long = |file: &File| file.text.lines().count() > LONGEST_FILE;
    let said = |file: &File| format!("{} has {} lines: split it by idea", file.path, file.text.lines().count());
    all_right(named(long, said));
}

#[test]
fn imports_are_found_wherever_they_stand() {
    let text =
        "use crate::{\n    text::{Source, Span},\n    parse,\n};\nfn a(b: &crate::model::Stage) {}\nuse oep45::cli;\n";
    assert_eq!(Vec::from_iter(imports(text, 1)), ["cli", "model", "parse", "text"]);
}

#[test]
fn a_path_that_climbs_to_the_root_is_an_import() {
    assert_eq!(Vec::from_iter(imports("use super::super::{shell, text::Span};", 2)), ["shell", "text"]);
    assert!(imports("use super::sibling;\nuse super::super::cousin;", 3).is_empty());
}

#[test]
fn comments_and_tests_import_what_they_like() {
    let text = "//! [`crate::cli`]\n// crate::cli\n#[cfg(test)]\nuse crate::cli;\n#[cfg(test)]\nmod tests {\n    \
                use crate::cli;\n}\nuse crate::text;\n";
    assert_eq!(Vec::from_iter(imports(text, 1)), ["text"]);
}

fn all_right(faults: BTreeSet<String>) {
    assert!(faults.is_empty(), "\n{}\n", Vec::from_iter(faults).join("\n"));
}

fn named(wrong: impl Fn(&File) -> bool, said: impl Fn(&File) -> String) -> BTreeSet<String> {
    sources().iter().filter(|file| wrong(file)).map(said).collect()
}

struct File {
    /// `src/text/span.rs`.
    path: String,
    text: String,
}

impl File {
    /// `text` for `src/text/span.rs`, and for `src/text.rs`.
    fn module(&self) -> &str {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        inside.split('/').next().unwrap_or(inside)
    }

    /// How many modules deep the file's own module lies: 1 for `src/text.rs` and `src/text/mod.rs`.
    fn depth(&self) -> usize {
        self.path.matches('/').count() - usize::from(self.path.ends_with("/mod.rs"))
    }
}

/// Every Rust file under `src`.
#[allow(clippy::disallowed_methods, reason = "reads the sources themselves")]
fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.map_or_else(|error| panic!("{error}"), |entry| entry.path())) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                files.push(File { path: relative(&path, root), text });
            }
        }
    }
    assert!(!files.is_empty(), "no sources under {}", root.display());
    files
}

fn relative(path: &Path, root: &Path) -> String {
    let inside: PathBuf = path.strip_prefix(root).unwrap_or(path).into();
    inside.to_string_lossy().replace('\\', "/")
}

/// The top-level modules that the code of a file names, outside comments and tests.
fn imports(text: &str, depth: usize) -> BTreeSet<String> {
    let code = without_comments_and_tests(text);
    let climb = "super::".repeat(depth);
    let mut modules = BTreeSet::new();
    for root in ["crate::", "oep45::", &climb] {
        for (at, _) in code.match_indices(root) {
            // `other_crate::x` is no path of ours, and one `super::` more would be another place.
            if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                modules.extend(first_segments(&code[at + root.len()..]));
            }
        }
    }
    modules.retain(|module| module.starts_with(|c: char| c.is_lowercase()));
    modules
}

/// `text` for `text::Span;`, and both modules for `{text::{Source, Span}, parse};`.
fn first_segments(path: &str) -> Vec<String> {
    let word = |path: &str| path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![word(path)] };
    let mut depth = 0;
    let mut segments = vec![word(group.trim_start())];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => segments.push(word(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    segments
}

/// The lines that are code. An item behind `#[cfg(test)]` ends where `rustfmt` ends it: with its line, or with a brace
/// that is indented as the item is.
fn without_comments_and_tests(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let end = line.replace("#[cfg(test)]", "}");
            let opens = lines.by_ref().find(|line| !line.trim_start().starts_with("#["));
            if opens.is_some_and(|line| line.ends_with('{')) {
                lines.by_ref().find(|line| *line == end);
            }
        } else if !line.trim_start().starts_with("//") {
            code.push_str(line);
            code.push('\n');
        }
    }
    code
}
