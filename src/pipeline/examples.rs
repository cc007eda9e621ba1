//! Runs the examples of rule pages as tests: what a rule must report, and what it must leave alone.

use super::{Checkout, Input, Rejected, Ruleset, check};
use crate::catalog::example::{CONFIG, Example, File, Verdict, examples};
use crate::catalog::{Catalog, Page, page};
use crate::config::Mistakes;
use crate::discover::kind_of;
use crate::finding::Finding;
use crate::report;
use crate::text::{FileKind, Files, Source};
use crate::triage::amnesty::{Amnesty, AmnestyFile};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// One example, judged.
pub struct Trial<'p> {
    /// The example.
    pub example: Example<'p>,
    /// The human report of what the rule finds: without colour, and without the closing summary. Empty where it finds
    /// nothing.
    pub output: String,
}

/// What is wrong with an example.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The rule leaves a Bad example alone.
    Silent,
    /// The rule reports a Good example.
    Reported,
    /// The rule says something else than the page shows.
    Differs,
}

impl Trial<'_> {
    /// What is wrong with it. A Bad example without an output in the page says only that the rule reports it.
    pub fn fault(&self) -> Option<Fault> {
        let shown = self.example.output.as_ref().map(|output| output.text);
        match self.example.verdict {
            Verdict::Bad if self.output.is_empty() => Some(Fault::Silent),
            Verdict::Bad if shown.is_some_and(|shown| shown != self.output) => Some(Fault::Differs),
            Verdict::Good if !self.output.is_empty() => Some(Fault::Reported),
            _ => None,
        }
    }
}

/// The examples of `page`, which is in `catalog`, in order, each judged by its rule alone.
///
/// # Errors
/// In words, with the line in the page: it or one of its examples can't be read, or its rule can't be built.
pub fn trials<'p>(catalog: &Catalog, page: &'p Page) -> Result<Vec<Trial<'p>>, String> {
    let parsed = page::parse(&page.markdown).map_err(|mistake| mistake.to_string())?;
    let examples = examples(&parsed).map_err(|mistake| mistake.to_string())?;
    let judged = |example: Example<'p>| {
        let findings = judge(catalog, page, &example).map_err(|said| format!("line {}: {said}", example.line))?;
        Ok(Trial { output: shown(&findings, catalog), example })
    };
    examples.into_iter().map(judged).collect()
}

/// The title of the block that holds an example's amnesty.
const AMNESTY: &str = "oep45-amnesty.json";

fn judge(catalog: &Catalog, page: &Page, example: &Example<'_>) -> Result<Vec<Finding>, String> {
    let Settings { select, options } = settings(page, example.config().unwrap_or(""))?;
    let select: Vec<&str> = select.iter().map(String::as_str).collect();
    let selected = catalog.resolve(&select, &[]).map_err(|unknown| format!("oep45.toml: {unknown}"))?;
    let rules =
        Ruleset::new(catalog, |id| selected.contains(id), &BTreeMap::new(), options).map(Arc::new).map_err(rejected)?;
    let files: Arc<dyn Files> = Arc::new(example.tree());
    let input = |(path, kind): (&str, FileKind)| {
        let (tree, path) = (Arc::clone(&files), path.to_owned());
        Input {
            path: path.clone(),
            tree_path: path.clone(),
            files: Arc::clone(&files),
            kind,
            rules: Arc::clone(&rules),
            exempt: Vec::new(),
            read: Box::new(move || tree.text(&path).ok_or_else(|| format!("`{path}` is not in the example"))),
        }
    };
    let inputs: Vec<Input> = checked(example).into_iter().map(input).collect();
    let checkout = Checkout {
        path: ".".to_owned(),
        tree_path: String::new(),
        files: Arc::clone(&files),
        rules: Arc::clone(&rules),
        leaves_out: Box::new(|path| [CONFIG, AMNESTY].contains(&path)),
        exempt: Box::new(|_| Vec::new()),
    };
    let mut outcome = check(&inputs, &[checkout]);
    if inputs.is_empty() && outcome.repositories == 0 {
        return Err("this example has no Dockerfile, Makefile or workflow, and is no service".to_owned());
    }
    if let Some(file) = example.files.iter().find(|file| file.path == AMNESTY) {
        let file = AmnestyFile::parse(&Arc::new(Source::new(file.path, file.text)));
        let file = file.map_err(|Mistakes(wrong)| wrong.first().map_or(String::new(), |it| it.message.clone()))?;
        let mut amnesty = Amnesty::default();
        amnesty.add(&file, str::to_owned);
        outcome.pardon(&mut amnesty, &inputs, |path| files.kind(path).is_none());
    }
    match outcome.notices.first() {
        Some(notice) => Err(format!("{}: {}", notice.path, notice.message)),
        None => Ok(outcome.findings),
    }
}

fn rejected(error: Rejected) -> String {
    match error {
        Rejected::Options(error) => format!("oep45.toml: {}", error.message()),
        Rejected::Page(findings) => {
            let told = findings.iter().map(|finding| {
                let at = finding.primary.source.position(finding.primary.span.start);
                format!("line {} of the page: {}", at.line, finding.message)
            });
            told.collect::<Vec<_>>().join("; ")
        }
    }
}

/// The files that are judged: `dockerfile` blocks, and those that are Makefiles and workflows by their titles.
fn checked<'p>(example: &Example<'p>) -> Vec<(&'p str, FileKind)> {
    let kind = |file: &File<'p>| match kind_of(Path::new(file.path)) {
        _ if file.language == "dockerfile" => Some(FileKind::Dockerfile),
        Some(FileKind::Dockerfile) | None => None,
        recipes => recipes,
    };
    example.files.iter().filter_map(|file| Some((file.path, kind(file)?))).collect()
}

/// What an example's configuration may say.
struct Settings<'c> {
    /// The rules that judge the example: the page's own, unless it needs others to show anything.
    select: Vec<String>,
    /// The options under `[rules.<id>]`.
    options: BTreeMap<String, ValueDeserializer<'c>>,
}

fn settings<'c>(page: &Page, config: &'c str) -> Result<Settings<'c>, String> {
    let table = DeTable::parse(config).map_err(|error| format!("oep45.toml: {}", error.message()))?;
    let mut settings = Settings { select: vec![page.id.to_string()], options: BTreeMap::new() };
    for (key, value) in table.into_inner() {
        match (key.get_ref().as_ref(), value.into_inner()) {
            ("rules", DeValue::Table(rules)) => {
                let options = rules.into_iter().map(|(id, table)| (id.into_inner().into_owned(), table.into()));
                settings.options.extend(options);
            }
            ("select", DeValue::Array(names)) => {
                let names = names.iter().filter_map(|name| name.get_ref().as_str());
                settings.select = names.map(str::to_owned).collect();
            }
            (other, _) => return Err(format!("oep45.toml: an example sets options and `select`, not `{other}`")),
        }
    }
    match settings.options.keys().find(|id| **id != page.id) {
        Some(other) => Err(format!("oep45.toml: `{other}` is not judged here; only `{}` is", page.id)),
        None => Ok(settings),
    }
}

fn shown(findings: &[Finding], catalog: &Catalog) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut out = Vec::new();
    // Writing to memory can't fail, and reports are UTF-8.
    let _ = report::write_findings(findings, catalog, false, &mut out);
    format!("{}\n", String::from_utf8_lossy(&out).trim_end())
}
