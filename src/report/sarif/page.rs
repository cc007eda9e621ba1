//! Parts of a rule page's Markdown.
//!
//! ````text
//! # some-rule
//!
//! Something is wrong.
//!
//! ```toml          the metadata: said in SARIF's own fields,
//! …                and left out of the body
//! ```
//!
//! ## Why           a section runs to the next heading of its level;
//! …                a line in a code block is no heading
//! ````

/// The page without its metadata.
pub(super) fn body(markdown: &str) -> String {
    let mut metadata = None;
    for line in Lines::new(markdown) {
        match (line.kind, metadata) {
            (Kind::FenceOpens("toml"), None) => metadata = Some(line.start),
            (Kind::FenceCloses, Some(start)) => {
                let behind = &markdown[line.start + line.text.len()..];
                return [&markdown[..start], behind.trim_start()].concat();
            }
            (Kind::Heading(2..), None) => break,
            _ => {}
        }
    }
    markdown.to_owned()
}

/// The text under the heading `## title`, empty where the page has none.
pub(super) fn section<'m>(markdown: &'m str, title: &str) -> &'m str {
    let mut start = None;
    for line in Lines::new(markdown) {
        if !matches!(line.kind, Kind::Heading(1 | 2)) {
            continue;
        }
        if let Some(start) = start {
            return &markdown[start..line.start];
        }
        if line.text.trim_start_matches('#').trim() == title {
            start = Some(line.start + line.text.len());
        }
    }
    start.map_or("", |start| &markdown[start..])
}

/// The paragraphs of `markdown` before its first code block or heading, one a line.
pub(super) fn prose(markdown: &str) -> String {
    let mut paragraphs: Vec<String> = vec![String::new()];
    for line in Lines::new(markdown).take_while(|line| line.kind == Kind::Text) {
        let words = line.text.trim();
        match paragraphs.last_mut() {
            Some(paragraph) if paragraph.is_empty() => paragraph.push_str(words),
            Some(paragraph) if !words.is_empty() => {
                paragraph.push(' ');
                paragraph.push_str(words);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind<'m> {
    Text,
    /// Its level.
    Heading(usize),
    /// With the language of the code.
    FenceOpens(&'m str),
    Code,
    FenceCloses,
}

struct Line<'m> {
    start: usize,
    /// With its newline.
    text: &'m str,
    kind: Kind<'m>,
}

/// The lines of a Markdown text, told apart as far as a page needs it.
struct Lines<'m> {
    rest: &'m str,
    start: usize,
    /// Backticks of the fence that the next line stands in; 0 outside code.
    fence: usize,
}

impl<'m> Lines<'m> {
    fn new(markdown: &'m str) -> Self {
        Self { rest: markdown, start: 0, fence: 0 }
    }

    fn kind(&mut self, line: &'m str) -> Kind<'m> {
        let line = line.trim();
        let ticks = line.len() - line.trim_start_matches('`').len();
        let marks = line.len() - line.trim_start_matches('#').len();
        if self.fence > 0 {
            if ticks < self.fence || ticks < line.len() {
                return Kind::Code;
            }
            self.fence = 0;
            return Kind::FenceCloses;
        }
        if ticks >= 3 {
            self.fence = ticks;
            return Kind::FenceOpens(line[ticks..].split_whitespace().next().unwrap_or(""));
        }
        if marks > 0 && line[marks..].starts_with(' ') { Kind::Heading(marks) } else { Kind::Text }
    }
}

impl<'m> Iterator for Lines<'m> {
    type Item = Line<'m>;

    fn next(&mut self) -> Option<Line<'m>> {
        let text = self.rest.split_inclusive('\n').next()?;
        let line = Line { start: self.start, text, kind: self.kind(text) };
        self.start += text.len();
        self.rest = &self.rest[text.len()..];
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# r\n\nWrong.\n\n```toml\nx = 1\n```\n\n## Why\n\nOne\ntwo.\n\nThree.\n\n\
        ```sh\n## Bad\n```\n\n## Bad\n\n````md\n```\n## Why\n```\n````\n";

    #[test]
    fn the_body_lacks_the_metadata_alone() {
        assert_eq!(body(PAGE), PAGE.replacen("```toml\nx = 1\n```\n\n", "", 1));
        let options = "# r\n\n## Options\n\n```toml\nx = 1\n```\n";
        assert_eq!(body(options), options);
    }

    #[test]
    fn a_heading_in_code_begins_no_section() {
        assert_eq!(section(PAGE, "Why"), "\nOne\ntwo.\n\nThree.\n\n```sh\n## Bad\n```\n\n");
        assert_eq!(section(PAGE, "Bad"), "\n````md\n```\n## Why\n```\n````\n");
        assert_eq!(section(PAGE, "Good"), "");
    }

    #[test]
    fn prose_is_paragraphs_before_the_code() {
        assert_eq!(prose(section(PAGE, "Why")), "One two.\nThree.");
    }
}
