//! Pages, judged: what their tables find, and what is said about wrong ones.

mod fields;
mod fixes;
mod keywords;
mod mistakes;
mod once;
mod partly_known;
mod spared;

use super::{Battery, Rejected, compile};
use crate::catalog::Page;
use crate::finding::{Finding, Severity, Sink, Spared};
use crate::model::Dockerfile;
use crate::parse;
use crate::rules::Rule;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

/// A page with these lines behind its metadata.
fn page(tables: &str) -> (Page, Arc<Source>) {
    let fix = if tables.contains("replace") { "safe" } else { "none" };
    page_with(fix, tables)
}

/// The same with what it says of its fixes.
fn page_with(fix: &str, tables: &str) -> (Page, Arc<Source>) {
    let text = format!(
        "# a-rule\n\nIt is wrong.\n\n```toml\ngroup = \"house\"\nlevel = \"error\"\nprecision = \"high\"\nfix = \"{fix}\"\n\
         since = \"0.1.0\"\n{tables}\n```\n"
    );
    let page = Page::parse(text.clone()).unwrap();
    (page, Arc::new(Source::new("rules/a-rule.md", text)))
}

/// What a rule finds in a Dockerfile, under options, and what it leaves alone.
fn judged(tables: &str, options: &str, dockerfile: &str) -> (Vec<Finding>, Vec<Spared>) {
    let (page, source) = page(tables);
    let given = (!options.is_empty()).then(|| toml::de::ValueDeserializer::parse(options).unwrap());
    let rule = match compile(&page, &source, given) {
        Ok(rule) => rule,
        Err(Rejected::Page(wrong)) => panic!("{:?}", wrong.iter().map(|it| &it.message).collect::<Vec<_>>()),
        Err(Rejected::Options(error)) => panic!("{error}"),
    };
    let source = Arc::new(Source::new("Dockerfile", dockerfile));
    let tree = parse::parse(source.text());
    let files = MemoryFiles::new();
    let file = Dockerfile::new(&source, &tree, "Dockerfile", &files);
    let mut sink = Sink::new("a-rule", Severity::Error, Arc::clone(&source)).asked();
    rule.check(&file, &mut sink);
    let (findings, spared) = sink.into_parts();
    let mut together = Sink::new("a-rule", Severity::Error, Arc::clone(&source));
    Battery::new(vec![Arc::new(rule)]).check(&file, &mut together, &|_, _| {});
    let said = |findings: &[Finding]| format!("{findings:?}");
    assert_eq!(said(&together.into_findings()), said(&findings), "a battery finds the same");
    (findings, spared)
}

fn findings_with(tables: &str, options: &str, dockerfile: &str) -> Vec<Finding> {
    judged(tables, options, dockerfile).0
}

/// Message and words of each finding.
fn found(tables: &str, dockerfile: &str) -> Vec<(String, String)> {
    let findings = findings_with(tables, "", dockerfile);
    let said = |it: Finding| (it.message.clone(), it.primary.source.slice(it.primary.span).to_owned());
    findings.into_iter().map(said).collect()
}

/// The words that each finding points at.
fn words(conditions: &str, dockerfile: &str) -> Vec<String> {
    let tables = format!("[match]\nmessage = \"it is wrong\"\n{conditions}");
    found(&tables, dockerfile).into_iter().map(|(_, words)| words).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn a_message_names_fields_and_points_at_their_places() {
    let tables = "[match]\neach = \"image\"\nwhere.registry.not-in = [\"quay.io\"]\nprimary = \"tag\"\n\
                  message = \"`{repository}` of {registry} in stage `{stage.name}`, {{tag}} `{tag}`\"";
    assert_eq!(
        found(tables, "FROM python:3.12 AS base\nFROM quay.io/a/b\nFROM base\n"),
        [("`python` of docker.io in stage `base`, {tag} `3.12`".to_owned(), "3.12".to_owned())]
    );
}

#[test]
fn an_image_is_known_up_to_its_first_unknown_part() {
    let file = "ARG T\nARG R\nFROM ghcr.io/acme/app:$T\nFROM ghcr.io/$R/app:1\nFROM $R/app:1\n";
    assert_eq!(words("each = \"image\"\nwhere.repository = \"acme/app\"", file), ["ghcr.io/acme/app:$T"]);
    assert_eq!(words("each = \"image\"\nwhere.registry = \"ghcr.io\"", file).len(), 2);
    assert_eq!(words("each = \"image\"\nwhere.tag.absent = true", file), NONE);
    assert_eq!(words("each = \"image\"\nwhere.tag.known = false", file), ["ghcr.io/acme/app:$T"]);
}

#[test]
fn what_is_not_known_is_neither_so_nor_otherwise() {
    let file = "FROM a\nARG V\nENV X=$V Y=1 Z=\n";
    let env = |condition: &str| words(&format!("each = \"env\"\nwhere = {condition}"), file);
    assert_eq!(env("{ value = \"1\" }"), ["Y=1"]);
    assert_eq!(env("{ not = { value = \"1\" } }"), ["Z="]);
    assert_eq!(env("{ value.not-in = [\"1\"] }"), ["Z="]);
    assert_eq!(env("{ any = [{ value = \"1\" }, { name = \"X\" }] }"), ["X=$V", "Y=1"]);
    let none = "each = \"file\"\nwhere.none = { each = \"env\", where = { value = \"2\" } }";
    assert_eq!(words(none, file), NONE, "X may be 2");
    assert_eq!(words(none, "FROM a\nENV Y=1\n"), ["FROM"]);
}

#[test]
fn absence_meets_no_test_but_its_own() {
    let file = "FROM a\nARG V\nARG W=1\n";
    let arg = |condition: &str| words(&format!("each = \"arg\"\nwhere.value = {condition}"), file);
    assert_eq!(arg("{ absent = true }"), ["V"]);
    assert_eq!(arg("{ present = true }"), ["W=1"]);
    assert_eq!(arg("{ starts-with = \"\" }"), ["W=1"]);
    assert_eq!(arg("{ not-in = [\"2\"] }"), ["V", "W=1"]);
}

#[test]
fn texts_are_compared_in_every_way() {
    let file = "FROM a\nLABEL org.acme.Name=x team=y other=z\n";
    let label = |condition: &str| words(&format!("each = \"label\"\nwhere.key = {condition}"), file);
    assert_eq!(label("\"team\""), ["team=y"]);
    assert_eq!(label("[\"team\", \"other\"]"), ["team=y", "other=z"]);
    assert_eq!(label("{ starts-with = \"org.\" }"), ["org.acme.Name=x"]);
    assert_eq!(label("{ ends-with = [\"m\", \"r\"] }"), ["team=y", "other=z"]);
    assert_eq!(label("{ contains = \"acme\", ends-with = \"e\" }"), ["org.acme.Name=x"]);
    assert_eq!(label("{ matches = '^[a-z]+$' }"), ["team=y", "other=z"]);
    assert_eq!(label("{ equals = \"ORG.ACME.NAME\", ignore-case = true }"), ["org.acme.Name=x"]);
    assert_eq!(label("{ not = { contains = \"t\" } }"), ["org.acme.Name=x"]);
}

#[test]
fn patterns_know_ascii_classes_and_any_character() {
    let file = "FROM a\nLABEL one=Zoë two=\"a b\" three=x1\n";
    let label = |pattern: &str| words(&format!("each = \"label\"\nwhere.value.matches = '{pattern}'"), file);
    assert_eq!(label("^Zo.+$"), ["one=Zoë"]);
    assert_eq!(label("ë"), ["one=Zoë"]);
    assert_eq!(label(r"(?i)^z"), ["one=Zoë"]);
    assert_eq!(label(r"\w\s\w"), ["two=\"a b\""]);
    assert_eq!(label(r"^[^a]\d\b"), ["three=x1"]);
}

#[test]
fn lists_are_asked_for_one_for_all_and_for_their_length() {
    let file = "FROM a\nADD https://a.io/x /x\nADD b.tgz c /d/\nCOPY e /f\n";
    let copy =
        |condition: &str| words(&format!("each = \"copy\"\nprimary = \"destination\"\nwhere = {condition}"), file);
    assert_eq!(copy("{ sources = \"c\" }"), ["/d/"]);
    assert_eq!(copy("{ keyword = \"ADD\", not = { sources.every.starts-with = \"https:\" } }"), ["/d/"]);
    assert_eq!(copy("{ sources.count.greater = 1 }"), ["/d/"]);
}

#[test]
fn versions_are_older_and_newer() {
    let file = "FROM python:3.8-slim\nFROM python:3.12\nFROM python:bookworm\nFROM python\n";
    assert_eq!(words("each = \"image\"\nwhere.tag.older = \"3.10\"", file), ["python:3.8-slim"]);
    assert_eq!(words("each = \"image\"\nwhere.tag.newer = \"3.10\"", file), ["python:3.12"]);
    assert_eq!(words("each = \"image\"\nwhere.not.tag.older = \"3.10\"", file), ["python:3.12", "python"]);
}

#[test]
fn commands_are_seen_through_wrappers_and_options_letter_by_letter() {
    let file = "FROM a\nRUN sudo apt-get install -qy b && apt-get install c && apt-get install $OPTIONS d\n";
    let conditions = "each = \"command\"\nprimary = \"operands\"\n\
                      where = { program = \"apt-get\", subcommand = \"install\", not = { options = [\"-y\", \"--yes\"] } }";
    assert_eq!(words(conditions, file), ["install c"]);
}

#[test]
fn packages_know_their_command_and_their_stage() {
    let file = "FROM a AS build\nRUN apt-get install b\nFROM c\nRUN apk add d && pip install e\n";
    let conditions = "each = \"package\"\nwhere = { stage.reached = true, command.program = [\"apk\", \"apt-get\"] }";
    assert_eq!(words(conditions, file), ["d"]);
}

#[test]
fn nodes_inside_are_counted_by_what_they_say_and_where_they_stand() {
    let file = "FROM a\nCMD b\nCMD c\nUSER app\nFROM d\nUSER root\nCMD e\n";
    let before = "each = \"instruction\"\nwhere = { keyword = \"CMD\", stage.some = { each = \"instruction\", \
                  order = \"before\", where.keyword = \"CMD\" } }";
    assert_eq!(words(before, file), ["CMD c"]);
    let none = "each = \"stage\"\nwhere.none = { each = \"user\", where.name.not-in = [\"root\", \"0\"] }";
    assert_eq!(words(none, file), ["d"]);
    let every = "each = \"stage\"\nwhere.every = { each = \"user\", where.name = \"app\" }";
    assert_eq!(words(every, file), ["a"]);
}

#[test]
fn a_field_is_compared_with_another_of_the_node_or_of_the_one_visited() {
    let file = "FROM a AS x\nCOPY --from=X /y /z\nFROM b AS X\n";
    let own = "each = \"copy\"\nwhere.from = { equals.field = \"stage.name\", ignore-case = true }\nprimary = \"from\"";
    assert_eq!(words(own, file), ["X"]);
    let twice = "each = \"stage\"\nwhere.file.some = { each = \"stage\", order = \"before\", \
                 where.name = { equals.outer = \"name\", ignore-case = true } }";
    assert_eq!(words(twice, file), ["X"]);
}

#[test]
fn missing_things_are_found_in_the_stage_that_is_built() {
    let missing = "each = \"stage\"\nwhere = { last = true, user.absent = true }";
    assert_eq!(words(missing, "FROM a AS base\nUSER x\nFROM base\n"), NONE);
    assert_eq!(words(missing, "FROM a AS base\nUSER x\nFROM b\n"), ["b"]);
}

#[test]
fn an_instruction_knows_what_is_in_force_before_it() {
    let file = "FROM a AS x\nCMD b\nSHELL [\"bash\"]\nUSER u\nFROM x\nCMD c\nWORKDIR /d\n";
    let shell = "each = \"instruction\"\nwhere = { keyword = \"CMD\", shell.absent = true }";
    assert_eq!(words(shell, file), ["CMD b"]);
    assert_eq!(words("each = \"instruction\"\nwhere = { keyword = \"CMD\", user = \"u\" }", file), ["CMD c"]);
    assert_eq!(words("each = \"workdir\"\nwhere.instruction.workdir.absent = true", file), ["WORKDIR /d"]);
}

#[test]
fn a_name_that_no_image_can_have_and_what_nobody_declares_are_found() {
    let file = "ARG A=UPPER\nARG B\nFROM $A\nFROM a:$B\nFROM b:$C\n";
    assert_eq!(words("each = \"image\"\nwhere.well-formed = false", file), ["$A"]);
    assert_eq!(words("each = \"image\"\nwhere.undeclared.present = true", file), ["b:$C"]);
}

#[test]
fn comments_and_directives_are_nodes() {
    let file = "# syntax=docker/dockerfile:1\n# Team: notes\nFROM a\nRUN b \\\n # inside\n c\n";
    assert_eq!(words("each = \"comment\"\nwhere.inside = true", file), ["# inside"]);
    assert_eq!(words("each = \"directive\"\nprimary = \"value\"", file), ["docker/dockerfile:1"]);
    let none = "each = \"file\"\nwhere.none = { each = \"comment\", where.text.starts-with = \"Team:\" }";
    assert_eq!(words(none, file), NONE);
}

#[test]
fn options_have_defaults_that_an_operator_may_set() {
    let tables = "[options]\nallowed = [\"docker.io\"]\n[match]\neach = \"image\"\nmessage = \"not from {option.allowed}\"\n\
                  where.registry.not-in.option = \"allowed\"";
    let file = "FROM python\nFROM quay.io/a/b\n";
    let messages =
        |options: &str| findings_with(tables, options, file).into_iter().map(|it| it.message).collect::<Vec<_>>();
    assert_eq!(messages(""), ["not from docker.io"]);
    assert_eq!(messages("{ allowed = [\"quay.io\", \"docker.io\"] }"), NONE);
}

#[test]
fn options_of_another_name_or_type_are_refused() {
    let (page, source) = page("[options]\nallowed = [\"a\"]\n[match]\neach = \"file\"\nmessage = \"m\"");
    for (options, said) in [
        ("{ alowed = [\"b\"] }", "unknown field `alowed`, expected one of `allowed`"),
        ("{ allowed = 1 }", "`allowed` is a list of texts"),
    ] {
        let given = toml::de::ValueDeserializer::parse(options).unwrap();
        let Err(Rejected::Options(error)) = compile(&page, &source, Some(given)) else { panic!("{options}") };
        assert_eq!(error.message(), said);
        assert!(error.span().is_some(), "{options}");
    }
}

#[test]
fn labels_and_notes_stand_at_their_fields_and_secrets_are_masked() {
    let tables = "[match]\neach = \"env\"\nmessage = \"m\"\nnote = \"of `{name}`\"\nprimary = \"value\"\nmask = \"value\"\n\
                  labels = [{ span = \"name\", message = \"the name\" }]\nhelp = [\"Remove it.\", \"Now.\"]";
    let findings = findings_with(tables, "", "FROM a\nENV KEY=secret\n");
    let finding = &findings[0];
    assert_eq!((finding.primary.message.as_str(), finding.labels[0].message.as_str()), ("of `KEY`", "the name"));
    assert_eq!(finding.masked[0].span, finding.primary.span);
    assert_eq!(finding.help, ["Remove it.", "Now."]);
}

#[test]
fn a_hostile_file_ends_the_search_and_not_the_run() {
    let file = format!("FROM a\n{}", "USER a\n".repeat(3000));
    let every = "each = \"user\"\nwhere.stage.none = { each = \"user\", where.name = \"b\" }";
    let found = words(every, &file).len();
    assert!(found > 0 && found < 1500, "four million looks are enough for some of 3000: {found}");
}
