//! One text with its name.

use super::span::offset;
use super::{LineIndex, Position, Span};
use std::sync::OnceLock;

/// A file's text under the path that findings name it by.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    invalid: Vec<Span>,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A source of valid text. `path` is relative to the working directory, with `/`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), invalid: Vec::new(), lines: OnceLock::new() }
    }

    /// A source of any bytes: each byte that is no part of valid UTF-8 reads as U+001A (SUBSTITUTE), one for one,
    /// so that every offset stays true; [`Source::invalid`] tells where.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::new(path, text),
            Err(error) => {
                let bytes = error.into_bytes();
                let mut text = String::with_capacity(bytes.len());
                let mut invalid: Vec<Span> = Vec::new();
                for chunk in bytes.utf8_chunks() {
                    text.push_str(chunk.valid());
                    let start = text.len();
                    text.extend(chunk.invalid().iter().map(|_| '\u{1a}'));
                    let run = Span::new(offset(start), offset(text.len()));
                    match invalid.last_mut() {
                        Some(last) if last.end == run.start => last.end = run.end,
                        _ if run.is_empty() => {}
                        _ => invalid.push(run),
                    }
                }
                Self { path: path.into(), text, invalid, lines: OnceLock::new() }
            }
        }
    }

    /// The path that findings name.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Runs of bytes that were not UTF-8.
    pub fn invalid(&self) -> &[Span] {
        &self.invalid
    }

    /// The line index, made at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The first line without its line end: where a finding about the whole text stands.
    pub fn first_line(&self) -> Span {
        let line = self.lines().span(1, &self.text);
        Span::new(line.start, line.start + offset(line.of(&self.text).trim_end().len()))
    }

    /// Line and column of a byte offset; the column counts Unicode scalar values.
    pub fn position(&self, at: u32) -> Position {
        self.lines().position(at, &self.text)
    }

    /// The text under `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_bytes_keep_every_offset() {
        let source = Source::from_bytes("Dockerfile", b"# caf\xe9 \xff\xfe\nRUN x".to_vec());
        assert_eq!(source.text(), "# caf\u{1a} \u{1a}\u{1a}\nRUN x");
        assert_eq!(source.invalid(), [Span::new(5, 6), Span::new(7, 9)]);
    }
}
