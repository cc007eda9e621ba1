//! The Markdown that rule pages are written in, cut into headings, prose and code blocks. `build.rs` includes this file
//! as well, so it stands on the standard library alone.

use std::fmt;
use std::ops::Range;

/// A piece of a page. Blank lines are no piece.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part<'m> {
    /// Line that it begins at, from 1.
    pub line: u32,
    /// Its bytes in the page, whole lines.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind<'m>,
}

/// What a piece is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind<'m> {
    /// `## Why`: level 2.
    Heading {
        /// Number of `#`.
        level: usize,
        /// The words behind them.
        title: &'m str,
    },
    /// Lines of text without a blank one between them: a paragraph, a list, a table.
    Prose(&'m str),
    /// What stands between two fences.
    Code(Code<'m>),
}

/// A fenced block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code<'m> {
    /// The first word behind the opening fence, or `""`.
    pub language: &'m str,
    /// The path in `title="path"`.
    pub title: Option<&'m str>,
    /// The lines between the fences, each with its newline.
    pub text: &'m str,
}

/// What is wrong with a page, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// Line in the page, from 1.
    pub line: u32,
    /// What is wrong there and what to do, in lower case, without a full stop.
    pub message: String,
}

impl Mistake {
    /// A mistake at `line`.
    pub fn new(line: u32, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Mistake {}

/// Cut `markdown` into its pieces.
///
/// # Errors
/// A code block that is never closed or whose opening fence says more than `language title="path"`, and a control
/// character: no page may send one to a terminal.
pub fn parts(markdown: &str) -> Result<Vec<Part<'_>>, Mistake> {
    let mut parts = Vec::new();
    let mut lines = Lines { text: markdown, offset: 0, number: 0 };
    while let Some(line) = lines.next() {
        plain(line.text, line.number)?;
        let kind = if let Some(fence) = Fence::open(line.text) {
            Kind::Code(block(&fence, line.number, &mut lines)?)
        } else if let Some((level, title)) = heading(line.text) {
            Kind::Heading { level, title }
        } else if line.text.trim().is_empty() {
            continue;
        } else {
            Kind::Prose(prose(line.start, &mut lines)?)
        };
        parts.push(Part { line: line.number, span: line.start..lines.offset, kind });
    }
    Ok(parts)
}

/// The rest of a run of text lines, and the whole run.
fn prose<'m>(start: usize, lines: &mut Lines<'m>) -> Result<&'m str, Mistake> {
    while let Some(line) = lines.peek() {
        if line.text.trim().is_empty() || heading(line.text).is_some() || Fence::open(line.text).is_some() {
            break;
        }
        plain(line.text, line.number)?;
        lines.next();
    }
    Ok(lines.text[start..lines.offset].trim_end())
}

fn block<'m>(fence: &Fence<'m>, number: u32, lines: &mut Lines<'m>) -> Result<Code<'m>, Mistake> {
    let (language, title) = info(fence.info, number)?;
    let start = lines.offset;
    while let Some(line) = lines.next() {
        if fence.closed_by(line.text) {
            return Ok(Code { language, title, text: &lines.text[start..line.start] });
        }
        plain(line.text, line.number)?;
    }
    Err(Mistake::new(number, format!("this code block is never closed: end it with `{}`", "`".repeat(fence.length))))
}

/// ```text
/// dockerfile title="docker/Dockerfile"
/// ^^^^^^^^^^        ^^^^^^^^^^^^^^^^^
/// language          title
/// ```
fn info(info: &str, line: u32) -> Result<(&str, Option<&str>), Mistake> {
    let (language, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
    let rest = rest.trim();
    if rest.is_empty() {
        return Ok((language, None));
    }
    let title = rest.strip_prefix("title=\"").and_then(|rest| rest.strip_suffix('"'));
    match title {
        Some(title) if !title.is_empty() && !title.contains('"') => Ok((language, Some(title))),
        _ => Err(Mistake::new(line, format!("`{rest}` is not understood behind `{language}`: write `title=\"path\"`"))),
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    (level > 0 && level <= 6 && title.starts_with(' ')).then(|| (level, title.trim()))
}

fn plain(line: &str, number: u32) -> Result<(), Mistake> {
    let strange = |c: &char| c.is_control() && *c != '\t' || is_hidden(*c);
    match line.chars().find(strange) {
        None => Ok(()),
        Some(c) => Err(Mistake::new(number, format!("control character U+{:04X}: remove it", u32::from(c)))),
    }
}

/// Whether a character turns the text round, or can't be seen.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The opening line of a code block: three or more backticks.
struct Fence<'m> {
    length: usize,
    info: &'m str,
}

impl<'m> Fence<'m> {
    fn open(line: &'m str) -> Option<Self> {
        let info = line.trim_start_matches('`');
        let length = line.len() - info.len();
        (length >= 3 && !info.contains('`')).then(|| Self { length, info: info.trim() })
    }

    fn closed_by(&self, line: &str) -> bool {
        let rest = line.trim_start_matches('`');
        line.len() - rest.len() >= self.length && rest.trim().is_empty()
    }
}

struct Line<'m> {
    number: u32,
    start: usize,
    /// Without its line end.
    text: &'m str,
}

#[derive(Clone)]
struct Lines<'m> {
    text: &'m str,
    /// Where the next line begins.
    offset: usize,
    /// Number of the line read last.
    number: u32,
}

impl Lines<'_> {
    fn peek(&self) -> Option<<Self as Iterator>::Item> {
        self.clone().next()
    }
}

impl<'m> Iterator for Lines<'m> {
    type Item = Line<'m>;

    fn next(&mut self) -> Option<Line<'m>> {
        let rest = &self.text[self.offset..];
        let line = rest.split_inclusive('\n').next()?;
        let start = self.offset;
        self.offset += line.len();
        self.number = self.number.saturating_add(1);
        let text = line.strip_suffix('\n').unwrap_or(line);
        Some(Line { number: self.number, start, text: text.strip_suffix('\r').unwrap_or(text) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(markdown: &str) -> Vec<Kind<'_>> {
        parts(markdown).unwrap().into_iter().map(|part| part.kind).collect()
    }

    #[test]
    fn headings_prose_and_code_are_told_apart() {
        let found = kinds("# a\ntwo\nlines\n```sh title=\"x/y.sh\"\n# no heading\n\n```\n");
        let code = Code { language: "sh", title: Some("x/y.sh"), text: "# no heading\n\n" };
        assert_eq!(found, [Kind::Heading { level: 1, title: "a" }, Kind::Prose("two\nlines"), Kind::Code(code)]);
    }

    #[test]
    fn a_longer_fence_holds_a_shorter_one() {
        let found = kinds("````\n```\nx\n```\n````\n");
        assert_eq!(found, [Kind::Code(Code { language: "", title: None, text: "```\nx\n```\n" })]);
    }

    #[test]
    fn pieces_know_their_lines_and_bytes() {
        let markdown = "# a\r\n\r\n```\r\nx\r\n```\r\nb";
        let found = parts(markdown).unwrap();
        let places: Vec<_> = found.iter().map(|part| (part.line, &markdown[part.span.clone()])).collect();
        assert_eq!(places, [(1, "# a\r\n"), (3, "```\r\nx\r\n```\r\n"), (6, "b")]);
    }

    #[test]
    fn an_unclosed_block_is_named_by_its_opening_line() {
        assert_eq!(parts("a\n\n````sh\nx\n```\n").unwrap_err().line, 3);
    }

    #[test]
    fn a_fence_says_language_and_title_alone() {
        let mistake = parts("```sh name=x\n```\n").unwrap_err();
        assert_eq!(mistake.to_string(), "line 1: `name=x` is not understood behind `sh`: write `title=\"path\"`");
    }

    #[test]
    fn control_characters_are_refused_everywhere() {
        for (markdown, line) in [("# a\u{1b}[1m\n", 1), ("a\nb\u{7}\n", 2), ("```\na\n\u{1b}\n```\n", 3)] {
            assert_eq!(parts(markdown).unwrap_err().line, line, "{markdown:?}");
        }
    }
}
