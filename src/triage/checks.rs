//! What a file tells BuildKit's checks: in a parser directive about all of it, in a comment above an instruction about that one.
//!
//! ```text
//! # check=experimental=all;error=true    wakes rules, and makes errors
//! # check=skip=JSONArgsRecommended       is left to `ignores`
//! ```

use super::ignores::File;
use crate::catalog::Page;
use crate::finding::{Finding, Severity};
use crate::parse::{CheckOptions, Instruction, Node, Tree};
use crate::text::Span;
use memchr::memmem;

/// Checks that look at lines or at the whole file before there are instructions: a comment above one doesn't reach them.
pub(super) const BY_FILE: [&str; 6] = [
    "ConsistentInstructionCasing",
    "DuplicateStageName",
    "InvalidBaseImagePlatform",
    "InvalidDefaultArgInFrom",
    "NoEmptyContinuation",
    "ReservedStageName",
];

/// Those of the file's directive, and where that stands; `None` where BuildKit refuses them.
pub(super) fn of_file<'t>(tree: &'t Tree<'_>) -> Option<(CheckOptions<'t>, Span)> {
    let directive = tree.directives.check?;
    Some((CheckOptions::parse(directive.value.of(tree.source)).ok()?, directive.name.to(directive.value)))
}

/// Those above an instruction, and the comment: the first one of that form counts.
pub(super) fn of_instruction<'t>(
    tree: &'t Tree<'_>,
    instruction: &Instruction<'_>,
) -> Option<(CheckOptions<'t>, Span)> {
    let (value, comment) = tree.description(instruction).find_map(|node| value(tree.source, node))?;
    Some((CheckOptions::parse(value).ok()?, comment))
}

/// Whether the check `name` is skipped in the instruction at `at`, by the directive or by the comment above.
pub(super) fn skips(tree: &Tree<'_>, at: u32, name: &str) -> bool {
    let skipped = |options: &CheckOptions<'_>| options.skip.iter().any(|skip| *skip == "all" || *skip == name);
    let above = || of_instruction(tree, tree.instruction_at(at)?).map(|(options, _)| options);
    of_file(tree).is_some_and(|(options, _)| skipped(&options))
        || !BY_FILE.contains(&name) && above().is_some_and(|options| skipped(&options))
}

fn wake(options: &CheckOptions<'_>, page: &Page) -> bool {
    page.buildkit_names().any(|name| options.experimental.iter().any(|asked| *asked == name || *asked == "all"))
}

/// What stands behind `check=` in a comment that begins in the first column, and the comment without its line end.
fn value<'t>(source: &'t str, node: &Node) -> Option<(&'t str, Span)> {
    let line = node.span.of(source).trim_end();
    let (name, value) = line.strip_prefix('#')?.split_once('=')?;
    let comment = Span::new(node.span.start, node.span.start + u32::try_from(line.len()).ok()?);
    name.trim().eq_ignore_ascii_case("check").then_some((value.trim(), comment))
}

/// Keep the findings of experimental rules only where the file asks for them, and make errors of what BuildKit's checks find
/// in a file that says so. `asked` tells of a rule whether it waits for that.
pub fn apply(file: &File<'_>, asked: &dyn Fn(&str) -> bool, findings: &mut Vec<Finding>) {
    let whole = file.tree.and_then(of_file).map(|(options, _)| options).unwrap_or_default();
    let text = file.source.text().as_bytes();
    let anywhere = memmem::find(text, b"experimental=").is_some();
    findings.retain(|finding| {
        !asked(&finding.rule)
            || anywhere
                && file.catalog.get(&finding.rule).is_some_and(|page| {
                    wake(&whole, page) || wakes_instruction(file.tree, finding.primary.span.start, page)
                })
    });
    for finding in findings.iter_mut().filter(|_| whole.error) {
        if file.catalog.get(&finding.rule).is_some_and(|page| page.buildkit_names().next().is_some()) {
            finding.severity(Severity::Error);
        }
    }
}

/// Whether the comments above the instruction at `at` ask for the rule.
fn wakes_instruction(tree: Option<&Tree<'_>>, at: u32, page: &Page) -> bool {
    let options = tree.and_then(|tree| of_instruction(tree, tree.instruction_at(at)?));
    options.is_some_and(|(options, _)| wake(&options, page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    /// What is skipped above the last instruction.
    fn skipped(text: &str) -> Vec<String> {
        let tree = parse::parse(text);
        let options = of_instruction(&tree, tree.instructions.last().unwrap());
        options.map(|(options, _)| options.skip).unwrap_or_default().into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn the_first_comment_of_that_form_above_an_instruction_counts() {
        assert_eq!(skipped("FROM a\n# check=skip=A\n\n# check=skip=B\n# why\nRUN b\n"), ["A"]);
        assert_eq!(skipped("FROM a\n# Check = skip=A because\nRUN b\n"), ["A"]);
        assert_eq!(skipped("FROM a\n# check=skip=A\n#\n# check=skip=B\nRUN b\n"), ["B"]);
        let none: [&str; 4] = [
            "FROM a\n  # check=skip=A\nRUN b\n",
            "FROM a\n# see check=skip=A\nRUN b\n",
            "FROM a\nRUN b \\\n# check=skip=A\n  c\n",
            "# check=skip=A\nFROM a\n",
        ];
        for text in none {
            assert!(skipped(text).is_empty(), "{text}");
        }
    }
}
