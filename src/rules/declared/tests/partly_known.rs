//! What can be told of a value of which a variable hides a part.

use super::words;

#[test]
fn tag_and_digest_are_known_behind_the_last_unknown_part() {
    let hash = "0123456789abcdef".repeat(4);
    let file = format!(
        "ARG I\nARG T\nFROM $I:a\nFROM $I/b:a\nFROM ${{I}}-b:a\nFROM $I/b\nFROM $I/b@sha256:{hash}\nFROM $I@sha256:{hash}\n\
         FROM $I:a@sha256:{hash}\nFROM $I:{hash}\nFROM $I/b:$T-a\nFROM $I\nFROM b/$I-c\nFROM $I:5000/b\n"
    );
    let lines = |condition: &str| words(&format!("each = \"image\"\nwhere.{condition}"), &file);
    let both = format!("$I:a@sha256:{hash}");
    let pinned = [format!("$I/b@sha256:{hash}"), format!("$I@sha256:{hash}")];
    assert_eq!(lines("tag = \"a\""), ["$I:a", "$I/b:a", "${I}-b:a", &both]);
    assert_eq!(lines("tag.absent = true"), ["$I/b", &pinned[0], "$I:5000/b"], "the variable may hold a tag");
    assert_eq!(lines("digest.present = true"), [pinned[0].as_str(), &pinned[1], &both]);
    assert_eq!(lines("digest.absent = true"), ["$I:a", "$I/b:a", "${I}-b:a", "$I/b", "$I:5000/b"]);
}

#[test]
fn sources_are_of_a_kind_unless_a_variable_may_decide() {
    let kinds = |source: &str| {
        let file = format!("FROM a\nARG V\nADD {source} /x/\n");
        ["address", "archive", "pattern", "plain"]
            .into_iter()
            .find(|kind| !words(&format!("each = \"copy\"\nwhere.source-kinds = \"{kind}\""), &file).is_empty())
    };
    for (kind, sources) in [
        (Some("address"), ["https://a/b", "http://$V", "git@a:b.git"]),
        (Some("archive"), ["a.tgz", "a/$V.tar.gz", "a*.xz"]),
        (Some("pattern"), ["a*", "a/$V/*", "a[b]-$V.txt"]),
        (Some("plain"), ["a/$V/b", "a-${V}.jar", "./$V.txt"]),
        (Some("plain"), ["a.zip", "hash/$V.txt", "http.d/$V.x"]),
        (None, ["$V/a.txt", "a-$V", "a/${V}gz"]),
        (None, ["https$V.txt", "a.$V", "{{ V }}.txt"]),
    ] {
        for source in sources {
            assert_eq!(kinds(source), kind, "{source}");
        }
    }
    let plain = "each = \"copy\"\nwhere.source-kinds.every = \"plain\"";
    assert_eq!(words(plain, "ADD a /x/\nFROM a\n").len(), 1, "what is written is known before the first FROM too");
}
