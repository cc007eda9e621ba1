//! Files to findings, with the rules that run by default, on all cores: `cargo bench --bench check`. For one core, set
//! `RAYON_NUM_THREADS=1`.

mod corpus;

use criterion::{Criterion, criterion_group, criterion_main};
use oep45::catalog::Catalog;
use oep45::pipeline::{self, Input, Ruleset};
use oep45::text::{FileKind, Files, MemoryFiles, Source};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

fn input(source: Arc<Source>, files: Arc<dyn Files>, rules: Arc<Ruleset>) -> Input {
    let path = source.path().to_owned();
    let read = Box::new(move || Ok(Arc::clone(&source)));
    Input {
        tree_path: path.clone(),
        path,
        files,
        kind: FileKind::Dockerfile,
        rules,
        exempt: Vec::new(),
        context: None,
        read,
    }
}

fn files_to_findings(criterion: &mut Criterion) {
    let (sources, throughput) = corpus::sources();
    let files: Arc<dyn Files> = Arc::new(MemoryFiles::new());
    let catalog = Catalog::builtin();
    let by_default = |id: &str| catalog.get(id).is_some_and(|page| page.default);
    let rules = Ruleset::new(&catalog, by_default, &BTreeMap::new(), &BTreeMap::new());
    let Ok(rules) = rules.map(Arc::new) else { unreachable!("no rule is given an option") };
    let input = |source| input(source, Arc::clone(&files), Arc::clone(&rules));
    let inputs: Vec<Input> = sources.into_iter().map(input).collect();
    let mut group = criterion.benchmark_group("check");
    group.throughput(throughput);
    group.bench_function("files to findings", |bencher| {
        bencher.iter(|| pipeline::check(black_box(&inputs), &[]).findings.len());
    });
    group.finish();
}

criterion_group!(benches, files_to_findings);
criterion_main!(benches);
