//! The rule pages are tests: their Bad examples are reported in the very words that the pages show, their Good ones are
//! clean. `OEP45_UPDATE=1 cargo test --test pages` writes what the rules say today into the pages; read the change
//! before it is committed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::example::{Example, File, Verdict, examples, with_outputs};
use oep45::catalog::{Catalog, Page, page};
use oep45::discover::kind_of;
use oep45::finding::Finding;
use oep45::pipeline::{self, Input, Ruleset};
use oep45::report;
use oep45::rules;
use oep45::text::{FileKind, Files};
use oep45::triage;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;
use toml::de::{DeTable, DeValue, ValueDeserializer};

const SECTIONS: [&str; 4] = ["Why", "Bad", "Good", "When it is wrong"];

#[test]
fn each_page_has_its_sections_and_examples() {
    all_pages_are_right(|page| {
        let parsed = page::parse(&page.markdown).map_err(|mistake| mistake.to_string())?;
        for section in SECTIONS {
            if parsed.sections.iter().all(|found| found.name != section || found.text.is_empty()) {
                return Err(format!("section `## {section}` is missing or empty"));
            }
        }
        let examples = examples(&parsed).map_err(|mistake| mistake.to_string())?;
        for verdict in [Verdict::Bad, Verdict::Good] {
            if examples.iter().all(|example| example.verdict != verdict) {
                return Err(format!("there is no {verdict:?} example"));
            }
        }
        match examples.iter().find(|example| checked(example).is_empty()) {
            Some(example) => {
                Err(format!("line {}: this example has no Dockerfile, Makefile or workflow", example.line))
            }
            None => Ok(()),
        }
    });
}

#[test]
fn each_page_has_a_rule_and_each_rule_a_page() {
    let catalog = Catalog::builtin();
    let pages: BTreeSet<&str> = catalog.pages().map(|page| page.id.as_ref()).collect();
    let coded: BTreeSet<&str> = rules::all().map(|entry| entry.id).chain(triage::RULES.iter().copied()).collect();
    let declared: BTreeSet<&str> = catalog.pages().filter(|page| page.declares).map(|page| page.id.as_ref()).collect();
    let both: Vec<_> = coded.intersection(&declared).collect();
    assert!(both.is_empty(), "code, and a `[match]` table in its place: {both:?}");
    let rules: BTreeSet<&str> = coded.union(&declared).copied().collect();
    let missing =
        |from: &BTreeSet<&str>, of: &BTreeSet<&str>| of.difference(from).copied().collect::<Vec<_>>().join(", ");
    assert_eq!(missing(&rules, &pages), "", "pages without a line in the list of their group under src/rules");
    assert_eq!(missing(&pages, &rules), "", "rules without a page under rules/");
}

#[test]
fn a_rule_is_listed_once() {
    let mut ids = BTreeSet::new();
    let twice: Vec<_> = rules::all().map(|entry| entry.id).filter(|id| !ids.insert(*id)).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn pages_are_sorted_by_id() {
    let catalog = Catalog::builtin();
    assert!(catalog.pages().is_sorted_by(|a, b| a.id < b.id));
}

#[test]
fn bad_examples_are_reported_as_the_pages_show() {
    all_pages_are_right(|page| {
        let judged = judged(page, Verdict::Bad)?;
        if let Some((example, _)) = judged.iter().find(|(_, findings)| findings.is_empty()) {
            return Err(format!("line {}: the rule leaves this Bad example alone", example.line));
        }
        if updating() {
            let outputs = judged.iter().map(|(example, findings)| (example, human(findings)));
            return update(page, &with_outputs(&page.markdown, outputs));
        }
        for (example, findings) in &judged {
            let (said, shown) = (human(findings), example.output.as_ref().map_or("", |output| output.text));
            if said != shown {
                let line = example.line;
                return Err(format!(
                    "line {line}: the page shows\n{shown}\nbut the rule says\n{said}\n{HOW_TO_UPDATE}"
                ));
            }
        }
        Ok(())
    });
}

const HOW_TO_UPDATE: &str = "to take over what it says, run `OEP45_UPDATE=1 cargo test --test pages`";

#[test]
fn good_examples_are_clean() {
    all_pages_are_right(|page| match judged(page, Verdict::Good)?.iter().find(|(_, findings)| !findings.is_empty()) {
        Some((example, findings)) => {
            Err(format!("line {}: the rule reports this Good example\n{}", example.line, human(findings)))
        }
        None => Ok(()),
    });
}

/// Each page's first fault, all of them in one failure.
fn all_pages_are_right(fault: impl Fn(&Page) -> Result<(), String>) {
    let mut faults = String::new();
    for page in Catalog::builtin().pages() {
        if let Err(said) = fault(page) {
            let _ = writeln!(faults, "rules/{}/{}.md: {said}", page.group, page.id);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

/// The findings of the page's rule alone, in each of its examples of one kind. A page without a rule judges none:
/// `each_page_has_a_rule_and_each_rule_a_page` reports that.
fn judged(page: &Page, verdict: Verdict) -> Result<Vec<(Example<'_>, Vec<Finding>)>, String> {
    if rules::all().all(|entry| entry.id != page.id) && !triage::RULES.contains(&page.id.as_ref()) && !page.declares {
        return Ok(Vec::new());
    }
    let parsed = page::parse(&page.markdown).map_err(|mistake| mistake.to_string())?;
    let examples = examples(&parsed).map_err(|mistake| mistake.to_string())?;
    let mut judged = Vec::new();
    for example in examples.into_iter().filter(|example| example.verdict == verdict) {
        let findings = judge(page, &example).map_err(|said| format!("line {}: {said}", example.line))?;
        judged.push((example, findings));
    }
    Ok(judged)
}

fn judge(page: &Page, example: &Example<'_>) -> Result<Vec<Finding>, String> {
    let Settings { select, options } = settings(page, example.config().unwrap_or(""))?;
    let catalog = Catalog::builtin();
    let select: Vec<&str> = select.iter().map(String::as_str).collect();
    let selected = catalog.resolve(&select, &[]).map_err(|unknown| format!("oep45.toml: {unknown}"))?;
    let rules = Ruleset::new(&catalog, |id| selected.contains(id), &BTreeMap::new(), options)
        .map(Arc::new)
        .map_err(|error| format!("oep45.toml: {error}"))?;
    let files: Arc<dyn Files> = Arc::new(example.tree());
    let input = |(path, kind): (&str, FileKind)| {
        let (tree, path) = (Arc::clone(&files), path.to_owned());
        Input {
            path: path.clone(),
            tree_path: path.clone(),
            files: Arc::clone(&files),
            kind,
            rules: Arc::clone(&rules),
            read: Box::new(move || tree.text(&path).ok_or_else(|| format!("`{path}` is not in the example"))),
        }
    };
    let inputs: Vec<Input> = checked(example).into_iter().map(input).collect();
    let outcome = pipeline::check(&inputs);
    match outcome.notices.first() {
        Some(notice) => Err(format!("{}: {}", notice.path, notice.message)),
        None => Ok(outcome.findings),
    }
}

/// The files that are judged: `dockerfile` blocks, and those that are Makefiles and workflows by their titles.
fn checked<'p>(example: &Example<'p>) -> Vec<(&'p str, FileKind)> {
    let kind = |file: &File<'p>| match kind_of(Path::new(file.path)) {
        _ if file.language == "dockerfile" => Some(FileKind::Dockerfile),
        Some(FileKind::Dockerfile) | None => None,
        recipes => recipes,
    };
    example.files.iter().filter_map(|file| Some((file.path, kind(file)?))).collect()
}

/// What an example's configuration may say.
struct Settings<'c> {
    /// The rules that judge the example: the page's own, unless it needs others to show anything.
    select: Vec<String>,
    /// The options under `[rules.<id>]`.
    options: BTreeMap<String, ValueDeserializer<'c>>,
}

fn settings<'c>(page: &Page, config: &'c str) -> Result<Settings<'c>, String> {
    let table = DeTable::parse(config).map_err(|error| format!("oep45.toml: {}", error.message()))?;
    let mut settings = Settings { select: vec![page.id.to_string()], options: BTreeMap::new() };
    for (key, value) in table.into_inner() {
        match (key.get_ref().as_ref(), value.into_inner()) {
            ("rules", DeValue::Table(rules)) => {
                let options = rules.into_iter().map(|(id, table)| (id.into_inner().into_owned(), table.into()));
                settings.options.extend(options);
            }
            ("select", DeValue::Array(names)) => {
                let names = names.iter().filter_map(|name| name.get_ref().as_str());
                settings.select = names.map(str::to_owned).collect();
            }
            (other, _) => return Err(format!("oep45.toml: an example sets options and `select`, not `{other}`")),
        }
    }
    match settings.options.keys().find(|id| **id != page.id) {
        Some(other) => Err(format!("oep45.toml: `{other}` is not judged here; only `{}` is", page.id)),
        None => Ok(settings),
    }
}

/// The human report of `findings`: without colour, and without the closing summary.
fn human(findings: &[Finding]) -> String {
    let mut out = Vec::new();
    report::write_findings(findings, &Catalog::builtin(), false, &mut out).unwrap();
    format!("{}\n", String::from_utf8(out).unwrap().trim_end())
}

#[allow(clippy::disallowed_methods, reason = "the switch that people set by hand")]
fn updating() -> bool {
    std::env::var_os("OEP45_UPDATE").is_some_and(|value| !value.is_empty())
}

#[allow(clippy::disallowed_methods, reason = "rewrites the page on request")]
fn update(page: &Page, markdown: &str) -> Result<(), String> {
    if markdown == page.markdown {
        return Ok(());
    }
    let path = format!("{}/rules/{}/{}.md", env!("CARGO_MANIFEST_DIR"), page.group, page.id);
    std::fs::write(&path, markdown).map_err(|error| format!("{path}: {error}"))
}
