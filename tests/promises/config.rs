//! Every configuration is read or refused at its place: ours, those of other linters, and amnesties.

use super::{findings_fit, input};
use oep45::catalog::Catalog;
use oep45::config::{Config, FileKind as Kind, Layers, Mistakes, Needs};
use oep45::discover::Exclude;
use oep45::finding::{Finding, Severity};
use oep45::import::hadolint;
use oep45::pipeline::{Rejected, Ruleset, check};
use oep45::report;
use oep45::text::{FileKind, Files, MemoryFiles, Source};
use oep45::triage::amnesty::{AmnestyFile, write};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// What rules with options of anybody's choice are tried on.
const DOCKERFILE: &str = "# escape=`\nFROM python:3.12 AS app\nARG PORT=8000\nENV TOKEN=$PORT\nLABEL a.b=\"c\"\n\
    COPY . /app\nRUN apt-get update && apt-get install -y git && pip install -r x.txt\nUSER app\nCMD [\"run\"]\n";

/// Read `text` as everything that configures a run.
pub(crate) fn holds(text: &str) {
    let own = Arc::new(Source::new(Kind::Own.file_name(), text));
    for kind in [Kind::Own, Kind::Pyproject] {
        let _ = (kind.concerns(text), Needs::of(&own, kind));
        if let Err(mistakes) = configured(&own, kind) {
            told(&mistakes.0);
        }
    }
    imported(&Arc::new(Source::new(".hadolint.yaml", text)));
    pardoned(&Arc::new(Source::new("oep45-amnesty.json", text)));
}

/// Check [`DOCKERFILE`] as `source` says.
fn configured(source: &Arc<Source>, kind: Kind) -> Result<(), Mistakes> {
    let catalog = Catalog::builtin();
    let layers = Layers::new(vec![(source, Config::parse(source, kind, &catalog)?)]);
    layers.check(&catalog)?;
    for globs in layers.exclude() {
        let _ = Exclude::new(Path::new("/"), [globs.value.value.as_str()]);
    }
    let levels: BTreeMap<String, Severity> =
        layers.levels().into_iter().map(|(id, level)| (id, level.value.value)).collect();
    let _ = (layers.option_keys(), layers.options_by_layer(), layers.locked_ids(&catalog));
    let rules = Ruleset::new(&catalog, |_| true, &levels, &layers.options()).map_err(|rejected| match rejected {
        Rejected::Page(findings) => Mistakes(findings),
        Rejected::Options(error) => oep45::config::rejected(source, &error),
    })?;
    let files: Arc<dyn Files> = Arc::new(MemoryFiles::new());
    let dockerfile = Arc::new(Source::new("Dockerfile", DOCKERFILE));
    let outcome = check(&[input(&dockerfile, FileKind::Dockerfile, &Arc::new(rules), &files)], &[]);
    assert!(outcome.notices.is_empty(), "{:?}", outcome.notices);
    findings_fit(&outcome.findings);
    Ok(())
}

/// What another linter's configuration is turned into can be read.
fn imported(source: &Arc<Source>) {
    let catalog = Catalog::builtin();
    match hadolint::import(source, &catalog) {
        Ok(text) => {
            let written = Arc::new(Source::new(Kind::Own.file_name(), text.as_str()));
            let read = Config::parse(&written, Kind::Own, &catalog);
            assert!(read.is_ok(), "{:?} became {text:?}: {read:?}", source.text());
        }
        Err(findings) => told(&findings),
    }
}

/// What is read of an amnesty can be written and read again.
fn pardoned(source: &Arc<Source>) {
    match AmnestyFile::parse(source) {
        Ok(file) => {
            let entries =
                |file: AmnestyFile| file.entries.iter().map(|(entry, _)| entry.as_ref().clone()).collect::<Vec<_>>();
            let text = write(entries(file));
            let again = AmnestyFile::parse(&Arc::new(Source::new(source.path(), text.as_str()))).unwrap();
            assert_eq!(write(entries(again)), text);
        }
        Err(mistakes) => told(&mistakes.0),
    }
}

/// What is wrong is somewhere, and can be shown.
fn told(findings: &[Finding]) {
    assert!(!findings.is_empty());
    findings_fit(findings);
    report::write_findings(findings, &Catalog::builtin(), false, &mut Vec::new()).unwrap();
}
