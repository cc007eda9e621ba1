//! The rule pages are tests: their Bad examples are reported in the very words that the pages show, their Good ones are
//! clean. `OEP45_UPDATE=1 cargo test --test pages` writes what the rules say today into the pages; read the change
//! before it is committed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::example::{Said, Verdict, examples, with_outputs};
use oep45::catalog::{Catalog, Fixes, Page, page};
use oep45::pipeline::{self, Fault, Trial};
use oep45::rules;
use oep45::triage;
use std::collections::BTreeSet;
use std::fmt::Write;

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
        Ok(())
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
#[cfg_attr(not(feature = "python"), ignore = "it reads Django settings")]
fn bad_examples_are_reported_as_the_pages_show() {
    all_pages_are_right(|page| {
        let judged = judged(page, Verdict::Bad)?;
        for (fault, said) in FAULTS {
            if let Some(trial) = judged.iter().find(|trial| trial.fault() == Some(fault)) {
                return Err(format!("line {}: {said}", trial.example.line));
            }
        }
        if updating() {
            let said = judged.iter().map(|trial| (&trial.example, trial.said.clone()));
            return update(page, &with_outputs(&page.markdown, said));
        }
        for Trial { example, said: Said { output, diff }, .. } in &judged {
            let line = example.line;
            let shown = example.output.as_ref().map_or("", |output| output.text);
            if output != shown {
                return Err(format!(
                    "line {line}: the page shows\n{shown}\nbut the rule says\n{output}\n{HOW_TO_UPDATE}"
                ));
            }
            let shown = example.diff.as_ref().map_or("", |diff| diff.text);
            let diff = diff.as_deref().unwrap_or("");
            if diff != shown {
                return Err(format!(
                    "line {line}: the page shows the fix\n{shown}\nbut the rule's is\n{diff}\n{HOW_TO_UPDATE}"
                ));
            }
        }
        let fixed = judged.iter().any(|trial| trial.said.diff.is_some());
        if judged.is_empty() || fixed == (page.fixes != Fixes::None) {
            return Ok(());
        }
        Err(format!("the page says `fix = \"{}\"`, and no Bad example shows a fix", page.fixes.as_str()))
    });
}

/// What no update can mend.
const FAULTS: [(Fault, &str); 3] = [
    (Fault::Silent, "the rule leaves this Bad example alone"),
    (Fault::Undeclared, "the rule offers a fix that the page's `fix` excludes"),
    (Fault::Unfixed, "the rule's fixes leave the fault of this Bad example there, or make another one"),
];

const HOW_TO_UPDATE: &str = "to take over what it says, run `OEP45_UPDATE=1 cargo test --test pages`";

#[test]
fn good_examples_are_clean() {
    all_pages_are_right(|page| match judged(page, Verdict::Good)?.iter().find(|trial| trial.fault().is_some()) {
        Some(Trial { example, said, .. }) => {
            Err(format!("line {}: the rule reports this Good example\n{}", example.line, said.output))
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

/// The page's examples of one kind, judged. A page without a rule judges none:
/// `each_page_has_a_rule_and_each_rule_a_page` reports that.
fn judged(page: &Page, verdict: Verdict) -> Result<Vec<Trial<'_>>, String> {
    if rules::all().all(|entry| entry.id != page.id) && !triage::RULES.contains(&page.id.as_ref()) && !page.declares {
        return Ok(Vec::new());
    }
    let mut trials = pipeline::trials(&Catalog::builtin(), page)?;
    trials.retain(|trial| trial.example.verdict == verdict);
    Ok(trials)
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

/// Reports what the parser refuses, and has nothing of its own to weigh.
const WITHOUT_GUARDS: &[&str] = &["syntax-error"];

#[test]
fn rules_tell_what_keeps_them_from_reporting_good_examples() {
    let catalog = Catalog::builtin();
    let (mut silent, mut good, mut told) = (Vec::new(), 0, 0);
    for page in catalog.pages().filter(|page| page.group == "image") {
        let trials = pipeline::trials(&catalog, page).unwrap();
        let of_page = || trials.iter().filter(|trial| trial.example.verdict == Verdict::Good);
        let explained = of_page().filter(|trial| !trial.spared.is_empty()).count();
        if explained == 0 && !WITHOUT_GUARDS.contains(&page.id.as_ref()) {
            silent.push(page.id.as_ref());
        }
        good += of_page().count();
        told += explained;
    }
    assert!(silent.is_empty(), "these rules tell no guard in any Good example: {silent:?}");
    // In the others stands nothing that looks like the fault.
    assert!(told * 3 > good * 2, "{told} of {good} Good examples say why they are good");
}
