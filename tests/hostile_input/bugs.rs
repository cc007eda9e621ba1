//! A rule with a bug costs what it would have said of one file, and is told by name.

use oep45::catalog::Catalog;
use oep45::finding::{Severity, Sink};
use oep45::model::Dockerfile;
use oep45::pipeline::{self, Checkout, Input, Outcome, Ruleset};
use oep45::repo::{Recipes, Repository, Service};
use oep45::rules::Rule;
use oep45::text::{FileKind, MemoryFiles, Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Panics wherever it is asked, but for files called `fine`.
struct Broken;

impl Rule for Broken {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        sink.report(Span::at(0), "lost with its rule");
        assert!(file.source.path().contains("fine"), "a secret of the file: {}", file.source.text());
    }

    fn check_recipes(&self, _recipes: &Recipes<'_>, _sink: &mut Sink) {
        panic!("at a recipe");
    }

    fn wants_recipes(&self) -> bool {
        true
    }
}

/// Panics at a repository.
struct BrokenAtServices;

impl Rule for BrokenAtServices {
    fn check_service(&self, _service: &Service, _repository: &Repository<'_>, _sink: &mut Sink) {
        panic!("at a service");
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

fn input(path: &str, text: &str, rules: &Arc<Ruleset>) -> Input {
    let source = Arc::new(Source::new(path, text));
    let kind = if path.ends_with("Makefile") { FileKind::Makefile } else { FileKind::Dockerfile };
    Input {
        path: path.to_owned(),
        tree_path: path.to_owned(),
        files: Arc::new(MemoryFiles::new()),
        kind,
        rules: Arc::clone(rules),
        exempt: Vec::new(),
        context: None,
        read: Box::new(move || Ok(Arc::clone(&source))),
    }
}

fn rules() -> Arc<Ruleset> {
    let built = Ruleset::new(&Catalog::builtin(), |_| true, &BTreeMap::new(), &BTreeMap::new()).unwrap();
    let built = built.with_rule("broken", Severity::Error, Box::new(Broken));
    Arc::new(built.with_rule("broken-at-services", Severity::Error, Box::new(BrokenAtServices)))
}

fn told(outcome: &Outcome) -> Vec<String> {
    outcome.notices.iter().map(|notice| format!("{}: {}", notice.path, notice.message)).collect()
}

const TEXT: &str = "FROM python:3.12\nCOPY . /app\n";

#[test]
fn a_rule_that_panics_is_named_with_the_file_and_all_else_is_found() {
    let rules = rules();
    let inputs = ["a", "fine", "b"].map(|path| input(path, TEXT, &rules));
    let outcome = pipeline::check(&inputs, &[]);
    let message = "rule `broken` failed on it; please report it as a bug";
    assert_eq!(told(&outcome), [format!("a: {message}"), format!("b: {message}")]);
    let of = |rule: &str| outcome.findings.iter().filter(|finding| finding.rule == rule).count();
    assert_eq!((of("broken"), of("missing-cmd"), outcome.files), (1, 3, 3));
}

#[test]
fn a_rule_that_panics_at_recipes_is_named() {
    let outcome = pipeline::check(&[input("Makefile", "a:\n\tdocker build .\n", &rules())], &[]);
    assert_eq!(told(&outcome), ["Makefile: rule `broken` failed on it; please report it as a bug"]);
}

#[test]
fn a_rule_that_panics_at_a_repository_is_named() {
    let mut files = MemoryFiles::new();
    for (path, text) in [("manage.py", "import os\n"), ("x/wsgi.py", "a = 1\n"), ("x/settings/base.py", "A = 1\n")] {
        files.insert(Arc::new(Source::new(path, text)));
    }
    let checkout = Checkout {
        path: ".".to_owned(),
        tree_path: String::new(),
        files: Arc::new(files),
        rules: rules(),
        leaves_out: Box::new(|_| false),
        exempt: Box::new(|_| Vec::new()),
    };
    let outcome = pipeline::check(&[], &[checkout]);
    let told = told(&outcome);
    assert!(
        told.iter().any(|told| told.ends_with("rule `broken-at-services` failed on it; please report it as a bug")),
        "{told:?}"
    );
    assert!(outcome.findings.iter().any(|finding| finding.rule == "missing-changelog"));
}

#[test]
fn a_file_whose_reading_panics_costs_itself_alone() {
    let rules = rules();
    let mut broken = input("fine.broken", TEXT, &rules);
    broken.read = Box::new(|| panic!("no such luck"));
    let outcome = pipeline::check(&[broken, input("fine", TEXT, &rules)], &[]);
    assert_eq!(told(&outcome), ["fine.broken: reading what it means failed on it; please report it as a bug"]);
    assert_eq!(outcome.files, 1);
}

#[test]
fn a_bug_unwinds_in_a_release_as_well() {
    let manifest =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("panic = \"abort\""), "a rule's bug would cost the whole run");
}
