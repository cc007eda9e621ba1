//! What twenty rules of one's own cost beside the built-in ones: `cargo bench --bench declared`. For one core, set
//! `RAYON_NUM_THREADS=1`.

mod corpus;
mod own_rules;

use criterion::{Criterion, criterion_group, criterion_main};
use oep45::pipeline::{self, Input, Ruleset};
use oep45::text::Source;
use own_rules::catalog;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

/// The files, judged by `count` of the rules; `beside` the built-in ones, or alone.
fn inputs(sources: &[Arc<Source>], count: usize, beside: bool) -> Vec<Input> {
    let catalog = catalog(count);
    let runs = |id: &str| id.starts_with("own-") || beside && catalog.get(id).is_some_and(|page| page.default);
    let rules = Ruleset::new(&catalog, runs, &BTreeMap::new(), &BTreeMap::new());
    let Ok(rules) = rules.map(Arc::new) else { unreachable!("the tables are right") };
    own_rules::inputs(sources, &rules)
}

fn rules_of_ones_own(criterion: &mut Criterion) {
    let (sources, throughput) = corpus::sources();
    let mut group = criterion.benchmark_group("declared");
    group.throughput(throughput);
    for (count, beside) in [(0, false), (20, false), (0, true), (20, true)] {
        let inputs = inputs(&sources, count, beside);
        let which = if beside { "beside the built-in ones" } else { "alone" };
        group.bench_function(format!("{count} rules {which}"), |bencher| {
            bencher.iter(|| pipeline::check(black_box(&inputs), &[]).findings.len());
        });
    }
    group.bench_function("compiling 20 rules", |bencher| {
        let catalog = catalog(20);
        let own = |id: &str| id.starts_with("own-");
        bencher.iter(|| Ruleset::new(black_box(&catalog), own, &BTreeMap::new(), &BTreeMap::new()).is_ok());
    });
    group.finish();
}

criterion_group!(benches, rules_of_ones_own);
criterion_main!(benches);
