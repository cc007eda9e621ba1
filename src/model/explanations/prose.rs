//! Words of a comment.

/// The words of a text: what stands between blanks and holds a letter.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(char::is_alphabetic))
}

/// Words that stand in sentences and not in commands.
const PROSE: &[&str] = &[
    "a",
    "all",
    "already",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "before",
    "but",
    "by",
    "can",
    "command",
    "commands",
    "does",
    "doesn't",
    "doesnt",
    "don't",
    "due",
    "during",
    "each",
    "for",
    "from",
    "has",
    "have",
    "here",
    "if",
    "in",
    "instruction",
    "instructions",
    "into",
    "is",
    "isn't",
    "it",
    "its",
    "may",
    "must",
    "needed",
    "needs",
    "new",
    "no",
    "not",
    "of",
    "on",
    "only",
    "or",
    "our",
    "over",
    "required",
    "should",
    "since",
    "so",
    "step",
    "steps",
    "that",
    "the",
    "them",
    "then",
    "these",
    "this",
    "those",
    "to",
    "used",
    "uses",
    "using",
    "value",
    "values",
    "variable",
    "variables",
    "via",
    "was",
    "we",
    "when",
    "where",
    "which",
    "will",
    "with",
    "without",
    "you",
    "your",
];

/// Whether a word stands in sentences and not in commands.
pub(super) fn is_prose(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ':', ';', ')']).trim_start_matches('(');
    let lower = || word.bytes().map(|byte| byte.to_ascii_lowercase());
    PROSE.binary_search_by(|known| known.bytes().cmp(lower())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_prose_words_is_sorted_for_its_search() {
        assert!(PROSE.is_sorted());
        assert!(is_prose("(The") && !is_prose("gcc"));
    }
}
