//! The physical lines of a text, which both readers go by.

use crate::text::Span;

/// A line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// Without its line end.
    pub(super) content: Span,
    /// Its `\n` alone; empty at the end of the text.
    pub(super) newline: Span,
}

impl Line {
    /// Whether nothing but blanks stands on it.
    pub(super) fn is_blank(self, source: &str) -> bool {
        self.content.of(source).bytes().all(is_blank)
    }

    /// The first byte that is no space; the end of the content where there is none.
    pub(super) fn indented(self, source: &str) -> u32 {
        let text = self.content.of(source);
        self.content.start + offset(text.bytes().take_while(|&byte| byte == b' ').count())
    }
}

/// The lines from some place on. A clone is a cheap look ahead.
#[derive(Clone, Debug)]
pub(super) struct Lines<'t> {
    source: &'t str,
    at: u32,
}

impl<'t> Lines<'t> {
    /// Every line of `source`, behind its byte order mark.
    pub(super) fn new(source: &'t str) -> Self {
        Self { source, at: if source.starts_with('\u{feff}') { 3 } else { 0 } }
    }

    pub(super) fn source(&self) -> &'t str {
        self.source
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let rest = self.source.as_bytes().get(self.at as usize..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest);
        let end = self.at + offset(length.unwrap_or(rest.len()));
        let carriage_return = end > self.at && self.source.as_bytes()[end as usize - 1] == b'\r';
        let content = Span::new(self.at, end - u32::from(carriage_return));
        let newline = Span::new(end, end + u32::from(length.is_some()));
        self.at = newline.end;
        Some(Line { content, newline })
    }
}

/// Whether `byte` is a space or a tab.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// `length` as an offset: a text of more than 4 GiB is no source.
pub(super) fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_with_either_line_end_and_with_the_text() {
        let source = "\u{feff}a\r\n\n\tb";
        let lines: Vec<_> = Lines::new(source).map(|line| line.content.of(source)).collect();
        assert_eq!(lines, ["a", "", "\tb"]);
    }
}
