//! Every page of a rule of one's own is read or refused at its place, and a rule that it makes survives its examples.

use super::{findings_fit, input};
use oep45::catalog::Catalog;
use oep45::pipeline::{Rejected, Ruleset, check, trials};
use oep45::report;
use oep45::text::{FileKind, Files, MemoryFiles, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every rule is tried on.
const DOCKERFILE: &str = "# The service.\nFROM python:3.12 AS app\nARG PORT=8000\nENV A=${PORT:-1} B='é'\nEXPOSE $PORT\n\
    COPY --chown=app . /app\nRUN apt-get update && \\\n    # why\n    apt-get install -y git=1 | tee x\nFROM app\n\
    RUN <<EOF\npip install -r x.txt\nEOF\nUSER app\nHEALTHCHECK CMD x\nCMD [\"run\"]\n";

/// Read `text` as a page, and run its rule.
pub(crate) fn holds(text: &str) {
    let page = Arc::new(Source::new("rules/page.md", text));
    let builtin = Catalog::builtin();
    let catalog = match builtin.with_pages(std::slice::from_ref(&page)) {
        Ok(catalog) => catalog,
        Err(findings) => return told(&findings),
    };
    let is_own = |id: &str| catalog.get(id).is_some_and(|page| page.path == "rules/page.md");
    let rules = match Ruleset::new(&catalog, is_own, &BTreeMap::new(), &BTreeMap::new()) {
        Ok(rules) => Arc::new(rules.everywhere(|_| true)),
        Err(Rejected::Page(findings)) => return told(&findings),
        Err(Rejected::Options(error)) => panic!("nobody gave options: {error}"),
    };
    let files: Arc<dyn Files> = Arc::new(MemoryFiles::new());
    let dockerfile = Arc::new(Source::new("Dockerfile", DOCKERFILE));
    let outcome = check(&[input(&dockerfile, FileKind::Dockerfile, &rules, &files)], &[]);
    assert!(outcome.notices.is_empty(), "{:?}", outcome.notices);
    findings_fit(&outcome.findings);
    for page in catalog.pages().filter(|page| is_own(&page.id)) {
        if let Err(said) = trials(&catalog, page) {
            assert!(!said.contains("please report it as a bug"), "{said}");
        }
    }
}

/// What is wrong is somewhere, and can be shown.
fn told(findings: &[oep45::finding::Finding]) {
    assert!(!findings.is_empty());
    findings_fit(findings);
    report::write_findings(findings, &Catalog::builtin(), false, &mut Vec::new()).unwrap();
}
