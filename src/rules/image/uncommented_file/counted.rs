//! Which instructions count, and which of them are explained.

use crate::model::Dockerfile;
use crate::parse::{Instruction, Keyword};

/// The instructions that make and run an image; the others mostly say what they do by themselves.
pub(super) const COUNTED: [Keyword; 6] =
    [Keyword::Run, Keyword::Copy, Keyword::Add, Keyword::Cmd, Keyword::Entrypoint, Keyword::Healthcheck];

/// Their names, for a message.
pub(super) fn names() -> String {
    COUNTED.map(Keyword::as_str).join(", ")
}

/// An instruction that counts.
pub(super) struct Counted<'m> {
    pub(super) instruction: &'m Instruction<'m>,
    pub(super) explained: bool,
}

impl Counted<'_> {
    /// The more there is to understand, the more a comment is missed: long RUNs first.
    pub(super) fn weight(&self) -> (bool, u32) {
        (self.instruction.keyword == Keyword::Run, self.instruction.span.len())
    }

    pub(super) fn lines(&self, file: &Dockerfile<'_>) -> u32 {
        let span = self.instruction.span;
        let lines = file.source.lines();
        lines.line(span.end.saturating_sub(1).max(span.start)) - lines.line(span.start) + 1
    }
}

/// The instructions that count, in order.
pub(super) fn count<'m>(file: &'m Dockerfile<'_>) -> Vec<Counted<'m>> {
    let explanations = file.explanations();
    let mut installations = file.installations().iter().peekable();
    let mut counted = Vec::new();
    for (place, step) in file.steps() {
        let mut lists_explain = false;
        while let Some(installation) = installations.next_if(|it| it.place <= place) {
            lists_explain |= installation.place == place && explanations.list(installation);
        }
        let instruction = step.instruction;
        if COUNTED.contains(&instruction.keyword) {
            let explained = lists_explain || explanations.of_instruction(file.tree, instruction).is_some();
            counted.push(Counted { instruction, explained });
        }
    }
    counted
}

/// Whether the file says at its top what it is for, or has a list that explains its packages.
pub(super) fn has_purpose(file: &Dockerfile<'_>) -> bool {
    let explanations = file.explanations();
    let lists = || file.installations().iter().any(|it| it.packages.len() >= LIST && explanations.list(it));
    explanations.header().is_some() || lists()
}

/// Fewer packages make no list.
const LIST: usize = 3;
