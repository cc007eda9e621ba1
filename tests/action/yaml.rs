//! The little of YAML that these files are written in: keys, indentation, and blocks of text.

/// A line that is `key: value`, or an item of a list that begins with one.
pub(crate) struct Line<'a> {
    /// Blanks before the key; those and `- ` for an item.
    pub(crate) indent: usize,
    /// Whether an item of a list begins here.
    pub(crate) item: bool,
    pub(crate) key: &'a str,
    /// The value with its comment; the text of a block, its lines indented as they stand.
    pub(crate) value: String,
}

/// The keys of `text` in their order, without comments.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let blanks = indent(line);
        let rest = line[blanks..].strip_prefix("- ");
        let (item, body) = rest.map_or((false, &line[blanks..]), |rest| (true, rest));
        let Some((key, value)) = body.split_once(':').filter(|_| !body.starts_with('#')) else { continue };
        let mut value = value.trim().to_owned();
        if value.starts_with(['|', '>']) {
            while let Some(next) = lines.next_if(|next| next.trim().is_empty() || indent(next) > blanks) {
                value.push('\n');
                value.push_str(next);
            }
        }
        found.push(Line { indent: blanks + if item { 2 } else { 0 }, item, key, value });
    }
    found
}

/// The keys directly below the key that `path` leads to.
pub(crate) fn keys<'a>(lines: &[Line<'a>], path: &[&str]) -> Vec<&'a str> {
    let mut rest = lines;
    let mut depth = 0;
    for key in path {
        let at = rest.iter().position(|line| line.key == *key && line.indent == depth);
        rest = &rest[at.unwrap_or_else(|| panic!("no {key} of {path:?}")) + 1..];
        depth = rest.first().map_or(0, |line| line.indent);
    }
    let below = rest.iter().take_while(|line| line.indent >= depth);
    below.filter(|line| line.indent == depth).map(|line| line.key).collect()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[test]
fn keys_are_found_below_others() {
    let text =
        "# a: b\non:\n  call:\n    x: 1 # c\n    y: |\n      z: ${{ d }}\n\n      e\n    z:\nf:\n  - g: h\n    i:\n";
    let lines = lines(text);
    assert_eq!(keys(&lines, &["on", "call"]), ["x", "y", "z"]);
    assert_eq!(keys(&lines, &[]), ["on", "f"]);
    assert!(lines.iter().any(|line| line.key == "y" && line.value == "|\n      z: ${{ d }}\n\n      e"));
    assert!(lines.iter().any(|line| line.item && (line.key, line.indent) == ("g", 4)));
}
