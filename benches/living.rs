//! What living with the rules costs, as ratios of one run: a configuration with an amnesty, and twenty rules of one's own. Plain
//! is a run by default, its rules built as in every run.
//! `cargo bench --bench living`; for one core, set `RAYON_NUM_THREADS=1`.
//!
//! The variants take turns, round by round, and each ratio is the median over the rounds: what else the machine does weighs
//! on all of them alike.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark reads its arguments and prints what it finds"
)]

mod corpus;
mod own_rules;

use oep45::catalog::Catalog;
use oep45::config::{Config, FileKind as ConfigKind, Layers};
use oep45::finding::{Severity, Sink};
use oep45::model::Dockerfile;
use oep45::parse::parse;
use oep45::pipeline::{self, Input, Outcome, Ruleset};
use oep45::rules::declared::{self, Battery};
use oep45::text::{MemoryFiles, Source};
use oep45::triage::amnesty::{Amnesty, AmnestyFile, entries, write};
use own_rules::inputs;
use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often each variant is measured.
const ROUNDS: usize = 31;

const CONFIG: &str = r#"
ignore = ["missing-cmd"]
fail-on = "error"

[rules.private-base-image]
level = "warning"
extra-public-registries = ["registry.example.org/learning"]

[rules.shell-script-in-build]
max-commands = 40

[rules.uncommented-file]
minimum = 0.5
every = ["RUN"]
"#;

/// What a variant does; gives the number of findings, so that nothing is left out.
type Variant<'v> = (&'static str, Box<dyn Fn() -> usize + 'v>);

fn main() {
    // Without `--bench` it is a test whether it runs at all.
    let rounds = if std::env::args().any(|argument| argument == "--bench") { ROUNDS } else { 1 };
    let texts = corpus::sources().0;
    let sources: Vec<Arc<Source>> = (0..)
        .zip(&texts)
        .map(|(number, text)| Arc::new(Source::new(format!("{number}/Dockerfile"), text.text())))
        .collect();
    let builtin = Catalog::builtin();
    let with_own = own_rules::catalog(20);
    let by_default = |id: &str| builtin.get(id).is_some_and(|page| page.default);
    let own = |id: &str| id.starts_with("own-");

    let plain = || inputs(&sources, &ruleset(&builtin, by_default));
    let both = || inputs(&sources, &ruleset(&with_own, |id| by_default(id) || own(id)));
    let alone = inputs(&sources, &ruleset(&with_own, own));
    let none = inputs(&sources, &ruleset(&builtin, |_| false));
    let configured = || inputs(&sources, &configured(&builtin));
    let amnesty =
        Arc::new(Source::new("oep45-amnesty.json", write(entries(&pipeline::check(&configured(), &[]).findings))));

    let variants: [Variant<'_>; 5] = [
        ("plain", Box::new(|| findings(pipeline::check(black_box(&plain()), &[])))),
        ("configuration and amnesty", Box::new(|| pardoned(&configured(), &amnesty))),
        ("20 rules of one's own", Box::new(|| findings(pipeline::check(black_box(&both()), &[])))),
        ("20 rules of one's own alone", Box::new(|| findings(pipeline::check(black_box(&alone), &[])))),
        ("no rules", Box::new(|| findings(pipeline::check(black_box(&none), &[])))),
    ];
    let mut times: Vec<[Duration; 5]> = Vec::new();
    for _ in 0..rounds {
        times.push(variants.each_ref().map(|(_, run)| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        }));
    }
    for (index, (name, _)) in variants.iter().enumerate().skip(1) {
        let ratio = median(times.iter().map(|round| round[index].as_secs_f64() / round[0].as_secs_f64()));
        println!("{name}: {ratio:.3} of plain");
    }
    // A visited node is reported or spared.
    let ids: Vec<String> = (0..20).map(|number| format!("own-{number}")).collect();
    let asked: Vec<&str> = ids.iter().map(String::as_str).collect();
    let told = pipeline::check_and_ask(&alone, &[], &asked);
    let spared = told.spared.iter().filter(|spared| !spared.place.message.starts_with("the file has no node"));
    let nodes = spared.count() + told.findings.len();
    let nanoseconds = median(times.iter().map(|round| (round[3].as_secs_f64() - round[4].as_secs_f64()) * 1e9));
    println!(
        "{nodes} nodes visited by the 20 rules: {:.1} ns a node",
        nanoseconds / f64::from(u32::try_from(nodes).unwrap_or(1))
    );
    println!(
        "visited again, with the facts of the files known: {:.1} ns a node on one core",
        again(&sources, rounds, nodes)
    );
}

/// How often a file is judged in a row, as many rules do that: it is in the cache, and what the model finds out at the first
/// question is known.
const IN_A_ROW: u32 = 8;

/// The nanoseconds that the tables of the twenty rules take for a node, the files known.
fn again(sources: &[Arc<Source>], rounds: usize, nodes: usize) -> f64 {
    let compiled = own_rules::pages(20).map(|page| {
        let source = Arc::new(Source::new(page.path.as_ref(), page.markdown.as_ref()));
        let Ok(rule) = declared::compile(&page, &source, None) else { unreachable!("the tables are right") };
        Arc::new(rule)
    });
    let battery = Battery::new(compiled.collect());
    let trees: Vec<_> = sources.iter().map(|source| (source, parse(source.text()))).collect();
    let files = MemoryFiles::new();
    let models: Vec<_> =
        trees.iter().map(|(source, tree)| Dockerfile::new(source, tree, source.path(), &files)).collect();
    let judge = || {
        let start = Instant::now();
        for model in &models {
            for _ in 0..IN_A_ROW {
                let mut sink = Sink::new("", Severity::Error, Arc::clone(model.source));
                battery.check(model, &mut sink, &|_, _| {});
                black_box(sink.len());
            }
        }
        start.elapsed().as_secs_f64() * 1e9
    };
    judge();
    let times = f64::from(IN_A_ROW) * f64::from(u32::try_from(nodes).unwrap_or(1));
    median((0..rounds).map(|_| judge())) / times
}

fn ruleset(catalog: &Catalog, selected: impl Fn(&str) -> bool) -> Arc<Ruleset> {
    let Ok(rules) = Ruleset::new(catalog, selected, &BTreeMap::new(), &BTreeMap::new()) else {
        unreachable!("the tables are right, and no rule is given an option")
    };
    Arc::new(rules)
}

/// The rules as the configuration wants them, read anew.
fn configured(catalog: &Catalog) -> Arc<Ruleset> {
    let source = Arc::new(Source::new("oep45.toml", CONFIG));
    let Ok(config) = Config::parse(&source, ConfigKind::Own, catalog) else { unreachable!("it is right") };
    let layers = Layers::new(vec![(&source, config)]);
    let ignored: Vec<&str> = layers.ignore().iter().map(|name| name.value.value.as_str()).collect();
    let selected: BTreeSet<&str> = catalog.resolve(&[], &ignored).unwrap_or_default();
    let levels = layers.levels().into_iter().map(|(id, level)| (id, level.value.value)).collect();
    let Ok(rules) = Ruleset::new(catalog, |id| selected.contains(id), &levels, &layers.options()) else {
        unreachable!("the options are right")
    };
    Arc::new(rules)
}

/// Check, and pardon everything.
fn pardoned(inputs: &[Input], amnesty: &Arc<Source>) -> usize {
    let Ok(file) = AmnestyFile::parse(amnesty) else { unreachable!("it was just written") };
    let mut amnesty = Amnesty::default();
    amnesty.add(&file, str::to_owned);
    let mut outcome = pipeline::check(black_box(inputs), &[]);
    outcome.pardon(&mut amnesty, inputs, |_| true);
    findings(outcome)
}

#[allow(clippy::needless_pass_by_value, reason = "dropping the outcome is part of the work")]
fn findings(outcome: Outcome) -> usize {
    outcome.findings.len() + outcome.suppressed.len()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
