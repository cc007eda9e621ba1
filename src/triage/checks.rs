//! What a file tells BuildKit's checks: in a parser directive about all of it, in a comment above an instruction about that one.
//!
//! ```text
//! # check=skip=StageNameCasing,FromAsCasing;error=true
//!         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ^^^^^^^^^^ options; what stands behind a blank is no part of them
//! ```

use super::ignores::File;
use crate::catalog::Page;
use crate::finding::{Finding, Severity};
use crate::parse::{Instruction, Node, Tree};
use crate::text::Span;
use memchr::memmem;

/// The options of one comment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Options<'t> {
    /// Checks that are to be silent; `all` alone is every one.
    pub(super) skip: Vec<&'t str>,
    /// Experimental checks that are to run; likewise.
    experimental: Vec<&'t str>,
    /// Whether what is reported is an error.
    error: bool,
}

impl<'t> Options<'t> {
    /// Read what stands behind `check=`; `None` where BuildKit refuses it.
    fn parse(value: &'t str) -> Option<Self> {
        let value = value.split(' ').next().unwrap_or(value);
        let mut options = Self::default();
        for part in value.splitn(3, ';') {
            let (key, value) = part.split_once('=')?;
            let names = || value.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
            match key.trim() {
                "skip" => options.skip = names(),
                "experimental" => options.experimental = names(),
                "error" => options.error = truth(value.trim())?,
                _ => return None,
            }
        }
        Some(options)
    }

    /// Those of the file's directive, and where that stands.
    pub(super) fn of_file(tree: &'t Tree<'_>) -> Option<(Self, Span)> {
        let directive = tree.directives.check?;
        Some((Self::parse(directive.value.of(tree.source))?, directive.name.to(directive.value)))
    }

    /// Those above an instruction, and the comment: the first one of that form counts.
    pub(super) fn of_instruction(tree: &'t Tree<'_>, instruction: &Instruction<'_>) -> Option<(Self, Span)> {
        let (value, comment) = tree.description(instruction).find_map(|node| value(tree.source, node))?;
        Some((Self::parse(value)?, comment))
    }

    fn wakes(&self, page: &Page) -> bool {
        page.buildkit_names().any(|name| self.experimental.iter().any(|asked| *asked == name || *asked == "all"))
    }
}

/// What stands behind `check=` in a comment that begins in the first column, and the comment without its line end.
fn value<'t>(source: &'t str, node: &Node) -> Option<(&'t str, Span)> {
    let line = node.span.of(source).trim_end();
    let (name, value) = line.strip_prefix('#')?.split_once('=')?;
    let comment = Span::new(node.span.start, node.span.start + u32::try_from(line.len()).ok()?);
    name.trim().eq_ignore_ascii_case("check").then_some((value.trim(), comment))
}

/// A truth value as Go reads it.
fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// Keep the findings of experimental rules only where the file asks for them, and make errors of what BuildKit's checks find
/// in a file that says so. `asked` tells of a rule whether it waits for that.
pub fn apply(file: &File<'_>, asked: &dyn Fn(&str) -> bool, findings: &mut Vec<Finding>) {
    let of_file = file.tree.and_then(Options::of_file).map(|(options, _)| options).unwrap_or_default();
    let text = file.source.text().as_bytes();
    let anywhere = memmem::find(text, b"experimental=").is_some();
    findings.retain(|finding| {
        !asked(&finding.rule)
            || anywhere
                && file.catalog.get(&finding.rule).is_some_and(|page| {
                    of_file.wakes(page) || wakes_instruction(file.tree, finding.primary.span.start, page)
                })
    });
    for finding in findings.iter_mut().filter(|_| of_file.error) {
        if file.catalog.get(&finding.rule).is_some_and(|page| page.buildkit_names().next().is_some()) {
            finding.severity(Severity::Error);
        }
    }
}

/// Whether the comments above the instruction at `at` ask for the rule.
fn wakes_instruction(tree: Option<&Tree<'_>>, at: u32, page: &Page) -> bool {
    let instructions = tree.map(|tree| &tree.instructions[..]).unwrap_or_default();
    let found = instructions.partition_point(|instruction| instruction.span.start <= at).checked_sub(1);
    let options = tree.zip(found).and_then(|(tree, at)| Options::of_instruction(tree, &tree.instructions[at]));
    options.is_some_and(|(options, _)| options.wakes(page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn options_are_read_as_buildkit_reads_them() {
        let read = |value| Options::parse(value).map(|it| (it.skip, it.experimental, it.error));
        assert_eq!(read("skip=A,B;error=true"), Some((vec!["A", "B"], vec![], true)));
        assert_eq!(read("experimental=all;skip=all;error=F"), Some((vec!["all"], vec!["all"], false)));
        assert_eq!(read("skip=A, B"), Some((vec!["A"], vec![], false)));
        assert_eq!(read("skip=A;skip=B"), Some((vec!["B"], vec![], false)));
        for wrong in ["skip", "skip=A;", "error=yes", "other=A", "skip=A;skip=B;error=true;skip=C"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    /// What is skipped above the last instruction.
    fn skipped(text: &str) -> Vec<String> {
        let tree = parse::parse(text);
        let options = Options::of_instruction(&tree, tree.instructions.last().unwrap());
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
