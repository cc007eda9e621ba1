//! Twenty rules of one's own, as a repository may have them, and files to judge.

use oep45::catalog::{Catalog, Page};
use oep45::pipeline::{Input, Ruleset};
use oep45::text::{FileKind, Files, MemoryFiles, Source};
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

/// The pages of the first `count` of these.
pub(crate) fn pages(count: usize) -> impl Iterator<Item = Page> {
    RULES.iter().enumerate().take(count).map(|(number, table)| {
        let text = format!(
            "# own-{number}\n\nIt is wrong.\n\n```toml\ngroup = \"own\"\nlevel = \"error\"\nprecision = \"high\"\n\
             fix = \"none\"\nsince = \"0.1.0\"\n\n[match]\nmessage = \"it is wrong\"\n{table}\n```\n"
        );
        let Ok(page) = Page::parse(text) else { unreachable!("the pages are right") };
        page
    })
}

/// The built-in rules, and `count` of these.
pub(crate) fn catalog(count: usize) -> Catalog {
    Catalog::from_pages(Catalog::builtin().pages().cloned().chain(pages(count)).collect())
}

/// The files, to be judged by `rules`.
pub(crate) fn inputs(sources: &[Arc<Source>], rules: &Arc<Ruleset>) -> Vec<Input> {
    let files: Arc<dyn Files> = Arc::new(MemoryFiles::new());
    let input = |source: &Arc<Source>| {
        let (path, source) = (source.path().to_owned(), Arc::clone(source));
        Input {
            tree_path: path.clone(),
            path,
            files: Arc::clone(&files),
            kind: FileKind::Dockerfile,
            rules: Arc::clone(rules),
            exempt: Vec::new(),
            context: None,
            read: Box::new(move || Ok(Arc::clone(&source))),
        }
    };
    sources.iter().map(input).collect()
}
