//! Offsets to lines and columns, and back.

use super::Span;
use super::span::offset;

/// A place as people name it. Lines and columns count from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// Where each line of a text begins. A line ends with `\n` (which belongs to it), or with the text.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Index `text`: one pass over its bytes.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1)));
        Self { starts }
    }

    /// Number of lines; a text that ends with a newline has an empty last line.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never: a text has at least one line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Line that holds `at`, from 1.
    pub fn line(&self, at: u32) -> u32 {
        offset(self.starts.partition_point(|&start| start <= at))
    }

    /// Span of `line` (from 1) with its newline; empty at the text's end for a line that does not exist.
    pub fn span(&self, line: u32, text: &str) -> Span {
        let end = offset(text.len());
        let start = |line: u32| self.starts.get(line as usize - 1).copied().unwrap_or(end);
        Span::new(start(line.max(1)), start(line.max(1) + 1))
    }

    /// Line and column of `at` in `text`, the column in Unicode scalar values.
    pub fn position(&self, at: u32, text: &str) -> Position {
        let (line, before) = self.before(at, text);
        Position { line, column: offset(before.chars().count()) + 1 }
    }

    /// Line and column of `at` in `text`, the column in UTF-16 code units, as SARIF and editors count.
    pub fn position_utf16(&self, at: u32, text: &str) -> Position {
        let (line, before) = self.before(at, text);
        Position { line, column: offset(before.encode_utf16().count()) + 1 }
    }

    /// The line of `at`, and that line's text before it.
    fn before<'t>(&self, at: u32, text: &'t str) -> (u32, &'t str) {
        let line = self.line(at);
        let start = self.starts[line as usize - 1];
        (line, Span::new(start, at).of(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_or_utf16_units() {
        let text = "a\né😀x\n";
        let lines = LineIndex::new(text);
        let x = u32::try_from(text.find('x').unwrap()).unwrap();
        assert_eq!(lines.position(x, text), Position { line: 2, column: 3 });
        assert_eq!(lines.position_utf16(x, text), Position { line: 2, column: 4 });
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn the_end_of_the_text_has_a_position() {
        let text = "ab";
        assert_eq!(LineIndex::new(text).position(2, text), Position { line: 1, column: 3 });
        assert_eq!(LineIndex::new("").position(0, ""), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_line_keeps_its_newline() {
        let text = "ab\r\ncd";
        let lines = LineIndex::new(text);
        assert_eq!(lines.span(1, text).of(text), "ab\r\n");
        assert_eq!(lines.span(2, text).of(text), "cd");
        assert!(lines.span(9, text).is_empty());
    }
}
