//! Template engines' tags in a Dockerfile's source: opaque, whatever is in them.
//!
//! ```text
//! {% if FAST %}                 a line of tags alone: a node of its own
//! FROM {{ BASE }}:{{ TAG }}     inside an instruction: reads as one opaque character each
//! ```
//!
//! Jinja, Cottle and jq (`{{ }}`, `{% %}`, `{# #}`), ERB (`<% %>`), and placeholders alone on a line (`%%X%%`, `@X@`).

use super::Keyword;
use crate::text::{OPAQUE, Piece, Span};

/// How a tag opens and closes.
const TAGS: [(&str, &str); 4] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}"), ("<%", "%>")];

/// The tags of one file that is a template's source.
#[derive(Debug)]
pub(super) struct Templates {
    /// By kind of tag: one was left open to the end of the file, so looking for another end is in vain.
    unclosed: [bool; TAGS.len()],
}

impl Templates {
    /// `None` for an ordinary Dockerfile. Text that merely contains braces (`docker inspect -f '{{.Id}}'`) is no sign of
    /// a template; a tag outside quotes, or in an instruction that takes no shell command, is.
    pub(super) fn of(source: &str) -> Option<Self> {
        // One pass tells nearly every file apart.
        (first_mark(source).is_some() && source.lines().any(shows_template))
            .then_some(Self { unclosed: [false; TAGS.len()] })
    }

    /// Where the run of tags that begins at `start` ends, blanks between them included; `None` where none begins.
    pub(super) fn tags_end(&mut self, source: &str, start: u32) -> Option<u32> {
        let mut end = self.tag_end(source, start)?;
        loop {
            let rest = &source[end as usize..];
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            match self.tag_end(source, end + u32::try_from(blanks).unwrap_or(0)) {
                Some(next) => end = next,
                None => return Some(end),
            }
        }
    }

    /// Where the tag that opens at `start` closes; without an end of its own it ends with its line.
    fn tag_end(&mut self, source: &str, start: u32) -> Option<u32> {
        let kind = tag_at(source, start)?;
        let line_end =
            || start + u32::try_from(source[start as usize..].lines().next().unwrap_or("").len()).unwrap_or(0);
        if self.unclosed[kind] {
            return Some(line_end());
        }
        let closed = close(source, Span::new(start, u32::try_from(source.len()).unwrap_or(u32::MAX)), kind);
        self.unclosed[kind] = closed.is_none();
        Some(closed.unwrap_or_else(line_end))
    }
}

/// Where what may be the first tag or placeholder of a template stands: few files hold one of these pairs of characters.
pub fn first_mark(source: &str) -> Option<u32> {
    let bytes = source.as_bytes();
    let is_mark = |&at: &usize| {
        let (before, next) = (at.checked_sub(1).map(|before| bytes[before]), bytes.get(at + 1));
        match bytes[at] {
            b'{' => matches!(next, Some(b'{' | b'%' | b'#')),
            b'%' => before == Some(b'<') || next == Some(&b'%'),
            _ => matches!(before, None | Some(b'\n')),
        }
    };
    let found = memchr::memchr3_iter(b'{', b'%', b'@', bytes).find(is_mark)?;
    u32::try_from(found).ok()
}

/// The kind of tag that opens at `at`, if one does.
pub fn tag_at(source: &str, at: u32) -> Option<usize> {
    let rest = source.as_bytes().get(at as usize..)?;
    TAGS.iter().position(|(open, _)| rest.starts_with(open.as_bytes()))
}

/// Whether a tag opens in `text`.
pub fn holds_tag(text: &str) -> bool {
    TAGS.iter().any(|(open, _)| text.contains(open))
}

/// Whether what stands at `span` is a tag that nothing closes: it takes whatever is written behind it.
pub fn is_open_tag(source: &str, span: Span) -> bool {
    tag_at(source, span.start).is_some_and(|kind| !span.of(source).ends_with(TAGS[kind].1))
}

/// Where the tag that opens at `within.start` closes, its own kind nested.
fn close(source: &str, within: Span, kind: usize) -> Option<u32> {
    let (open, close) = TAGS[kind];
    let bytes = within.of(source).as_bytes();
    let (mut depth, mut at) = (1_u32, open.len());
    while depth > 0 {
        let next = at + memchr::memchr2(open.as_bytes()[0], close.as_bytes()[0], &bytes[at.min(bytes.len())..])?;
        if bytes[next..].starts_with(close.as_bytes()) {
            depth -= 1;
            at = next + close.len();
        } else if open == "{{" && bytes[next..].starts_with(open.as_bytes()) {
            depth += 1;
            at = next + open.len();
        } else {
            at = next + 1;
        }
    }
    Some(within.start + u32::try_from(at).unwrap_or(0))
}

/// Whether `text` begins with the name of an instruction.
pub(super) fn begins_instruction(text: &str) -> bool {
    let word = text.split([' ', '\t', '\\', '`']).next().unwrap_or("");
    Keyword::of(word) != Keyword::Unknown
}

/// Cut the tags out of one line of an instruction: an expression reads as one opaque character, a statement or comment
/// that stands between blanks as a blank.
pub(super) fn cut(source: &str, span: Span, pieces: &mut Vec<Piece>) {
    let bytes = source.as_bytes();
    let (mut from, mut at) = (span.start, span.start);
    while let Some(found) = memchr::memchr2(b'{', b'<', &bytes[at as usize..span.end as usize]) {
        let start = at + u32::try_from(found).unwrap_or(0);
        let shell_length = start > span.start && bytes[start as usize - 1] == b'$';
        let Some(kind) = tag_at(source, start).filter(|_| !shell_length) else {
            at = start + 1;
            continue;
        };
        let end = close(source, Span::new(start, span.end), kind).unwrap_or(span.end);
        let blank = |at: Option<&u8>| at.is_none_or(u8::is_ascii_whitespace);
        let alone = (start == span.start || blank(bytes.get(start as usize - 1))) && blank(bytes.get(end as usize));
        let reads = if kind != 0 && alone { ' ' } else { OPAQUE };
        pieces.push(Piece { span: Span::new(from, start), reads: None });
        pieces.push(Piece { span: Span::new(start, end), reads: Some(reads) });
        (from, at) = (end, end);
    }
    pieces.push(Piece { span: Span::new(from, span.end), reads: None });
}

/// Whether a line can only stem from a template.
fn shows_template(line: &str) -> bool {
    let text = line.trim();
    if text.starts_with('#') {
        return false;
    }
    let placeholder = |mark: &str| {
        let inner = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inner.is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b"_-".contains(&b)))
    };
    let opens = ["{%", "{{", "<%"].iter().any(|open| text.starts_with(open))
        || (text.starts_with("{#") && text.ends_with("#}"));
    opens
        || placeholder("%%")
        || placeholder("@")
        || encloses(text, "{%", "%}")
        || encloses(text, "<%=", "%>")
        || has_expression(text)
}

fn encloses(text: &str, open: &str, close: &str) -> bool {
    text.find(open).is_some_and(|at| text[at..].contains(close))
}

/// Whether a `{{` opens a template expression rather than a Go format or a brace expansion.
fn has_expression(text: &str) -> bool {
    // Where the search for `}}` and the count of quotes have got to: each goes over the line once, however many `{{` it has.
    let (mut close, mut counted) = (0, 0);
    let (mut double, mut single) = (0, 0);
    let runs_text = runs_text(text);
    for (at, _) in text.match_indices("{{") {
        let from = at + 2;
        if close < from {
            let Some(found) = text[from..].find("}}") else { return false };
            close = from + found;
        }
        double += text[counted..at].matches('"').count();
        single += text[counted..at].matches('\'').count();
        counted = at;
        let quoted = double % 2 == 1 || single % 2 == 1;
        if is_expression(&text[from..close]) && !(quoted && runs_text) {
            return true;
        }
    }
    false
}

/// Whether what stands between `{{` and `}}` is for a template engine.
fn is_expression(inner: &str) -> bool {
    let spaced = inner.starts_with([' ', '-']);
    let name = || inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.|()[] '\"".contains(&byte));
    !inner.is_empty() && !inner.trim_start_matches(['-', ' ']).starts_with('.') && (spaced || name())
}

/// Whether the instruction's text is for a program to read, which may have formats of its own.
fn runs_text(line: &str) -> bool {
    matches!(
        Keyword::of(line.split([' ', '\t']).next().unwrap_or("")),
        Keyword::Unknown | Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Label
    )
}
