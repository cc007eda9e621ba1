//! What twenty rules of one's own cost beside the built-in ones: `cargo bench --bench declared`. For one core, set
//! `RAYON_NUM_THREADS=1`.

mod corpus;

use criterion::{Criterion, criterion_group, criterion_main};
use oep45::catalog::{Catalog, Page};
use oep45::pipeline::{self, Input, Ruleset};
use oep45::text::{FileKind, Files, MemoryFiles, Source};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

/// The `[match]` tables: every kind of nodes, and the ways in which rules of one's own ask.
const RULES: [&str; 20] = [
    "each = \"image\"\nwhere.registry.not-in = [\"docker.io\", \"ghcr.io\", \"quay.io\"]",
    "each = \"image\"\nwhere = { tag = \"latest\", digest.absent = true }",
    "each = \"image\"\nwhere = { digest.absent = true, stage.last = true, repository.starts-with = \"acme/\" }",
    "each = \"image\"\nwhere = { repository = \"python\", tag.older = \"3.8\" }",
    "each = \"stage\"\nwhere = { last = true, none = { each = \"label\", where.key = \"org.acme.team\" }, name = \"acme\" }",
    "each = \"stage\"\nwhere = { last = true, user = [\"root\", \"0\"] }",
    "each = \"stage\"\nwhere = { platform.matches = '^windows/', reached = true }",
    "each = \"package\"\nwhere.name = [\"telnet\", \"vim\", \"emacs\", \"nano\"]",
    "each = \"package\"\nwhere = { manager = \"pip\", name = \"django\", version.older = \"4.2\" }",
    "each = \"command\"\nwhere = { program = \"pip\", subcommand = \"install\", options = \"--no-deps\" }",
    "each = \"command\"\nwhere.program = [\"ssh\", \"shutdown\", \"service\", \"systemctl\", \"free\"]",
    "each = \"command\"\nwhere = { program = \"curl\", args = [\"-k\", \"--insecure\"] }",
    "each = \"instruction\"\nwhere.keyword = \"MAINTAINER\"",
    "each = \"instruction\"\nwhere = { keyword = \"CMD\", stage.some = { each = \"instruction\", order = \"before\", where.keyword = \"CMD\" } }",
    "each = \"env\"\nwhere = { name.matches = '(?i)^acme_.*_url$', value.starts-with = \"http:\" }",
    "each = \"arg\"\nwhere = { credential = true, value.present = true, global = true }",
    "each = \"label\"\nwhere.key.starts-with = [\"com.docker.\", \"io.docker.\", \"org.dockerproject.\"]",
    "each = \"copy\"\nwhere = { keyword = \"ADD\", sources.starts-with = \"ftp://\" }",
    "each = \"expose\"\nwhere.number.greater = 65535",
    "each = \"comment\"\nwhere.text.contains = [\"FIXME(acme)\", \"XXX(acme)\"]",
];

/// The built-in rules, and `count` of these.
fn catalog(count: usize) -> Catalog {
    let page = |(number, table): (usize, &&str)| {
        let text = format!(
            "# own-{number}\n\nIt is wrong.\n\n```toml\ngroup = \"own\"\nlevel = \"error\"\nprecision = \"high\"\n\
             fix = \"none\"\nsince = \"0.1.0\"\n\n[match]\nmessage = \"it is wrong\"\n{table}\n```\n"
        );
        let Ok(page) = Page::parse(text) else { unreachable!("the pages are right") };
        page
    };
    let own = RULES.iter().enumerate().take(count).map(page);
    Catalog::from_pages(Catalog::builtin().pages().cloned().chain(own).collect())
}

/// The files, judged by `count` of the rules; `beside` the built-in ones, or alone.
fn inputs(sources: &[Arc<Source>], count: usize, beside: bool) -> Vec<Input> {
    let catalog = catalog(count);
    let runs = |id: &str| id.starts_with("own-") || beside && catalog.get(id).is_some_and(|page| page.default);
    let rules = Ruleset::new(&catalog, runs, &BTreeMap::new(), BTreeMap::new());
    let Ok(rules) = rules.map(Arc::new) else { unreachable!("the tables are right") };
    let files: Arc<dyn Files> = Arc::new(MemoryFiles::new());
    let input = |source: &Arc<Source>| {
        let (path, source) = (source.path().to_owned(), Arc::clone(source));
        Input {
            tree_path: path.clone(),
            path,
            files: Arc::clone(&files),
            kind: FileKind::Dockerfile,
            rules: Arc::clone(&rules),
            exempt: Vec::new(),
            read: Box::new(move || Ok(Arc::clone(&source))),
        }
    };
    sources.iter().map(input).collect()
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
        bencher.iter(|| Ruleset::new(black_box(&catalog), own, &BTreeMap::new(), BTreeMap::new()).is_ok());
    });
    group.finish();
}

criterion_group!(benches, rules_of_ones_own);
criterion_main!(benches);
