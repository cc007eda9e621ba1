//! "Did you mean": keys, fields and words that are nearly one that is known.

/// Names this alike are taken for one another.
const ALIKE: f64 = 0.8;

/// The name among `known` that `name` was probably meant to be.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let scored = known.into_iter().map(|known| (strsim::jaro_winkler(name, known), known));
    scored.filter(|(score, _)| *score > ALIKE).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(nearest("ignroe", ["select", "ignore", "fail-on"]), Some("ignore"));
        assert_eq!(nearest("fail_on", ["select", "ignore", "fail-on"]), Some("fail-on"));
        assert_eq!(nearest("zebra", ["select", "ignore"]), None);
    }
}
