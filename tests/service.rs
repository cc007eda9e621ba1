//! Repositories judged as a whole: which are, what comments in their files suppress, and what can't be read.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::Catalog;
use oep45::finding::{Severity, Sink};
use oep45::pipeline::{Checkout, Input, Outcome, Ruleset, check_and_ask};
use oep45::repo::{Repository, Service};
use oep45::rules::Rule;
use oep45::text::{FileKind, Files, Kind, MemoryFiles, Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reports the first `fault` in each file that it can read.
struct Fault;

impl Rule for Fault {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        sink.report(service.span, "a service");
        for source in repository.paths().iter().filter_map(|path| repository.text(path)) {
            if let Some(at) = source.text().rfind("fault") {
                let at = u32::try_from(at).unwrap();
                sink.report_in(&source, Span::new(at, at + 5), "a fault");
            }
        }
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

const SERVICE: [(&str, &str); 3] = [("manage.py", "#!python\n"), ("notes/wsgi.py", ""), ("notes/settings/base.py", "")];

fn service(files: &[(&str, &str)]) -> MemoryFiles {
    let mut tree = MemoryFiles::new();
    for (path, text) in SERVICE.iter().filter(|(path, _)| files.iter().all(|(other, _)| other != path)).chain(files) {
        tree.insert(Arc::new(Source::new(*path, *text)));
    }
    tree
}

fn judged(files: impl Files + 'static, inputs: &[(&str, FileKind)]) -> Outcome {
    judged_and_asked(files, inputs, &[])
}

fn judged_and_asked(files: impl Files + 'static, inputs: &[(&str, FileKind)], asked: &[&str]) -> Outcome {
    let files: Arc<dyn Files> = Arc::new(files);
    let catalog = Catalog::builtin();
    let selected = |id: &str| ["unused-ignore", "unexplained-ignore"].contains(&id);
    let rules = Ruleset::new(&catalog, selected, &BTreeMap::new(), &BTreeMap::new()).unwrap();
    // It goes by the name of a rule that has a page, so that comments can name it.
    let rules = Arc::new(rules.with_rule("missing-cmd", Severity::Warning, Box::new(Fault)));
    let input = |&(path, kind): &(&str, FileKind)| {
        let (tree, path) = (Arc::clone(&files), path.to_owned());
        Input {
            path: path.clone(),
            tree_path: path.clone(),
            files: Arc::clone(&files),
            kind,
            rules: Arc::clone(&rules),
            exempt: Vec::new(),
            context: None,
            // As the file system would, not the very same text.
            read: Box::new(move || Ok(Arc::new(Source::new(path.as_str(), tree.text(&path).unwrap().text())))),
        }
    };
    let inputs: Vec<Input> = inputs.iter().map(input).collect();
    let checkout = Checkout {
        path: ".".to_owned(),
        tree_path: String::new(),
        files: Arc::clone(&files),
        rules: Arc::clone(&rules),
        leaves_out: Box::new(|path| path.starts_with("vendor/")),
        exempt: Box::new(|_| Vec::new()),
    };
    check_and_ask(&inputs, &[checkout], asked)
}

/// `path:line rule` of each finding, those that are suppressed in parentheses.
fn told(outcome: &Outcome) -> Vec<String> {
    let line = |finding: &oep45::finding::Finding| {
        let source = &finding.primary.source;
        format!("{}:{} {}", source.path(), source.position(finding.primary.span.start).line, finding.rule)
    };
    let suppressed = outcome.suppressed.iter().map(|finding| format!("({})", line(finding)));
    outcome.findings.iter().map(line).chain(suppressed).collect()
}

fn of(files: &[(&str, &str)]) -> Vec<String> {
    told(&judged(service(files), &[]))
}

#[test]
fn a_service_is_judged_where_it_says_that_it_is_one() {
    assert_eq!(of(&[]), ["manage.py:1 missing-cmd"]);
    let catalog = "kind: Component\nspec:\n  type: 'service'\n";
    assert_eq!(of(&[("catalog-info.yaml", catalog)]), ["catalog-info.yaml:3 missing-cmd"]);
}

#[test]
fn what_the_web_server_loads_may_stand_in_a_package() {
    let mut tree = MemoryFiles::new();
    for path in ["manage.py", "wsgi/app.py", "notes/settings.py"] {
        tree.insert(Arc::new(Source::new(path, "\n")));
    }
    assert_eq!(judged(tree, &[]).repositories, 1);
}

#[test]
fn what_is_no_service_is_left_alone() {
    let library = judged(service(&[("catalog-info.yaml", "spec: {type: library}")]), &[]);
    assert_eq!((told(&library), library.repositories), (vec![], 0));
    let mut files = MemoryFiles::new();
    files.insert(Arc::new(Source::new("Dockerfile", "FROM scratch\n")));
    assert_eq!(judged(files, &[]).repositories, 0);
}

#[test]
fn an_application_to_try_a_library_with_is_no_service() {
    let mut tree = MemoryFiles::new();
    for path in ["sandbox/manage.py", "sandbox/wsgi.py", "sandbox/settings.py", "Dockerfile"] {
        tree.insert(Arc::new(Source::new(path, "")));
    }
    assert_eq!(told(&judged(tree, &[])), Vec::<String>::new());
}

#[test]
fn who_asks_is_told_why_a_repository_is_no_service() {
    let told = |files: &[(&str, &str)]| {
        let mut tree = MemoryFiles::new();
        for (path, text) in files {
            tree.insert(Arc::new(Source::new(*path, *text)));
        }
        let outcome = judged_and_asked(tree, &[], &["missing-cmd", "settings-layout"]);
        assert!(outcome.spared.iter().all(|spared| outcome.beside.contains_key(spared.place.source.path())));
        let told = outcome.spared.iter().map(|it| format!("{}: {}", it.place.source.path(), it.place.message));
        told.collect::<Vec<_>>()
    };
    let [manage, wsgi, settings] = SERVICE;
    let library = ("catalog-info.yaml", "spec: {type: library}");
    let dockerfile = ("build/Dockerfile", "");
    for (files, why) in [
        (vec![dockerfile, ("a.py", "")], "build/Dockerfile: no service: the repository has no `manage.py`"),
        (vec![("sandbox/manage.py", ""), dockerfile], "sandbox/manage.py: no service: `manage.py` stands in `sandbox`"),
        (
            vec![manage, ("tests/wsgi.py", "")],
            "manage.py: no service: neither `wsgi.py` nor `asgi.py` of an application stands beside or below `manage.py`",
        ),
        (vec![manage, wsgi], "manage.py: no service: no settings stand beside or below `manage.py`"),
        (
            vec![manage, wsgi, settings, library],
            "catalog-info.yaml: no service: `catalog-info.yaml` has `type: library`",
        ),
    ] {
        assert_eq!(told(&files), [why]);
    }
    assert!(told(&[("a.py", "")]).is_empty() && told(&SERVICE).is_empty());
}

#[test]
fn excluded_files_are_no_part_of_it() {
    assert_eq!(of(&[("vendor/a.py", "fault")]), ["manage.py:1 missing-cmd"]);
}

#[test]
fn comments_suppress_in_the_syntax_of_each_file() {
    for (path, text) in [
        ("a/b.py", "# oep45: ignore[missing-cmd] known\n\nfault = 1\n"),
        ("a/b.py", "fault = 1  # oep45: ignore[missing-cmd] known\n"),
        ("b.yaml", "a:\n  # oep45: ignore[missing-cmd] known\n  fault: 1\n"),
        ("docs/b.rst", "Title\n#####\n\n.. oep45: ignore[missing-cmd] known\n\nfault\n"),
        ("b.md", "# Title\n\n<!-- oep45: ignore[missing-cmd] known -->\n\n## fault\n"),
        ("b.md", "<!-- oep45: ignore-file[missing-cmd] known -->\n\n# a\n\nfault\n"),
    ] {
        let line = 1 + text[..text.rfind("fault").unwrap()].matches('\n').count();
        assert_eq!(of(&[(path, text)]), ["manage.py:1 missing-cmd", &format!("({path}:{line} missing-cmd)")], "{text}");
    }
}

#[test]
fn comments_that_suppress_nothing_are_told_in_every_file() {
    let files = [("b.md", "<!-- oep45: ignore[missing-cmd] known -->\n# a\n\nfault\n")];
    assert_eq!(of(&files), ["b.md:1 unused-ignore", "b.md:4 missing-cmd", "manage.py:1 missing-cmd"]);
}

#[test]
fn a_file_that_is_checked_by_itself_is_triaged_once() {
    let workflow = ".github/workflows/ci.yml";
    let text = "# oep45: ignore[missing-cmd] known\non: fault\n# oep45: ignore[missing-cmd] idle\njobs:\n";
    let outcome = judged(service(&[(workflow, text)]), &[(workflow, FileKind::Workflow)]);
    let workflow_lines = [format!("{workflow}:3 unused-ignore"), format!("({workflow}:2 missing-cmd)")];
    let told = told(&outcome);
    assert_eq!(told, [&workflow_lines[0], "manage.py:1 missing-cmd", &workflow_lines[1]]);
}

/// A tree with a file that nobody can read.
struct Unreadable(MemoryFiles);

impl Files for Unreadable {
    fn kind(&self, path: &str) -> Option<Kind> {
        self.0.kind(path)
    }

    fn text(&self, path: &str) -> Option<Arc<Source>> {
        self.0.text(path).filter(|_| path != "big.yml")
    }

    fn paths_below(&self, directory: &str) -> Vec<String> {
        self.0.paths_below(directory)
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_costs_no_other() {
    let outcome = judged(Unreadable(service(&[("big.yml", ""), ("c.py", "fault")])), &[]);
    assert_eq!(told(&outcome), ["c.py:1 missing-cmd", "manage.py:1 missing-cmd"]);
    let notices: Vec<&str> = outcome.notices.iter().map(|notice| notice.path.as_str()).collect();
    assert_eq!(notices, ["big.yml"]);
}
