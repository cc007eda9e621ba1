//! A rule in Rust, beside the built-in ones: run it with `cargo run --example own_rule`.
//!
//! Where a page with a `[match]` table can't say what you mean, a program can. It implements [`Rule`], adds it to a
//! [`Ruleset`], and gives files to the pipeline; everything else (positions, comments that suppress, reports) is the
//! library's. This rule looks at two instructions at once: it reports a port that is exposed twice.

use oep45::catalog::Catalog;
use oep45::finding::{Severity, Sink};
use oep45::model::Dockerfile;
use oep45::parse::Keyword;
use oep45::pipeline::{self, Input, Ruleset};
use oep45::report::{self, Format, Options, Report};
use oep45::rules::Rule;
use oep45::text::{FileKind, MemoryFiles, Source};
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::io::{self, Write};
use std::sync::Arc;

/// A port is exposed twice in one stage.
struct PortTwice;

impl Rule for PortTwice {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for stage in &file.stages {
            let mut seen = HashMap::new();
            for step in stage.steps.iter().filter(|step| step.is(Keyword::Expose)) {
                for word in step.instruction.words() {
                    let port = word.text().into_owned();
                    if let Some(first) = seen.insert(port.clone(), word.span()) {
                        sink.report(word.span(), format!("port `{port}` is exposed a second time"))
                            .label(first, "first here")
                            .help("Remove one of them.");
                    }
                }
            }
        }
    }
}

/// The human report of one Dockerfile, judged by the new rule and by one of the built-in ones.
///
/// # Errors
/// A rule refuses its options, of which there are none here, or the report can't be written.
pub(crate) fn report(dockerfile: &str) -> Result<String, Box<dyn Error>> {
    let catalog = Catalog::builtin();
    let rules = Ruleset::new(&catalog, |id| id == "syntax-error", &BTreeMap::new(), &BTreeMap::new())?;
    let rules = rules.with_rule("port-twice", Severity::Warning, Box::new(PortTwice));
    let source = Arc::new(Source::new("Dockerfile", dockerfile));
    let input = Input {
        path: "Dockerfile".to_owned(),
        tree_path: "Dockerfile".to_owned(),
        files: Arc::new(MemoryFiles::new()),
        kind: FileKind::Dockerfile,
        rules: Arc::new(rules),
        exempt: Vec::new(),
        context: None,
        read: Box::new(move || Ok(Arc::clone(&source))),
    };
    let outcome = pipeline::check(&[input], &[]);
    let report = Report {
        findings: &outcome.findings,
        suppressed: &outcome.suppressed,
        catalog: &catalog,
        notices: &outcome.notices,
        files: outcome.files,
        repositories: outcome.repositories,
        fixed: 0,
    };
    let mut out = Vec::new();
    report::write(Format::Human, &report, &Options::default(), &mut out)?;
    Ok(String::from_utf8(out)?)
}

/// A Dockerfile with both faults.
pub(crate) const EXAMPLE: &str = "\
FROM python:3.12
EXPOSE 8000
COPPY . /app
EXPOSE 8000 9000
";

#[allow(dead_code, reason = "the test that runs this program calls `report` alone")]
fn main() -> Result<(), Box<dyn Error>> {
    io::stdout().write_all(report(EXAMPLE)?.as_bytes())?;
    Ok(())
}
