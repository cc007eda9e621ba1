//! "Did you mean …?" for names of variables, by BuildKit's measure.

/// How many of a file's names are worth a comparison: a file of thousands of variables is no one's typing.
pub(super) const MAX_NAMES: usize = 128;

/// How many edits make another name of one.
const MAX_EDITS: usize = 2;

/// The name among `known` that is nearest to `name`; `None` where all are too far away, and where one is `name` itself.
pub(super) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = name.chars().count();
    let near = known.into_iter().filter(|known| known.chars().count().abs_diff(length) <= MAX_EDITS);
    let measured = near.map(|known| (strsim::levenshtein(name, known), known));
    let (distance, known) = measured.min_by_key(|(distance, _)| *distance)?;
    (1..=MAX_EDITS).contains(&distance).then_some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_within_two_edits_is_meant() {
        assert_eq!(nearest("VERSIN", ["VERSIONS", "VERSION", "OTHER"]), Some("VERSION"));
        assert_eq!(nearest("VERSION", ["VERSIONS", "VERSION"]), None);
        assert_eq!(nearest("NAME", ["TAG", "IMAGE"]), None);
    }
}
