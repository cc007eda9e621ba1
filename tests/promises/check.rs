//! Every rule survives every Dockerfile, points at what is there, and every format can tell of it.

use super::{RULES, findings_fit, fits, input, report};
use oep45::catalog::Catalog;
use oep45::pipeline::check_and_ask;
use oep45::text::{FileKind, Files, MemoryFiles, Source};
use std::sync::{Arc, LazyLock};

/// Check `source` with every rule, ask each what it leaves alone, and report all of it in every format.
pub(crate) fn holds(source: &Arc<Source>) {
    static IDS: LazyLock<Vec<String>> =
        LazyLock::new(|| Catalog::builtin().pages().map(|page| page.id.to_string()).collect());
    let files: Arc<dyn Files> = Arc::new(MemoryFiles::new());
    let asked: Vec<&str> = IDS.iter().map(String::as_str).collect();
    let outcome = check_and_ask(&[input(source, FileKind::Dockerfile, &RULES, &files)], &[], &asked);
    assert!(outcome.notices.is_empty(), "{:?}", outcome.notices);
    findings_fit(outcome.findings.iter().chain(&outcome.suppressed));
    outcome.spared.iter().for_each(|spared| fits(&spared.place.source, spared.place.span, &spared.rule));
    report::holds(&outcome);
}
