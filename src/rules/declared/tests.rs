//! Pages, judged: what their tables find, and what is said about wrong ones.

use super::{Rejected, compile};
use crate::catalog::Page;
use crate::finding::{Finding, Severity, Sink};
use crate::model::Dockerfile;
use crate::parse;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

/// A page with these lines behind its metadata.
fn page(tables: &str) -> (Page, Arc<Source>) {
    let text = format!(
        "# a-rule\n\nIt is wrong.\n\n```toml\ngroup = \"house\"\nlevel = \"error\"\nprecision = \"high\"\nfix = \"safe\"\n\
         since = \"0.1.0\"\n{tables}\n```\n"
    );
    let page = Page::parse(text.clone()).unwrap();
    (page, Arc::new(Source::new("rules/a-rule.md", text)))
}

/// What a rule finds in a Dockerfile, under options.
fn findings_with(tables: &str, options: &str, dockerfile: &str) -> Vec<Finding> {
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
    let mut sink = Sink::new("a-rule", Severity::Error, Arc::clone(&source));
    rule.check(&file, &mut sink);
    sink.into_findings()
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

/// What is wrong with a page: message, the bytes it points at, help.
fn wrong(tables: &str) -> Vec<(String, String, String)> {
    let (page, source) = page(tables);
    let Err(Rejected::Page(findings)) = compile(&page, &source, None) else { panic!("nothing is wrong") };
    let said = |it: &Finding| {
        (it.message.clone(), it.primary.source.slice(it.primary.span).to_owned(), it.help.join(" "))
    };
    findings.iter().map(said).collect()
}

#[test]
fn instructions_are_found_by_their_keyword() {
    assert_eq!(words("each = \"instruction\"\nwhere.keyword = \"RUN\"", "FROM a\nRUN b\n"), ["RUN b"]);
    assert_eq!(words("each = \"instruction\"\nwhere.keyword = \"RUN\"\nwhere.explained = false", "FROM a\nRUN b\n"), ["RUN b"]);
    assert_eq!(words("each = \"instruction\"\nwhere.keyword = \"RUN\"\nwhere.packages-explained = false", "FROM a\nRUN b\n"), ["RUN b"]);
    assert_eq!(words("each = \"instruction\"\nwhere.keyword = \"RUN\"\nwhere.lines.at-least=1", "FROM a\nRUN b\n"), ["RUN b"]);
}
