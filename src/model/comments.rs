//! Comments that stand together.

use crate::parse::{NodeKind, Tree};
use crate::text::Span;

/// Comment lines without a blank line between them, outside instructions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CommentGroup {
    /// Each line from its `#` to its last visible character.
    pub lines: Vec<Span>,
    /// Index of the instruction that comes next, if any.
    pub before: Option<usize>,
    /// Whether that instruction follows without a blank line.
    pub adjacent: bool,
}

/// The groups of a file, in order.
pub(super) fn groups(tree: &Tree<'_>) -> Vec<CommentGroup> {
    let mut groups: Vec<CommentGroup> = Vec::new();
    let mut open = false;
    let mut waiting = 0;
    for node in &tree.nodes {
        match node.kind {
            NodeKind::Comment => {
                let text = node.span.of(tree.source);
                let start = node.span.start + u32::try_from(text.len() - text.trim_start().len()).unwrap_or(0);
                let line = Span::new(start, start + u32::try_from(text.trim().len()).unwrap_or(0));
                match groups.last_mut().filter(|_| open) {
                    Some(group) => group.lines.push(line),
                    None => groups.push(CommentGroup { lines: vec![line], before: None, adjacent: false }),
                }
                open = true;
            }
            NodeKind::Instruction(index) => {
                let adjacent = open;
                let count = groups.len();
                for (at, group) in groups.iter_mut().enumerate().skip(waiting) {
                    group.before = Some(index as usize);
                    group.adjacent = adjacent && at + 1 == count;
                }
                (waiting, open) = (count, false);
            }
            NodeKind::Blank | NodeKind::Template | NodeKind::Directive(_) | NodeKind::ByteOrderMark => open = false,
        }
    }
    groups
}
