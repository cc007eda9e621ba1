//! Which comment explains which instruction.
//!
//! ```text
//! # Compiles the messages      explains both RUNs: it stands in their block of lines without a blank one
//! RUN make messages
//! RUN rm -rf /tmp/messages
//!
//! RUN make assets \
//!     # minified               explains this RUN: it stands inside
//!     MODE=production
//!
//! # For the readers without a screen, see ADR 12
//!                              explains the next RUN, since it stands for itself
//! RUN make audio
//!
//! # hadolint ignore=DL3008     explains nothing
//! RUN make docs
//! ```

mod commented_out;
mod entries;
mod gather;
mod naming;
mod prose;
mod usefulness;

#[cfg(test)]
mod tests;

pub use entries::{ListEntry, ListedName};
pub use naming::Named;

use super::Installation;
use crate::parse::{Instruction, Tree};
use crate::text::Span;
use std::ops::Range;

/// One comment line, or one template comment (`{# … #}`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark<'t> {
    /// From its `#` to its last visible character on that line.
    pub span: Span,
    /// What it says, without `#` and blanks around.
    pub text: &'t str,
    /// Where that stands.
    pub text_span: Span,
    /// Whether it tells a reader anything: it is no pragma, no banner, no licence, nothing that was commented out.
    pub useful: bool,
    /// Index of the instruction that it stands inside of, in [`Tree::instructions`].
    pub inside: Option<usize>,
    /// Remarks with the same number stand on lines next to each other.
    pub group: usize,
}

/// The comments of a file, and what they explain.
#[derive(Debug, Default)]
pub struct Explanations<'t> {
    /// Every comment line, in source order.
    pub remarks: Vec<Remark<'t>>,
    /// What lists of the form `# name: what for` say.
    pub entries: Vec<ListEntry<'t>>,
    /// What the lists name.
    listed: Named,
    /// By instruction.
    notes: Vec<Notes>,
    /// Remarks before the first instruction.
    header: usize,
    /// Whether the first instruction follows the header without a blank line.
    header_adjacent: bool,
}

/// What is known of one instruction.
#[derive(Clone, Debug, Default)]
struct Notes {
    /// Indices of the remarks inside.
    inside: Range<usize>,
    /// Index of the remark that explains it.
    explained_by: Option<usize>,
}

impl<'t> Explanations<'t> {
    /// Gather the comments of `tree`; `shell_comments` gives, by an instruction's start, the comments of its shell script.
    pub(super) fn of<'c>(tree: &'t Tree<'t>, shell_comments: &dyn Fn(u32) -> &'c [Span]) -> Self {
        let mut found = gather::gather(tree, shell_comments);
        found.entries = entries::read(&found.remarks);
        for name in found.entries.iter().flat_map(|entry| &entry.names) {
            found.listed.add(name.text);
        }
        found
    }

    /// The comment that explains `instruction`, if any does.
    pub fn of_instruction(&self, tree: &Tree<'_>, instruction: &Instruction<'_>) -> Option<&Remark<'t>> {
        self.notes(tree, instruction)?.explained_by.map(|index| &self.remarks[index])
    }

    /// Whether lists of the form `# name: what for`, wherever they stand, explain at least half of what is installed, or
    /// several packages.
    pub fn list(&self, installation: &Installation) -> bool {
        let packages = &installation.packages;
        let explained = packages.iter().filter(|package| self.listed.holds_part_of(&package.name)).count();
        explained >= SEVERAL || !packages.is_empty() && explained * 2 >= packages.len()
    }

    /// The comments inside `instruction`.
    pub fn inside(&self, tree: &Tree<'_>, instruction: &Instruction<'_>) -> &[Remark<'t>] {
        self.notes(tree, instruction).map_or(&[], |notes| &self.remarks[notes.inside.clone()])
    }

    fn notes(&self, tree: &Tree<'_>, instruction: &Instruction<'_>) -> Option<&Notes> {
        let start = instruction.span.start;
        let index = tree.instructions.binary_search_by_key(&start, |other| other.span.start).ok()?;
        self.notes.get(index)
    }

    /// The comment lines at the top of the file that say what the file is for. One line right above the first instruction
    /// speaks of that instruction alone.
    pub fn header(&self) -> Option<&[Remark<'t>]> {
        let header = &self.remarks[..self.header];
        let useful: Vec<_> = header.iter().filter(|remark| remark.useful).collect();
        let words: usize = useful.iter().map(|remark| prose::words(remark.text).count()).sum();
        (words >= HEADER_WORDS && (useful.len() > 1 || !self.header_adjacent)).then_some(header)
    }
}

/// As many packages explained, and the list is kept up.
const SEVERAL: usize = 3;

/// Fewer words are a title.
const HEADER_WORDS: usize = 5;
