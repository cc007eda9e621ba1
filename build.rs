//! Reads the rule pages under `rules/` and writes their metadata as a static table, which `src/catalog/mod.rs` includes.
//! A mistake in a page fails the build and is named by file and line.

// A build script's work is reading files, telling cargo, and failing loudly.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

#[allow(dead_code, unreachable_pub, reason = "shared with the library, which uses all of it")]
#[path = "src/catalog/markdown.rs"]
mod markdown;
#[allow(dead_code, unreachable_pub, reason = "shared with the library, which uses all of it")]
#[path = "src/catalog/page.rs"]
mod page;
#[allow(dead_code, unreachable_pub, reason = "shared with the library, which uses all of it")]
#[path = "src/finding/severity.rs"]
mod severity;

use markdown::Mistake;
use page::{GROUPS, Metadata, Parsed};
use severity::Severity;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=rules");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("rules");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("pages.rs");
    let mut table = Table::new();
    for folder in listed(&root)?.into_iter().filter(|path| path.is_dir()) {
        for file in listed(&folder)?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "md")) {
            table.read(&file, &fs::read_to_string(&file)?);
        }
    }
    table.check_yields();
    for mistake in &table.mistakes {
        println!("cargo::error={mistake}");
    }
    fs::write(out, table.source())
}

/// What `directory` holds, sorted; nothing where there is none.
fn listed(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = match fs::read_dir(directory) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    paths.sort();
    Ok(paths)
}

struct Table {
    /// Id to the page's literal.
    pages: BTreeMap<String, String>,
    /// Id to the rules that the rule yields to.
    yields: BTreeMap<String, Vec<String>>,
    /// Every name that selects rules, in lower case, to what it stands for.
    names: BTreeMap<String, String>,
    mistakes: Vec<String>,
}

impl Table {
    fn new() -> Self {
        let mut names = BTreeMap::from([("all".to_owned(), "every rule".to_owned())]);
        names.extend(GROUPS.map(|group| (group.to_owned(), format!("the group `{group}`"))));
        Self { pages: BTreeMap::new(), yields: BTreeMap::new(), names, mistakes: Vec::new() }
    }

    fn read(&mut self, file: &Path, markdown: &str) {
        let mistakes = match page::parse(markdown) {
            Ok(parsed) => self.add(file, &parsed),
            Err(mistake) => vec![mistake],
        };
        let place = |mistake: Mistake| format!("{}:{}: {}", file.display(), mistake.line, mistake.message);
        self.mistakes.extend(mistakes.into_iter().map(place));
    }

    fn add(&mut self, file: &Path, parsed: &Parsed<'_>) -> Vec<Mistake> {
        let Parsed { id, metadata, .. } = parsed;
        let mut mistakes = Vec::new();
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
        if stem != *id {
            mistakes.push(Mistake::new(1, format!("the title is `{id}`, the file is `{stem}.md`")));
        }
        let folder = file.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or("");
        if folder != metadata.group {
            mistakes.push(Mistake::new(1, format!("the group is `{}`, the folder is `{folder}`", metadata.group)));
        }
        if !GROUPS.contains(&metadata.group.as_str()) {
            mistakes.push(Mistake::new(1, format!("`{}` is no built-in group: {}", metadata.group, GROUPS.join(", "))));
        }
        if metadata.replaces.is_some() {
            mistakes.push(Mistake::new(1, "a built-in page takes the place of no other"));
        }
        for name in std::iter::once(*id).chain(metadata.aliases.iter().map(String::as_str)) {
            if let Some(other) = self.names.insert(name.to_lowercase(), format!("`{id}`")) {
                mistakes.push(Mistake::new(1, format!("the name `{name}` already stands for {other}")));
            }
        }
        self.yields.insert((*id).to_owned(), metadata.yields_to.clone());
        self.pages.insert((*id).to_owned(), literal(file, parsed));
        mistakes
    }

    /// Once all pages are read: those that a page yields to may stand behind it.
    fn check_yields(&mut self) {
        let wrong = self.yields.keys().filter_map(|id| Some(format!("{id}: {}", page::wrong_yield(id, &self.yields)?)));
        self.mistakes.extend(wrong);
    }

    fn source(&self) -> String {
        let mut source = "static PAGES: &[Page] = &[\n".to_owned();
        source.extend(self.pages.values().map(String::as_str));
        source + "];\n"
    }
}

fn literal(file: &Path, parsed: &Parsed<'_>) -> String {
    let Metadata {
        group, clause, level, precision, security_severity, fix, aliases, in_part, yields_to, since, ..
    } = &parsed.metadata;
    let mut source = format!("Page {{ id: Cow::Borrowed({:?}), ", parsed.id);
    let texts = [("summary", &parsed.summary), ("group", group), ("clause", clause), ("since", since)];
    for (field, text) in texts {
        // Writing to a String can't fail.
        let _ = write!(source, "{field}: Cow::Borrowed({text:?}), ");
    }
    let list =
        |texts: &[String]| texts.iter().map(|text| format!("Cow::Borrowed({text:?})")).collect::<Vec<_>>().join(", ");
    let (aliases, in_part, yields_to) = (list(aliases), list(in_part), list(yields_to));
    let _ = writeln!(
        source,
        "level: Severity::{level:?}, precision: Precision::{precision:?}, security_severity: {security_severity:?}, \
         fixes: Fixes::{fix:?}, aliases: Cow::Borrowed(&[{aliases}]), in_part: Cow::Borrowed(&[{in_part}]), \
         yields_to: Cow::Borrowed(&[{yields_to}]), default: {}, by_name: {}, experimental: {}, declares: {}, \
         path: Cow::Borrowed({:?}), markdown: Cow::Borrowed(include_str!({:?})) }},",
        parsed.metadata.runs_by_default(),
        parsed.metadata.by_name,
        parsed.metadata.experimental,
        parsed.metadata.declares(),
        format!("rules/{group}/{}.md", parsed.id),
        file.display().to_string(),
    );
    source
}
