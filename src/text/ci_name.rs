//! What is called after continuous integration.

/// Words for it and for the services that run it.
const WORDS: [&str; 5] = ["ci", "circleci", "e2e", "jenkins", "travis"];

/// Whether `word`, a part of a name, says that what bears it is there for continuous integration.
pub fn is_ci_word(word: &str) -> bool {
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether `folder`, a name without those above, holds what continuous integration needs for itself: `ci`, `.travis`,
/// `.github`.
pub fn is_ci_folder(folder: &str) -> bool {
    folder == ".github" || is_ci_word(folder.strip_prefix('.').unwrap_or(folder))
}

#[cfg(test)]
mod tests {
    use super::{is_ci_folder, is_ci_word};

    #[test]
    fn folders_are_known_with_and_without_a_full_stop() {
        for folder in ["ci", "CI", ".ci", ".circleci", "travis", ".travis", ".github"] {
            assert!(is_ci_folder(folder), "{folder}");
        }
        for folder in ["", "docker", "github", "ci-images", "..ci"] {
            assert!(!is_ci_folder(folder), "{folder}");
        }
        assert!(is_ci_word("Jenkins") && !is_ci_word(".travis"));
    }
}
