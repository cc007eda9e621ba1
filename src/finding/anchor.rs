//! What a finding stands in, in words that stay while the lines round it move.

/// The instruction or line that a finding stands in, and the stage round it.
///
/// Two versions of a file have the same anchor for the same instruction, wherever it stands and however it is laid out:
/// this is what a finding is recognised by from one run to the next.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Anchor {
    /// The stage's name in lower case, or else its position from 0; empty before the first stage and in other files
    /// than Dockerfiles.
    pub stage: String,
    /// The text without continuations and comments, each run of white space as one space, each masked secret as `***`.
    pub text: String,
}

impl Anchor {
    /// What stands for a secret.
    pub const MASK: &str = "***";

    /// The anchor of `text`, whose white space is folded here.
    pub fn new(stage: impl Into<String>, text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        for word in text.split_ascii_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
        Self { stage: stage.into(), text: folded }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_does_not_count() {
        assert_eq!(Anchor::new("", "  RUN \t make\r\n all "), Anchor::new("", "RUN make all"));
    }
}
