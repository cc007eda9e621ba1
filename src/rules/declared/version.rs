//! Versions, as far as they can be compared: the numbers that they begin with.
//!
//! ```text
//! v3.12.4-slim
//!  ^^^^^^ 3, 12, 4
//! ```

use std::cmp::Ordering;

/// The numbers of a version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Version(Vec<u64>);

impl Version {
    /// Read `text`; `None` where it does not begin with a number: `bookworm`, `>=3`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let end = text.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(text.len());
        let numbers = text[..end].trim_end_matches('.').split('.');
        numbers.map(|number| number.parse().ok()).collect::<Option<Vec<_>>>().map(Self)
    }

    /// How it stands to another one, as far as both go: `3` is neither older nor newer than `3.12`.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&other.0).map(|(one, other)| one.cmp(other));
        pairs.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(one: &str, other: &str) -> Option<Ordering> {
        Some(Version::parse(one)?.compare(&Version::parse(other)?))
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        assert_eq!(compared("3.8-slim", "3.12"), Some(Ordering::Less));
        assert_eq!(compared("v22", "20.19.1"), Some(Ordering::Greater));
        assert_eq!(compared("24.04", "24.04"), Some(Ordering::Equal));
    }

    #[test]
    fn a_version_that_says_less_decides_no_more_than_it_says() {
        assert_eq!(compared("3", "3.12"), Some(Ordering::Equal));
    }

    #[test]
    fn what_begins_with_no_number_is_no_version() {
        for text in ["bookworm", ">=3", "", "latest", "v"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
