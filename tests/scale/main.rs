//! What a check costs grows as its input does: no construct is quadratic.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "asks the system what a run has cost")]

mod files;
mod scripts;
mod stages;
mod values;
mod words;

use oep45::catalog::Catalog;
use oep45::pipeline::{self, Input, Outcome, Ruleset};
use oep45::text::{FileKind, MemoryFiles, Source};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

/// A name, and a Dockerfile that holds so many of it.
type Construct = (&'static str, fn(usize) -> String);

/// A line for each number.
fn lines(n: usize, line: impl Fn(usize) -> String) -> String {
    (0..n).map(|i| line(i) + "\n").collect()
}

/// One line that begins with `start` and has a word for each number.
fn joined(start: &str, n: usize, word: impl Fn(usize) -> String) -> String {
    let words: String = (0..n).map(|i| format!(" {}", word(i))).collect();
    if start.is_empty() { words } else { format!("{start}{words}\n") }
}

fn after(start: &str, rest: impl Display) -> String {
    format!("{start}{rest}")
}

fn all() -> impl Iterator<Item = &'static Construct> {
    [stages::ALL, values::ALL, files::ALL, scripts::ALL, words::ALL].into_iter().flatten()
}

fn check(text: &str, rules: &Arc<Ruleset>) -> Outcome {
    let source = Arc::new(Source::new("Dockerfile", text));
    let input = Input {
        path: "Dockerfile".into(),
        tree_path: "Dockerfile".into(),
        kind: FileKind::Dockerfile,
        rules: Arc::clone(rules),
        exempt: Vec::new(),
        files: Arc::new(MemoryFiles::new()),
        read: Box::new(move || Ok(Arc::clone(&source))),
    };
    pipeline::check(&[input], &[])
}

fn rules() -> Arc<Ruleset> {
    let catalog = Catalog::builtin();
    Arc::new(Ruleset::new(&catalog, |_| true, &BTreeMap::new(), &BTreeMap::new()).unwrap())
}

/// Seconds of all processors that this process has had.
#[cfg(target_os = "linux")]
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let ticks: u32 = stat.rsplit(')').next().unwrap().split_whitespace().skip(11).take(2).map(|it| it.parse::<u32>().unwrap()).sum();
    f64::from(ticks) / 100.0
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "measures"]
fn costs() {
    let number = |name: &str, or: usize| std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(or);
    let wanted = std::env::var("OEP45_SCALE_ONLY").unwrap_or_default();
    let from = number("OEP45_SCALE_FROM", 0);
    let start = number("OEP45_SCALE", 2000);
    let rules = rules();
    for (name, make) in all().skip(from).filter(|(name, _)| name.contains(&wanted)) {
        let mut row = Vec::new();
        let mut found = 0;
        for n in [start, 2 * start, 4 * start] {
            let text = make(n);
            let before = processor_time();
            let outcome = check(&text, &rules);
            row.push(processor_time() - before);
            found = outcome.findings.len();
            for notice in &outcome.notices {
                println!("    {}", notice.message);
            }
        }
        let ratio = row[2] / row[1].max(0.01);
        let mark = if ratio > 2.9 && row[2] > 0.15 { "  <<<" } else { "" };
        println!("{name:50} {:7.2} {:7.2} {:7.2}  x{ratio:.1} {found:7} findings{mark}", row[0], row[1], row[2]);
    }
}
