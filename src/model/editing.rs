//! Whether a word can be written into a script: most can take one anywhere, but not all.
//!
//! ```text
//! RUN apt-get install git            apt-get install -y git
//! RUN ["apt-get", "install"]         a word of its own there is an item of the array
//! RUN sh -c wget" $URL"              a blank behind `wget` would end the word that is the script
//! ```

use super::Step;
use crate::parse::{Command, is_open_tag};
use crate::shell::CommandId;

impl Step<'_> {
    /// Whether a word that is written between those of the command becomes one of them.
    pub fn takes_words(&self, id: CommandId) -> bool {
        self.is_editable() && self.script.takes_words(id)
    }

    /// Whether the script is text of a shell, all of it understood and closed.
    pub(super) fn is_editable(&self) -> bool {
        let instruction = self.instruction;
        let rest = instruction.rest();
        let mut replaced = rest.pieces().filter(|piece| piece.reads.is_some());
        matches!(instruction.command(), Command::Shell(_))
            && self.script.problems.is_empty()
            && !replaced.any(|piece| is_open_tag(instruction.source, piece.span))
    }
}
