//! Runs the examples of rule pages as tests: what a rule must report, and what it must leave alone.

mod mend;

use super::{Checkout, Input, Outcome, Rejected, Ruleset, check_and_ask};
use crate::catalog::example::{CONFIG, Example, File, Output, Said, Verdict, examples};
use crate::catalog::{Catalog, Page, page};
use crate::config::Mistakes;
use crate::discover::kind_of;
use crate::finding::{Finding, Spared};
use crate::report;
use crate::rules;
use crate::text::{FileKind, Files, Source};
use crate::triage::amnesty::{Amnesty, AmnestyFile};
use mend::{Mended, mend};
use std::collections::BTreeMap;
use std::path::Path;
use std::slice;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One example, judged.
pub struct Trial<'p> {
    /// The example.
    pub example: Example<'p>,
    /// The human report of what the rule finds: without colour, and without the closing summary. Empty where it finds
    /// nothing. And the hunks of what its fixes change.
    pub said: Said,
    /// What the rule leaves alone in it, and why.
    pub spared: Vec<Spared>,
    /// What is wrong with the fixes.
    unfit: Option<Fault>,
}

/// What is wrong with an example.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The rule leaves a Bad example alone.
    Silent,
    /// The rule reports a Good example.
    Reported,
    /// The rule says something else than the page shows.
    Differs,
    /// The rule offers a fix that the page's `fix` excludes.
    Undeclared,
    /// The rule's fixes leave what they are to mend, break the file, or come to no end.
    Unfixed,
    /// The rule's fixes change something else than the page shows.
    FixDiffers,
}

impl Trial<'_> {
    /// What is wrong with it. A Bad example without an output or a diff in the page says only that the rule reports it.
    pub fn fault(&self) -> Option<Fault> {
        let Said { output, diff } = &self.said;
        let shown = |shown: &Option<Output<'_>>| shown.as_ref().map(|shown| shown.text.to_owned());
        match self.example.verdict {
            Verdict::Bad if output.is_empty() => Some(Fault::Silent),
            Verdict::Bad if self.unfit.is_some() => self.unfit,
            Verdict::Bad if shown(&self.example.output).is_some_and(|shown| shown != *output) => Some(Fault::Differs),
            Verdict::Bad if shown(&self.example.diff).is_some_and(|shown| Some(shown) != *diff) => {
                Some(Fault::FixDiffers)
            }
            Verdict::Good if !output.is_empty() => Some(Fault::Reported),
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
        let in_line = |said| format!("line {}: {said}", example.line);
        let Tree { mut inputs, checkout } = tree(catalog, page, &example).map_err(in_line)?;
        let Outcome { findings, spared, .. } = judge(&inputs, &checkout, page, &example).map_err(in_line)?;
        let Mended { diff, fault } = mend(page, &mut inputs, checkout, &findings);
        let said = Said { output: shown(&findings, catalog), diff };
        Ok(Trial { said, spared, unfit: fault, example })
    };
    examples.into_iter().map(judged).collect()
}

/// The title of the block that holds an example's amnesty.
const AMNESTY: &str = "oep45-amnesty.json";

/// An example as the pipeline takes it.
struct Tree {
    inputs: Vec<Input>,
    /// All of it: a repository, if it is a service's.
    checkout: Checkout,
}

/// The files of an example, to be judged by the page's rule.
fn tree(catalog: &Catalog, page: &Page, example: &Example<'_>) -> Result<Tree, String> {
    let Settings { select, options } = settings(page, example.config().unwrap_or(""))?;
    let select: Vec<&str> = select.iter().map(String::as_str).collect();
    let selected = catalog.resolve(&select, &[]).map_err(|unknown| format!("oep45.toml: {unknown}"))?;
    let rules = Ruleset::new(catalog, |id| selected.contains(id), &BTreeMap::new(), &options).map_err(rejected)?;
    let rules = Arc::new(rules.everywhere(|page| select.iter().any(|name| page.is_called(name))));
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
            context: None,
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
    Ok(Tree { inputs, checkout })
}

fn judge(inputs: &[Input], checkout: &Checkout, page: &Page, example: &Example<'_>) -> Result<Outcome, String> {
    let mut outcome = check_and_ask(inputs, slice::from_ref(checkout), &[&page.id]);
    if inputs.is_empty() && outcome.repositories == 0 {
        return Err("this example has no Dockerfile, Makefile or workflow, and is no service".to_owned());
    }
    if let Some(file) = example.files.iter().find(|file| file.path == AMNESTY) {
        let file = AmnestyFile::parse(&Arc::new(Source::new(file.path, file.text)));
        let file = file.map_err(|Mistakes(wrong)| wrong.first().map_or(String::new(), |it| it.message.clone()))?;
        let mut amnesty = Amnesty::default();
        amnesty.add(&file, str::to_owned);
        outcome.pardon(&mut amnesty, inputs, |path| example.files.iter().all(|file| file.path != path));
    }
    match outcome.notices.first() {
        Some(notice) => Err(format!("{}: {}", notice.path, notice.message)),
        None => Ok(outcome),
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
    options: BTreeMap<String, Spanned<DeValue<'c>>>,
}

fn settings<'c>(page: &Page, config: &'c str) -> Result<Settings<'c>, String> {
    let table = DeTable::parse(config).map_err(|error| format!("oep45.toml: {}", error.message()))?;
    let mut settings = Settings { select: vec![page.id.to_string()], options: BTreeMap::new() };
    for (key, value) in table.into_inner() {
        match (key.get_ref().as_ref(), value.into_inner()) {
            ("rules", DeValue::Table(rules)) => {
                let options = rules.into_iter().map(|(id, table)| (id.into_inner().into_owned(), table));
                settings.options.extend(options);
            }
            ("select", DeValue::Array(names)) => {
                let names = names.iter().filter_map(|name| name.get_ref().as_str());
                settings.select = names.map(str::to_owned).collect();
            }
            (other, _) => return Err(format!("oep45.toml: an example sets options and `select`, not `{other}`")),
        }
    }
    let home = rules::all().find(|entry| entry.id == page.id).map_or(page.id.as_ref(), |entry| entry.home);
    match settings.options.keys().find(|id| *id != home) {
        Some(other) => Err(format!("oep45.toml: `{other}` is not judged here; only `{home}` is")),
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
