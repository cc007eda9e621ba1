//! Which packages the comments name, up to a place in the file.

use crate::model::{Dockerfile, Named};
use crate::text::Span;

/// The words of the comments read so far, by the stage that they stand in.
pub(super) struct Said<'m, 't> {
    file: &'m Dockerfile<'t>,
    /// What stands before the first stage speaks of all.
    before: Named,
    stages: Vec<Named>,
    sections: Sections,
    next: usize,
}

impl<'m, 't> Said<'m, 't> {
    pub(super) fn new(file: &'m Dockerfile<'t>) -> Self {
        let stages = vec![Named::default(); file.stages.len()];
        Self { file, before: Named::default(), stages, sections: Sections::of(file), next: 0 }
    }

    /// Take up the comments before and inside an instruction, and the one right below it.
    pub(super) fn read_to(&mut self, instruction: Span) {
        let lines = self.file.source.lines();
        let end = lines.span(lines.line(instruction.end) + 1, self.file.source.text()).end;
        let explanations = self.file.explanations();
        while let Some(remark) = explanations.remarks.get(self.next).filter(|it| it.span.start < end) {
            // What was commented out explains nothing; a name alone on its line looks like a title.
            let entry = explanations.entries.binary_search_by_key(&self.next, |entry| entry.remark).is_ok();
            if remark.useful || entry {
                match self.sections.stage_at(remark.span.start) {
                    Some(stage) => self.stages[stage].add(remark.text),
                    None => self.before.add(remark.text),
                }
            }
            self.next += 1;
        }
    }

    /// Whether a comment of a stage, or of one that it is built on, names a package.
    pub(super) fn names(&self, stage: usize, package: &str) -> bool {
        let mut chain = self.file.chain(&self.file.stages[stage]);
        self.before.holds(package) || chain.any(|stage| self.stages[stage.index].holds(package))
    }
}

/// Where the stages begin: with the comments right above their FROM, the first with its FROM.
pub(super) struct Sections {
    starts: Vec<u32>,
}

impl Sections {
    pub(super) fn of(file: &Dockerfile<'_>) -> Self {
        let start = |index: usize, from: &crate::parse::Instruction<'_>| {
            let leading = file.tree.nodes.get(from.leading.start as usize).filter(|_| index > 0);
            leading.map_or(from.span.start, |node| node.span.start.min(from.span.start))
        };
        Self { starts: file.stages.iter().enumerate().map(|(index, stage)| start(index, stage.from)).collect() }
    }

    /// The stage that a place belongs to; `None` before the first.
    pub(super) fn stage_at(&self, at: u32) -> Option<usize> {
        self.starts.partition_point(|&start| start <= at).checked_sub(1)
    }
}
