//! Text to tree, in memory: `cargo bench --bench parse`.

mod corpus;

use criterion::{Criterion, criterion_group, criterion_main};
use oep45::parse::parse;
use std::hint::black_box;

fn text_to_tree(criterion: &mut Criterion) {
    let (sources, throughput) = corpus::sources();
    let mut group = criterion.benchmark_group("parse");
    group.throughput(throughput);
    group.bench_function("text to tree", |bencher| {
        bencher.iter(|| sources.iter().map(|source| parse(black_box(source.text())).nodes.len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, text_to_tree);
criterion_main!(benches);
