//! Whether the build context is at hand.

use super::Dockerfile;
use crate::parse::Keyword;

/// How many copying steps are looked at.
const MAX_STEPS: usize = 64;

impl Dockerfile<'_> {
    /// Whether the context is there to be read: somebody says where, or something that a COPY or an ADD names stands in it.
    /// Only then does the absence of another file say anything.
    pub fn knows_context(&self) -> bool {
        if self.context.is_told() {
            return true;
        }
        let copies = self.steps().filter(|(_, step)| step.is(Keyword::Copy) || step.is(Keyword::Add));
        let own = copies.filter(|(_, step)| step.instruction.flag("from").is_none());
        own.take(MAX_STEPS).any(|(_, step)| {
            let words = step.instruction.words();
            words.iter().rev().skip(1).any(|word| {
                let source = word.literal().unwrap_or_default();
                let source = source.trim_start_matches("./").trim_matches('/');
                !source.is_empty() && source != "." && self.context.find(source).next().is_some()
            })
        })
    }
}
