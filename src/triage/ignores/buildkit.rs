//! What BuildKit's comments suppress: those of its checks that they can reach.

use super::comment::{Author, Reach, Statement};
use super::{File, Ignore, Name};
use crate::catalog::Page;
use crate::parse::CheckOptions;
use crate::text::Span;
use crate::triage::checks::{BY_FILE, of_file, of_instruction};
use memchr::memmem;

/// The check that reports an instruction when it comes to the next one of its kind, above which the comment stands.
const BY_NEXT: &str = "MultipleInstructionsDisallowed";

/// Whether the page is that check's.
pub(super) fn is_told_by_next(page: &Page) -> bool {
    page.buildkit_names().any(|name| name == BY_NEXT)
}

/// The comments of the file that skip checks.
pub(super) fn ignores(file: &File<'_>) -> Vec<Ignore> {
    let Some(tree) = file.tree.filter(|tree| memmem::find(tree.source.as_bytes(), b"skip=").is_some()) else {
        return Vec::new();
    };
    let mut ignores = Vec::new();
    if let Some((options, comment)) = of_file(tree) {
        let whole = Span::new(0, u32::try_from(tree.source.len()).unwrap_or(u32::MAX));
        ignores.push(ignore(file, &options, comment, Reach::File, whole));
    }
    for instruction in &tree.instructions {
        if let Some((options, comment)) = of_instruction(tree, instruction) {
            ignores.push(ignore(file, &options, comment, Reach::Next, instruction.span));
        }
    }
    ignores
}

fn ignore(file: &File<'_>, options: &CheckOptions<'_>, comment: Span, reach: Reach, span: Span) -> Ignore {
    let mut names = Vec::new();
    for written in &options.skip {
        // Skipping never concerns experimental checks.
        let pages = file.catalog.with_alias(written).into_iter().filter(|page| !page.experimental);
        for page in pages {
            let is = |name: &str| page.buildkit_names().any(|own| own == name);
            if reach == Reach::Next && BY_FILE.iter().any(|name| is(name)) {
                continue;
            }
            let rules = Ok([page.id.to_string()].into());
            let by_label = reach == Reach::Next && is_told_by_next(page);
            names.push(Name { span: comment, rules, part: None, by_label, used: false });
        }
    }
    let statement =
        Statement { author: Author::Peer, reach, names: Vec::new(), reason: Span::at(comment.end), comment };
    Ignore { statement, trailing: false, reach: span, names }
}
