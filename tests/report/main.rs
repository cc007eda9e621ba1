//! Reports of findings made by hand: what each format writes, byte for byte where people read it.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod checkstyle;
mod concise;
mod github;
mod gitlab;
mod hostile;
mod human;
mod json;
mod junit;
mod markdown;
mod rdjson;
mod summary;
mod xml;

use oep45::catalog::{Catalog, Fixes, Page, Precision};
use oep45::finding::{Finding, Notice, Severity, Sink};
use oep45::report::{Format, Options, Report, write};
use oep45::text::{Source, Span};
use std::borrow::Cow;
use std::sync::Arc;

/// A source at `Dockerfile`.
fn dockerfile(text: &str) -> Arc<Source> {
    Arc::new(Source::new("Dockerfile", text))
}

/// Where `words` stand first.
fn find(source: &Source, words: &str) -> Span {
    let start = source.text().find(words).expect("the words stand in the source");
    let offset = |at: usize| u32::try_from(at).unwrap();
    Span::new(offset(start), offset(start + words.len()))
}

/// An error of the rule `ansible-in-build` at `words`, refined by `refine`.
fn finding(source: &Arc<Source>, words: &str, refine: impl FnOnce(&mut Finding)) -> Finding {
    finding_at(source, find(source, words), refine)
}

fn finding_at(source: &Arc<Source>, span: Span, refine: impl FnOnce(&mut Finding)) -> Finding {
    let mut sink = Sink::new("ansible-in-build", Severity::Error, Arc::clone(source));
    refine(sink.report(span, "an image build runs `ansible-playbook`"));
    sink.into_findings().remove(0)
}

/// Two pages, one of them a security rule outside OEP-45.
fn catalog() -> Catalog {
    let ansible = Page {
        id: "ansible-in-build".into(),
        summary: "An image build runs Ansible".into(),
        group: "image".into(),
        clause: "Containers: no Ansible should be run as part of the image build".into(),
        level: Severity::Error,
        precision: Precision::High,
        security_severity: None,
        fixes: Fixes::None,
        aliases: Cow::Borrowed(&[Cow::Borrowed("DL0000")]),
        in_part: Cow::Borrowed(&[]),
        yields_to: Cow::Borrowed(&[]),
        since: "0.1.0".into(),
        default: true,
        by_name: false,
        experimental: false,
        declares: false,
        path: "rules/image/ansible-in-build.md".into(),
        markdown: "# ansible-in-build\n\nAn image build runs Ansible.\n\n```toml\ngroup = \"image\"\n```\n\n\
            ## Why\n\nLayers built by a playbook\ncan't be cached.\n\n## Bad\n\n```dockerfile\nRUN ansible\n```\n"
            .into(),
    };
    let own = Page {
        id: String::from("aaa-own").into(),
        summary: "Something of our own".into(),
        group: String::from("house").into(),
        clause: "".into(),
        level: Severity::Note,
        security_severity: Some(7.5),
        aliases: Cow::Borrowed(&[]),
        default: false,
        markdown: "# aaa-own\n".into(),
        ..ansible.clone()
    };
    Catalog::from_pages(vec![ansible, own])
}

/// A report of `findings` among 14 files.
fn render(format: Format, findings: &[Finding]) -> String {
    render_with(format, findings, &[], &Options::default())
}

fn render_with(format: Format, findings: &[Finding], notices: &[Notice], options: &Options) -> String {
    let catalog = catalog();
    let report = Report { findings, suppressed: &[], catalog: &catalog, notices, files: 14, repositories: 0, fixed: 0 };
    let mut out = Vec::new();
    write(format, &report, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Two notices.
fn notices() -> [Notice; 2] {
    [("a/Dockerfile", "permission denied"), ("b\u{1b}/Dockerfile", "is a directory")]
        .map(|(path, message)| Notice { path: path.to_owned(), message: message.to_owned() })
}

/// What the schema `testdata/schemas/NAME.json` has against `text`.
#[allow(clippy::disallowed_methods, reason = "reads the schema")]
fn schema_faults(name: &str, text: &str) -> Vec<String> {
    let path = format!("{}/testdata/schemas/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value = serde_json::from_str(text).unwrap();
    validator.iter_errors(&value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}
