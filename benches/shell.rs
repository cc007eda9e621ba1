//! Shell text to commands: `cargo bench --bench shell`. The text is what the files' RUN, CMD and ENTRYPOINT run.

mod corpus;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use oep45::parse::{Command, Keyword, parse};
use oep45::shell;
use oep45::text::Joined;
use std::hint::black_box;

/// Whether the instruction's text is for a shell.
fn runs(keyword: Keyword) -> bool {
    matches!(keyword, Keyword::Run | Keyword::Cmd | Keyword::Entrypoint)
}

fn text_to_commands(criterion: &mut Criterion) {
    let (sources, _) = corpus::sources();
    let trees: Vec<_> = sources.iter().map(|source| parse(source.text())).collect();
    let instructions = trees.iter().flat_map(|tree| &tree.instructions).filter(|found| runs(found.keyword));
    let scripts: Vec<Joined<'_>> = instructions
        .filter_map(|instruction| match (instruction.sole_heredoc(), instruction.command()) {
            (Some(body), _) => Some(body),
            (None, Command::Shell(text)) => Some(text),
            (None, Command::Exec(_)) => None,
        })
        .collect();
    let mut group = criterion.benchmark_group("shell");
    group.throughput(Throughput::Bytes(scripts.iter().map(|script| u64::from(script.span().len())).sum()));
    group.bench_function("text to commands", |bencher| {
        bencher.iter(|| scripts.iter().map(|script| shell::parse(black_box(script)).commands.len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, text_to_commands);
criterion_main!(benches);
