//! Tree to meaning, the scripts of RUN included: `cargo bench --bench model`.

mod corpus;

use criterion::{Criterion, criterion_group, criterion_main};
use oep45::model::Dockerfile;
use oep45::parse::parse;
use oep45::text::MemoryFiles;
use std::hint::black_box;

fn tree_to_meaning(criterion: &mut Criterion) {
    let (sources, throughput) = corpus::sources();
    let trees: Vec<_> = sources.iter().map(|source| (source, parse(source.text()))).collect();
    let files = MemoryFiles::new();
    let mut group = criterion.benchmark_group("model");
    group.throughput(throughput);
    group.bench_function("tree to meaning", |bencher| {
        bencher.iter(|| {
            let stages = trees
                .iter()
                .map(|(source, tree)| Dockerfile::new(source, black_box(tree), source.path(), &files).stages.len());
            stages.sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, tree_to_meaning);
criterion_main!(benches);
