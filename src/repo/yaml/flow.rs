//! Collections in brackets and quoted text that go on at the left, as many write them: YAML's grammar wants each of their lines
//! further right than what holds them, the readers of GitHub, Docker and Python don't.
//!
//! ```text
//! with: {           reads as   with: {   push: true }
//!   push: true
//! }
//! ```

use std::ops::Range;

/// The text with one of these in one line, of as many characters as before: the one around `character`, at which a line begins
/// too far left. `None` where there is none.
pub(super) fn in_one_line(text: &str, character: usize) -> Option<String> {
    let at = text.char_indices().nth(character).map_or(text.len(), |(at, _)| at);
    let start = if text[at..].starts_with(['"', '\'']) { at } else { open_before(text, at)? };
    let mut breaks = Vec::new();
    close(&text[start..], &mut breaks)?;
    let (first, last) = (breaks.first()?.start, breaks.last()?.end);
    let mut line = text[..start + first].to_owned();
    let mut end = first;
    for gap in breaks {
        line.push_str(&text[start + end..start + gap.start]);
        line.extend(text[start + gap.start..start + gap.end].chars().map(|_| ' '));
        end = gap.end;
    }
    line.push_str(&text[start + last..]);
    Some(line)
}

/// Where the collection begins that is opened on a line before `at`, and not closed on that.
fn open_before(text: &str, at: usize) -> Option<usize> {
    let mut end = text[..at].rfind('\n')?;
    loop {
        let start = text[..end].rfind('\n').map_or(0, |before| before + 1);
        if let Some(open) = left_open(&text[start..end]) {
            return Some(start + open);
        }
        end = start.checked_sub(1)?;
    }
}

/// Where the first collection begins that a line leaves open.
fn left_open(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let (mut at, mut before) = (0, b':');
    while let Some(&byte) = bytes.get(at) {
        if is_comment(bytes, at) {
            break;
        }
        // Elsewhere brackets and quotes are parts of plain text.
        let begins = matches!(before, b':' | b'-' | b'?');
        match byte {
            b'[' | b'{' | b'"' | b'\'' if begins => match close(&line[at..], &mut Vec::new()) {
                Some(length) => at += length,
                None => return matches!(byte, b'[' | b'{').then_some(at),
            },
            _ => at += 1,
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

/// The length of the collection, or of the quoted text, with which `text` begins, and where its line breaks and comments
/// stand; `None` if it isn't closed.
fn close(text: &str, breaks: &mut Vec<Range<usize>>) -> Option<usize> {
    let bytes = text.as_bytes();
    let opening = *bytes.first()?;
    let quoted = matches!(opening, b'"' | b'\'');
    let (mut at, mut depth, mut before) = (1, 1, opening);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' => breaks.push(at..at + 1),
            b'\\' if opening == b'"' => at += 1,
            _ if quoted && byte == opening => {
                // Two of them are one of the text's own.
                if opening == b'"' || bytes.get(at + 1) != Some(&opening) {
                    return Some(at + 1);
                }
                at += 1;
            }
            _ if quoted => {}
            b'#' if is_comment(bytes, at) => {
                let end = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
                breaks.push(at..end);
                at = end - 1;
            }
            b'"' | b'\'' if matches!(before, b'[' | b'{' | b',' | b':') => {
                let mut within = Vec::new();
                let length = close(&text[at..], &mut within)?;
                breaks.extend(within.into_iter().map(|gap| at + gap.start..at + gap.end));
                at += length - 1;
            }
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() && byte != b'#' {
            before = byte;
        }
        at += 1;
    }
    None
}

/// Whether a comment begins at `at`, outside quotes.
fn is_comment(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'#' && (at == 0 || bytes[at - 1].is_ascii_whitespace())
}

#[cfg(test)]
mod tests {
    use crate::repo::yaml::Yaml;

    /// What the value of `a` reads as, in all its parts.
    fn read(text: &str) -> Vec<String> {
        let yaml = Yaml::parse(text);
        assert_eq!(yaml.problem, None, "{text}");
        let mut values = Vec::new();
        let mut open = vec![yaml.root().unwrap().get("a").unwrap()];
        while let Some(node) = open.pop() {
            let parts: Vec<_> = node.items().chain(node.entries().flat_map(|(key, value)| [key, value])).collect();
            open.extend(parts.iter().rev());
            if let Some(text) = node.scalar().filter(|_| parts.is_empty()) {
                values.push(format!("{text}@{}", node.span().start));
            }
        }
        values
    }

    #[test]
    fn a_collection_may_end_at_the_column_of_what_holds_it() {
        assert_eq!(read("a:\n- b: {\n    c: d\n}\n"), ["b@5", "c@14", "d@17"]);
        assert_eq!(read("a:\n  b: [\n  c, # é: ]\n  'it''s',\n]\n"), ["b@5", "c@12", "it's@25"]);
        assert_eq!(read("a:\n  - b: {\n    c: [\n    d\n  ],\n  }\n    \n"), ["b@7", "c@16", "d@25"]);
    }

    #[test]
    fn quoted_text_may_go_on_at_the_left() {
        assert_eq!(read("a: \"b\nc \\\" ]\"\n"), ["b c \" ]@3"]);
        assert_eq!(read("x: 'é\n'\na:\n  b: [\"c\nd\"]\n"), ["b@14", "c d@18"]);
    }

    #[test]
    fn what_is_wrong_otherwise_is_told_as_before() {
        for text in ["a:\n  b: [\n  c\n", "a: b: {\n", "a:\n  b: \"c\nd\n", "a:\n  b: [\n  c }\n"] {
            assert!(Yaml::parse(text).problem.is_some(), "{text}");
        }
        let wrong = Yaml::parse("a:\n  b: [\n  c\n]\nd: }\n").problem.unwrap();
        assert_eq!((wrong.span.start, wrong.message.contains("indentation")), (19, false), "{}", wrong.message);
    }

    #[test]
    fn many_collections_are_read() {
        let many = (0..200).map(|number| format!("- {{ b{number}: [\n] }}\n")).collect::<Vec<_>>().concat();
        assert_eq!(read(&format!("a:\n{many}")).len(), 200);
    }
}
