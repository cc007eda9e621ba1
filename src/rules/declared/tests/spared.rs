//! What a rule says of the nodes that it leaves alone: the condition that they don't meet, as the page has it.

use super::judged;

/// The words that each spared place has, and why it is spared.
fn spared(conditions: &str, dockerfile: &str) -> Vec<(String, String)> {
    let (_, spared) = judged(&format!("[match]\nmessage = \"it is wrong\"\n{conditions}"), "", dockerfile);
    let places = spared.into_iter().map(|spared| spared.place);
    places.map(|place| (place.source.slice(place.span).to_owned(), place.message)).collect()
}

/// Why the only node is spared.
fn why(conditions: &str, dockerfile: &str) -> String {
    let [(_, why)] = spared(conditions, dockerfile).try_into().unwrap();
    why
}

#[test]
fn each_node_is_told_the_condition_that_it_does_not_meet() {
    let conditions = "each = \"image\"\nwhere = { tag = \"latest\", digest.absent = true }";
    let pinned = format!("c:latest@sha256:{}", "0".repeat(64));
    let found = spared(conditions, &format!("FROM a:latest\nFROM b:1\nFROM {pinned}\n"));
    let expected = [
        ("b:1", "`tag = \"latest\"` is not true of it"),
        (pinned.as_str(), "`digest.absent = true` is not true of it"),
    ];
    assert_eq!(found, expected.map(|(words, why)| (words.to_owned(), why.to_owned())));
}

#[test]
fn a_condition_is_quoted_as_it_is_written_however_it_is_laid_out() {
    let dotted = "each = \"image\"\nwhere.registry.not-in = [\"docker.io\",\n  \"quay.io\"]";
    assert_eq!(why(dotted, "FROM a\n"), "`registry.not-in = [\"docker.io\", \"quay.io\"]` is not true of it");
    let headed = "each = \"image\"\n[match.where.stage]\nlast = false";
    assert_eq!(why(headed, "FROM a\n"), "`stage` is not true of it");
    let inside = "each = \"stage\"\nwhere.none = { each = \"label\", where.key = \"a\" }";
    let expected = "`none = { each = \"label\", where.key = \"a\" }` is not true of it";
    assert_eq!(why(inside, "FROM a\nLABEL a=b\n"), expected);
}

#[test]
fn what_can_not_be_told_is_said_to_be_so() {
    let why = why("each = \"image\"\nwhere.tag = \"latest\"", "ARG TAG\nFROM a:$TAG\n");
    assert_eq!(why, "whether `tag = \"latest\"` can't be told");
}

#[test]
fn a_file_without_such_nodes_is_told_so() {
    assert_eq!(why("each = \"label\"", "FROM a\n"), "the file has no node of kind `label`");
}
