//! The report for code scanning: what it holds, against the official schema, the standard's words, and GitHub's limits.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod contents;
mod fingerprints;
mod fixes;
mod limits;
mod locations;
mod runs;
mod standard;

use oep45::catalog::{Catalog, Page};
use oep45::finding::{Anchor, Finding, Notice, Severity, Sink};
use oep45::report::{Format, Options, Report, write};
use oep45::text::{Source, Span};
use serde_json::Value;
use std::sync::Arc;

/// A source at `Dockerfile`.
fn dockerfile(text: &str) -> Arc<Source> {
    Arc::new(Source::new("Dockerfile", text))
}

/// Where `words` stand first.
fn find(source: &Source, words: &str) -> Span {
    let start = source.text().find(words).expect("the words stand in the source");
    span(start, start + words.len())
}

fn span(start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap();
    Span::new(offset(start), offset(end))
}

/// An error of the rule `ansible-in-build` at `words`, refined by `refine`.
fn finding(source: &Arc<Source>, words: &str, refine: impl FnOnce(&mut Finding)) -> Finding {
    finding_at(source, find(source, words), refine)
}

/// The same at `span`, in the instruction `RUN ansible` of the first stage.
fn finding_at(source: &Arc<Source>, span: Span, refine: impl FnOnce(&mut Finding)) -> Finding {
    let mut sink = Sink::new("ansible-in-build", Severity::Error, Arc::clone(source));
    let finding = sink.report(span, "an image build runs `ansible-playbook`");
    finding.anchor = Some(Arc::new(Anchor::new("0", "RUN ansible")));
    refine(finding);
    sink.into_findings().remove(0)
}

/// The page of a rule in Markdown, with these lines of metadata beside the group, level and precision.
fn page(id: &str, metadata: &str, why: &str) -> Page {
    let text = format!(
        "# {id}\n\nAn image build runs Ansible.\n\n```toml\ngroup = \"image\"\nlevel = \"error\"\nprecision = \"high\"\n\
         fix = \"none\"\nsince = \"0.1.0\"\n{metadata}\n```\n\n## Why\n\n{why}\n\n## Bad\n\n```dockerfile\nRUN ansible\n```\n\n\
         ```text\nerror\n```\n\n## Good\n\n```dockerfile\nFROM a\n```\n\n## When it is wrong\n\nNever.\n"
    );
    Page::parse(text).unwrap_or_else(|mistake| panic!("{mistake:?}"))
}

/// Two pages, one of them a security rule outside OEP-45.
fn catalog() -> Catalog {
    Catalog::from_pages(vec![
        page("ansible-in-build", "clause = \"Containers: no Ansible\"", "Layers built by a playbook\ncan't be cached."),
        page("aaa-own", "clause = \"\"\nsecurity-severity = 7.5", "It is our own."),
    ])
}

/// The log of `findings`, checked.
fn log(findings: &[Finding]) -> Value {
    log_with(findings, &[], &Options::default())
}

fn log_with(findings: &[Finding], notices: &[Notice], options: &Options) -> Value {
    let log = serde_json::from_str(&text_with(&catalog(), findings, notices, options)).unwrap();
    standard::check(&log);
    log
}

fn text_with(catalog: &Catalog, findings: &[Finding], notices: &[Notice], options: &Options) -> String {
    let report = Report { findings, suppressed: &[], catalog, notices, files: 14, repositories: 0, fixed: 0 };
    let mut out = Vec::new();
    write(Format::Sarif, &report, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The result of one finding.
fn result(finding: Finding) -> Value {
    log(&[finding])["runs"][0]["results"][0].clone()
}

/// Two notices.
fn notices() -> [Notice; 2] {
    [("a/Dockerfile", "permission denied"), ("b\u{1b}/Dockerfile", "is a directory")]
        .map(|(path, message)| Notice { path: path.to_owned(), message: message.to_owned() })
}
