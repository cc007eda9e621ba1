//! Rules of an operator's own: the worked examples of the documentation run, its reference and its schema are those of the
//! code, and wrong pages are told. `OEP45_UPDATE=1 cargo test --test custom_rules` writes reference and schema anew.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads files and fails by panicking")]

use assert_cmd::Command;
use oep45::catalog::{Catalog, Page, page};
use oep45::pipeline;
use oep45::rules::declared;
use oep45::text::Source;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

#[path = "../examples/own_rule.rs"]
mod own_rule;

const EXAMPLES: &str = "docs/examples/rules";
const SCHEMA: &str = "docs/schema/rule-page.schema.json";
const DOCUMENT: &str = "docs/custom-rules.md";

fn oep45(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oep45"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments);
    command
}

/// Exit code, standard output, standard error.
fn run(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Compare a generated text with a file, or write it there.
fn current(path: &str, text: &str) {
    if std::env::var_os("OEP45_UPDATE").is_some_and(|value| !value.is_empty()) {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(path), text).unwrap();
    }
    assert_eq!(read(path), text, "{path} is old: run `OEP45_UPDATE=1 cargo test --test custom_rules`");
}

/// The pages of the worked examples: file name and text.
fn worked() -> Vec<(String, String)> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(EXAMPLES)).unwrap();
    let pages = entries.map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = pages.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path)).collect();
    pages.sort();
    pages.into_iter().map(|(name, path)| (name, fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn the_worked_examples_are_right() {
    let (code, told, _) = run(&mut oep45(&["rules", "test", EXAMPLES]));
    assert_eq!(code, 0, "{told}");
    assert!(told.ends_with("10 pages, 38 examples: all right\n"), "{told}");
    for (name, text) in worked() {
        assert_eq!(
            text.matches("\n```text\n").count(),
            text.split("## Good").next().unwrap().matches("```dockerfile").count(),
            "{name}: each Bad example shows what is said"
        );
    }
}

#[test]
fn the_document_shows_the_tables_of_the_worked_examples() {
    let document = read(DOCUMENT);
    for (name, text) in worked() {
        let (_, table) = page::metadata(&text).unwrap();
        let start =
            table.find("[options]").into_iter().chain(table.find("[match]")).chain(table.find("[[match]]")).min();
        let shown = format!("```toml\n{}```\n", &table[start.unwrap()..]);
        assert!(document.contains(&shown), "{DOCUMENT} does not show the table of {name}:\n{shown}");
        assert!(document.contains(&format!("(examples/rules/{name})")), "{DOCUMENT} does not link to {name}");
    }
}

#[test]
fn the_reference_is_that_of_the_code() {
    let document = read(DOCUMENT);
    let (before, rest) = document.split_once("<!-- reference -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of the reference -->\n").unwrap();
    let reference = declared::reference();
    current(DOCUMENT, &format!("{before}<!-- reference -->\n{reference}<!-- end of the reference -->\n{after}"));
}

#[test]
fn the_schema_is_that_of_the_code() {
    current(SCHEMA, &format!("{}\n", serde_json::to_string_pretty(&declared::schema()).unwrap()));
}

/// What the schema says against a page's metadata.
fn against_schema(page: &str) -> Vec<String> {
    let (_, table) = page::metadata(page).unwrap();
    let table: serde_json::Value = serde_json::to_value(table.parse::<toml::Table>().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&declared::schema()).unwrap();
    validator.iter_errors(&table).map(|error| format!("{error} at {}", error.instance_path())).collect()
}

#[test]
fn the_schema_takes_every_page() {
    let builtin = Catalog::builtin();
    let builtin = builtin.pages().map(|page| (page.id.to_string(), page.markdown.to_string()));
    for (name, text) in worked().into_iter().chain(builtin) {
        assert_eq!(against_schema(&text), [""; 0], "{name}");
    }
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let (_, right) = worked().swap_remove(0);
    for (from, to) in [
        ("each = \"package\"", "each = \"pakage\""),
        ("name.in.option", "nmae.in.option"),
        ("name.in.option = \"packages\"", "name.older = \"1\""),
        ("stage.reached = true", "stage.reached = \"yes\""),
        ("message =", "mesage ="),
    ] {
        let wrong = right.replacen(from, to, 1);
        assert_ne!(wrong, right, "{from}");
        assert!(!against_schema(&wrong).is_empty(), "{to}");
    }
}

#[test]
fn the_program_in_the_documentation_reports_both_faults() {
    let told = own_rule::report(own_rule::EXAMPLE).unwrap();
    assert!(told.contains("warning[port-twice]: port `8000` is exposed a second time"), "{told}");
    assert!(told.contains("error[syntax-error]"), "{told}");
}

/// A directory with one page, made from a worked example.
fn directory(change: impl Fn(String) -> String) -> TempDir {
    let directory = TempDir::new().unwrap();
    let (name, text) = worked().swap_remove(0);
    fs::write(directory.path().join(name), change(text)).unwrap();
    fs::write(directory.path().join("README.md"), "# Our rules\n").unwrap();
    directory
}

fn check_with(directory: &TempDir, path: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oep45"));
    run(command.current_dir(directory).args(["check", "--no-config", "--rules", path]))
}

#[test]
fn own_rules_judge_beside_the_built_in_ones() {
    let directory = directory(|text| text);
    fs::write(directory.path().join("Dockerfile"), "FROM debian:12\nRUN apt-get install telnet\nFOO\n").unwrap();
    let (code, told, _) = check_with(&directory, ".");
    assert_eq!(code, 1);
    assert!(told.contains("error[forbidden-package]: `telnet` must not be in an image"), "{told}");
    assert!(told.contains("error[syntax-error]"), "{told}");
}

#[test]
fn the_configuration_sets_the_options_of_own_rules() {
    let directory = directory(|text| text);
    fs::write(directory.path().join("Dockerfile"), "FROM debian:12\nRUN apt-get install telnet vim\n").unwrap();
    fs::write(
        directory.path().join("oep45.toml"),
        "select = [\"house\"]\n[rules.forbidden-package]\npackages = [\"vim\"]\n",
    )
    .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_oep45"));
    let (_, told, _) = run(command.current_dir(&directory).args(["check", "--rules", "."]));
    assert!(told.contains("`vim`") && !told.contains("`telnet` must"), "{told}");
}

#[test]
fn a_wrong_page_is_told_with_its_line_and_costs_its_own_rule_alone() {
    let directory = directory(|text| text.replace("each = \"package\"", "each = \"pakage\""));
    fs::write(directory.path().join("Dockerfile"), "FROM a\nARG PORT 80\nRUN apt-get install vim\n").unwrap();
    let (code, found, told) = check_with(&directory, ".");
    assert_eq!(code, 2);
    assert!(found.contains("[lost-arg-default]") && !found.contains("[forbidden-package]"), "{found}");
    assert!(told.contains("forbidden-package.md: the page is wrong, so its rule did not run"), "{told}");
    assert!(told.contains("error[configuration]: there is no kind of nodes `pakage`"), "{told}");
    assert!(told.contains("forbidden-package.md:16:8") && told.contains("Did you mean `package`?"), "{told}");
}

#[test]
fn the_mistake_in_the_document_is_told_so() {
    let directory = TempDir::new().unwrap();
    fs::create_dir(directory.path().join("our-rules")).unwrap();
    fs::write(directory.path().join("Dockerfile"), "FROM a\n").unwrap();
    let (name, text) = worked().into_iter().find(|(name, _)| name == "foreign-registry.md").unwrap();
    fs::write(directory.path().join("our-rules").join(name), text.replace("where.registry", "where.regsitry")).unwrap();
    let (_, _, told) = check_with(&directory, "our-rules");
    assert!(read(DOCUMENT).contains(&format!("```text\n{}\n```\n", told.trim_end())), "{told}");
}

#[test]
fn a_directory_that_is_none_is_told() {
    let directory = directory(|text| text);
    for (path, said) in [
        ("nowhere", "error: cannot read rule pages: nowhere: no such file or directory\n"),
        (
            "README.md",
            "error: cannot read rule pages: README.md: is a file; name the directory that holds the rule pages\n",
        ),
    ] {
        assert_eq!(check_with(&directory, path), (2, String::new(), said.to_owned()));
    }
    fs::remove_file(directory.path().join("forbidden-package.md")).unwrap();
    let (code, _, told) = check_with(&directory, ".");
    assert!(code == 2 && told.contains("holds no rule page"), "{told}");
}

#[test]
fn a_name_that_is_taken_is_told_unless_the_page_replaces_the_rule() {
    let taken = |text: String| text.replace("# forbidden-package", "# missing-cmd");
    let (code, _, told) = check_with(&directory(taken), ".");
    assert_eq!(code, 2);
    assert!(told.contains("the name `missing-cmd` already stands for the rule `missing-cmd`"), "{told}");

    let directory =
        directory(|text| taken(text).replace("since = \"1.0\"", "since = \"1.0\"\nreplaces = \"missing-cmd\""));
    fs::write(directory.path().join("Dockerfile"), "FROM debian:12\nRUN apt-get install telnet\n").unwrap();
    let (code, told, _) = check_with(&directory, ".");
    assert_eq!(code, 1);
    assert!(told.contains("error[missing-cmd]: `telnet` must not be in an image"), "{told}");
}

#[test]
fn a_page_yields_where_another_rule_reports_the_same_fault() {
    let yields = |other: &str| {
        let more = format!("since = \"1.0\"\nyields-to = [\"{other}\"]");
        directory(|text| text.replace("since = \"1.0\"", &more))
    };
    let (code, _, told) = check_with(&yields("no-such-rule"), ".");
    assert_eq!(code, 2);
    assert!(told.contains("the page yields to `no-such-rule`, and no rule is called so"), "{told}");

    let directory = yields("syntax-error");
    fs::write(directory.path().join("Dockerfile"), "FROM debian:12\nRUN apt-get install telnet\n").unwrap();
    assert!(check_with(&directory, ".").1.contains("error[forbidden-package]"));
    fs::write(directory.path().join("Dockerfile"), "RUN apt-get install telnet\nFROM debian:12\n").unwrap();
    let (_, told, _) = check_with(&directory, ".");
    assert!(told.contains("[syntax-error]") && !told.contains("[forbidden-package]"), "{told}");
}

#[test]
fn a_text_that_is_no_page_is_told_at_its_line() {
    let (code, _, told) = check_with(&directory(|_| "# our-rule\n\nSomething. And more.\n".to_owned()), ".");
    assert_eq!(code, 2);
    assert!(told.contains("forbidden-package.md:3:1"), "{told}");
}

#[test]
fn a_wrong_table_keeps_examples_from_being_judged_and_says_where() {
    let (_, text) = worked().swap_remove(0);
    let page = Page::parse(text.replace("each = \"package\"", "each = \"pakage\"")).unwrap();
    let catalog = Catalog::from_pages(vec![page.clone()]);
    let said = pipeline::trials(&catalog, &page).err().unwrap();
    assert!(said.ends_with("line 16 of the page: there is no kind of nodes `pakage`"), "{said}");
}

/// What is wrong with a page, if its metadata can be read.
fn mistakes(text: &str) -> Option<Vec<(String, std::ops::Range<usize>)>> {
    let page = Page::parse(text.to_owned()).ok()?;
    let source = Arc::new(Source::new("page.md", text));
    match declared::compile(&page, &source, None) {
        Ok(_) => Some(Vec::new()),
        Err(declared::Rejected::Page(findings)) => {
            Some(findings.into_iter().map(|finding| (finding.message, finding.primary.span.range())).collect())
        }
        Err(declared::Rejected::Options(error)) => panic!("no options are given: {error}"),
    }
}

#[test]
fn a_page_that_is_damaged_anywhere_works_or_is_told_inside_its_tables() {
    let mut told = 0;
    for (name, text) in worked() {
        let (start, table) = page::metadata(&text).unwrap();
        for at in (start..start + table.len()).step_by(3).filter(|&at| text.is_char_boundary(at)) {
            let behind = text.ceil_char_boundary(at + 1);
            for damage in ["", "x", "\"", "{", "= 1"] {
                let damaged = format!("{}{damage}{}", &text[..at], &text[behind..]);
                let Some(mistakes) = mistakes(&damaged) else { continue };
                for (message, place) in &mistakes {
                    assert!(place.start >= start && place.end <= start + table.len() + 4, "{name}, {at}: {message}");
                    assert!(!message.is_empty() && !message.ends_with('.') && !message.contains('\n'), "{message}");
                }
                told += mistakes.len();
            }
        }
    }
    assert!(told > 300, "{told}");
}

#[test]
fn a_failing_example_is_told_and_can_be_taken_over() {
    let directory = directory(|text| text.replace("must not be in an image\"", "is forbidden\""));
    let command = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oep45"));
        run(command.current_dir(&directory).args(["rules", "test", "."]).args(arguments))
    };
    let (code, told, _) = command(&[]);
    assert_eq!(code, 1);
    assert!(told.contains("  FAIL  Bad example") && told.contains("`telnet` is forbidden"), "{told}");
    assert_eq!(command(&["--update"]).0, 0);
    assert_eq!(command(&[]).0, 0);
}

#[test]
fn explain_and_rules_know_own_pages() {
    let (code, told, _) = run(&mut oep45(&["explain", "--rules", EXAMPLES, "latest-tag"]));
    assert!(code == 0 && told.contains("An image is named by the tag `latest`"), "{told}");
    let (code, told, _) = run(&mut oep45(&["rules", "--rules", EXAMPLES]));
    assert!(code == 0 && told.contains("missing-team-comment"), "{told}");
}
