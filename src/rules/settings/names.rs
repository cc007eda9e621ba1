//! Names as messages list them, and the words in them.

/// `a`, `b` and 3 more: each in backticks, `most` of them.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>, most: usize) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let hidden = names.len().saturating_sub(most);
    if hidden > 1 {
        return format!("{} and {hidden} more", names[..most].join(", "));
    }
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// Whether one of the words of a module's name is one of `words`: `devstack_test` has two, `test2` one.
pub(super) fn has_word(module: &str, words: &[String]) -> bool {
    let listed = |word: &str| words.iter().any(|entry| entry.eq_ignore_ascii_case(word));
    let digits = |ch: char| ch.is_ascii_digit();
    listed(module) || module.split(['_', '.', '-']).any(|word| listed(word) || listed(word.trim_end_matches(digits)))
}

/// The words of an option's default.
pub(super) fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_says_how_many_it_hides() {
        assert_eq!(listed(["a"], 2), "`a`");
        assert_eq!(listed(["a", "b"], 2), "`a` and `b`");
        assert_eq!(listed(["a", "b", "c"], 2), "`a`, `b` and `c`");
        assert_eq!(listed(["a", "b", "c", "d"], 2), "`a`, `b` and 2 more");
    }

    #[test]
    fn words_of_a_module_are_told_apart() {
        let words = owned(&["test", "yaml_config"]);
        assert!(
            ["test", "test_local", "shared.test", "test2", "yaml_config"].iter().all(|name| has_word(name, &words))
        );
        assert!(!["latest", "config", "testing"].iter().any(|name| has_word(name, &words)));
    }
}
