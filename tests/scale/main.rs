//! What a check costs grows as its input does: no construct is quadratic.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "asks the system what a run has cost, and tells it"
)]

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
    let words: String = (0..n).flat_map(|i| [" ".to_owned(), word(i)]).collect();
    if start.is_empty() { words } else { format!("{start}{words}\n") }
}

fn after(start: &str, rest: impl Display) -> String {
    format!("{start}{rest}")
}

fn check(text: &str, rules: &Arc<Ruleset>) -> Outcome {
    let source = Arc::new(Source::new("Dockerfile", text));
    let input = Input {
        path: "Dockerfile".into(),
        tree_path: "Dockerfile".into(),
        kind: FileKind::Dockerfile,
        rules: Arc::clone(rules),
        exempt: Vec::new(),
        context: None,
        files: Arc::new(MemoryFiles::new()),
        read: Box::new(move || Ok(Arc::clone(&source))),
    };
    pipeline::check(&[input], &[])
}

fn rules() -> Arc<Ruleset> {
    let catalog = Catalog::builtin();
    Arc::new(Ruleset::new(&catalog, |_| true, &BTreeMap::new(), &BTreeMap::new()).unwrap())
}

fn all() -> impl Iterator<Item = &'static Construct> {
    [stages::ALL, values::ALL, files::ALL, scripts::ALL, words::ALL].into_iter().flatten()
}

/// Check files with so many of each of `constructs` under every rule: it ends, and nothing fails.
fn ends<'c>(constructs: impl IntoIterator<Item = &'c Construct>, many: usize) {
    let rules = rules();
    for (name, make) in constructs {
        let outcome = check(&make(many), &rules);
        let bugs: Vec<_> = outcome.notices.iter().filter(|notice| notice.message.contains("bug")).collect();
        assert!(bugs.is_empty(), "{name}: {bugs:?}");
        assert!(!outcome.findings.is_empty(), "{name}: nothing was found");
    }
}

#[test]
fn nothing_fails_on_a_thousand_of_anything() {
    ends(all(), 1_000);
}

/// What once cost its square. There is no clock here: who makes one of them quadratic again waits for minutes.
const ONCE_QUADRATIC: [&str; 24] = [
    "ARGs of one line",
    "Ansible",
    "ENVs of one line",
    "Makefiles",
    "WORKDIRs below one another",
    "a long value, copied",
    "a long value, used in one instruction",
    "clones",
    "comments and tokens in one instruction",
    "heredocs of one COPY",
    "ignore comments above one another",
    "ignore comments in one RUN",
    "ignore comments of one stage",
    "ignore comments of the file",
    "ignore comments on one line",
    "images that defaults spoil",
    "many definitions, many stages on them",
    "many steps, many stages on them",
    "many triggers, many stages",
    "one path of a configuration",
    "stages in capitals, copied from",
    "stages on one another with undefined variables",
    "template tags of one line",
    "unknown variables in one instruction",
];

#[test]
fn what_was_quadratic_stays_linear() {
    let once = all().filter(|(name, _)| ONCE_QUADRATIC.contains(name));
    ends(once, 10_000);
}

#[test]
fn what_was_quadratic_is_still_tried() {
    let known: Vec<&str> = all().map(|(name, _)| *name).collect();
    let gone: Vec<&&str> = ONCE_QUADRATIC.iter().filter(|name| !known.contains(name)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

/// Seconds of all processors that this process has had.
#[cfg(target_os = "linux")]
fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    let ticks: u32 = fields.skip(11).take(2).map(|field| field.parse::<u32>().unwrap()).sum();
    f64::from(ticks) / 100.0
}

/// What each construct costs, at one number and at twice and four times that: the last ratio is 2 where all is well.
///
/// ```console
/// OEP45_SCALE=4000 OEP45_SCALE_ONLY=stages cargo test --test scale -- --ignored --nocapture costs
/// ```
#[cfg(target_os = "linux")]
#[test]
#[ignore = "measures, and judges nothing"]
fn costs() {
    let number = |name: &str, or: usize| std::env::var(name).ok().and_then(|it| it.parse().ok()).unwrap_or(or);
    let wanted = std::env::var("OEP45_SCALE_ONLY").unwrap_or_default();
    let start = number("OEP45_SCALE", 2000);
    let rules = rules();
    for (name, make) in all().filter(|(name, _)| name.contains(&wanted)) {
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
