//! Reads reStructuredText by its lines. Only a line without indentation can be a title, and what a literal block or a
//! block of code shows is never looked into.

use super::{Document, Heading, Reference, ReferenceKind};
use crate::repo::lines::{Line, Lines, offset};
use crate::text::Span;

/// The directives whose content is shown as it stands.
const LITERAL: [&str; 8] =
    ["code", "code-block", "highlight", "literalinclude", "math", "parsed-literal", "raw", "sourcecode"];

pub(super) fn read(text: &str) -> Document {
    let lines = Lines::new(text).collect();
    let mut reader = Reader { text, lines, styles: Vec::new(), document: Document::default() };
    reader.read();
    super::links::of_rst(text, &mut reader.document);
    reader.document
}

struct Reader<'t> {
    text: &'t str,
    lines: Vec<Line>,
    /// The adornments of titles, in the order of their first use, which is that of their levels: the character, and
    /// whether it stands above the title too.
    styles: Vec<(u8, bool)>,
    document: Document,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut at = 0;
        let mut in_paragraph = false;
        while at < self.lines.len() {
            if self.is_blank(at) {
                in_paragraph = false;
                at += 1;
            } else if let Some(behind) = (!in_paragraph).then(|| self.title(at)).flatten() {
                at = behind;
            } else if let Some(behind) = (!in_paragraph).then(|| self.explicit(at)).flatten() {
                at = behind;
            } else {
                // `… as follows::` makes a literal block of what is indented below.
                let literal = self.line(at).trim_end().ends_with("::") && self.is_blank(at + 1);
                in_paragraph = !literal;
                at = if literal { self.block_end(at) } else { at + 1 };
            }
        }
    }

    fn line(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", |line| line.content.of(self.text))
    }

    fn is_blank(&self, at: usize) -> bool {
        self.line(at).trim().is_empty()
    }

    fn indentation(&self, at: usize) -> usize {
        let line = self.line(at);
        line.len() - line.trim_start().len()
    }

    /// The line behind the block that is indented below the line at `at`.
    fn block_end(&self, at: usize) -> usize {
        let indentation = self.indentation(at);
        let inside = |next: &usize| self.is_blank(*next) || self.indentation(*next) > indentation;
        let end = (at + 1..self.lines.len()).take_while(inside).last().map_or(at + 1, |last| last + 1);
        // Blank lines at its end are none of its own.
        (at + 1..end).rev().find(|last| !self.is_blank(*last)).map_or(at + 1, |last| last + 1)
    }

    /// The lines from the one at `from` to the one before `to`.
    fn span(&self, from: usize, to: usize) -> Span {
        self.lines[from].content.to(self.lines[to.max(from + 1) - 1].newline)
    }

    /// The trimmed words of the line at `at`, from its byte `from` on.
    fn words(&self, at: usize, from: usize) -> Span {
        let line = self.line(at);
        let rest = line.get(from..).unwrap_or("");
        let start = self.lines[at].content.start + offset(from + rest.len() - rest.trim_start().len());
        Span::new(start, start + offset(rest.trim().len()))
    }

    /// A title that begins at the line at `at`; the line behind it.
    fn title(&mut self, at: usize) -> Option<usize> {
        let (text, underline, over, behind) = match adornment(self.line(at)) {
            Some(above) if !self.is_blank(at + 1) => {
                let below = adornment(self.line(at + 2))?;
                (at + 1, Some(below).filter(|below| *below == above)?, true, at + 3)
            }
            Some(_) => return None,
            None if self.indentation(at) > 0 => return None,
            None => (at, adornment(self.line(at + 1))?, false, at + 2),
        };
        let (character, length) = underline;
        // docutils complains about a line shorter than the title, and takes a very short one for text.
        if length < 4 && length < self.line(text).trim().chars().count() {
            return None;
        }
        let known = self.styles.iter().position(|style| *style == (character, over));
        let level = known.unwrap_or_else(|| {
            self.styles.push((character, over));
            self.styles.len() - 1
        });
        let title = self.words(text, 0);
        let lines = self.span(at, behind);
        self.document.headings.push(Heading { level: level + 1, title, lines, section: Span::at(lines.end) });
        Some(behind)
    }

    /// What begins with two full stops at the line at `at`: a directive, a target, a comment. The line where reading
    /// goes on.
    fn explicit(&mut self, at: usize) -> Option<usize> {
        let rest = self.line(at).trim_start().strip_prefix("..")?;
        if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
            return None;
        }
        let rest = rest.trim_start();
        let name = rest.split_once("::").map_or("", |(name, _)| name);
        if !is_name(name) {
            // A footnote is text, and what `|this|` stands for may be.
            let seen = rest.starts_with(['[', '|']);
            // A comment begins on its own line or on the very next.
            let alone = rest.is_empty() && self.is_blank(at + 1);
            let behind = if seen || alone { at + 1 } else { self.block_end(at) };
            if !seen {
                self.document.unseen.push(self.span(at, behind));
            }
            return Some(behind);
        }
        let name = name.to_ascii_lowercase();
        let known = matches!(name.as_str(), "include" | "literalinclude" | "toctree" | "contents");
        if !known && !LITERAL.contains(&name.as_str()) {
            // A note, a figure, a table: what stands in it is read on.
            return Some(at + 1);
        }
        let end = self.block_end(at);
        if name == "toctree" {
            let entries: Vec<Span> = (at + 1..end).filter_map(|line| self.entry(line)).collect();
            let pages = entries.into_iter().map(|target| Reference { kind: ReferenceKind::Page, target });
            self.document.references.extend(pages);
        } else if name.ends_with("include") {
            let target = self.words(at, self.line(at).find("::").map_or(0, |colons| colons + 2));
            self.document.references.push(Reference { kind: ReferenceKind::Include, target });
        }
        if known {
            self.document.unseen.push(self.span(at, end));
        }
        Some(end)
    }

    /// The page that the line at `at` of a `toctree` names: `page`, or `Title <page>`.
    fn entry(&self, at: usize) -> Option<Span> {
        let words = self.words(at, 0);
        let text = words.of(self.text);
        if text.is_empty() || text.starts_with(':') {
            return None;
        }
        match text.strip_suffix('>').and_then(|text| text.rfind('<')) {
            Some(open) => Some(Span::new(words.start + offset(open + 1), words.end - 1)),
            None => Some(words),
        }
    }
}

/// The character that `line` repeats, and how often; two at least.
fn adornment(line: &str) -> Option<(u8, usize)> {
    let line = line.trim_end().as_bytes();
    let first = *line.first().filter(|first| first.is_ascii_punctuation())?;
    (line.len() > 1 && line.iter().all(|byte| *byte == first)).then_some((first, line.len()))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+:.".contains(&byte))
}
