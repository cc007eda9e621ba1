//! Tags of template engines, placeholders, and lines for a preprocessor, outside comments.

use crate::model::Dockerfile;
use crate::parse::{Keyword, NodeKind, tag_at};
use crate::text::Span;

/// A place with foreign syntax.
#[derive(Clone, Copy)]
pub(super) struct Tag {
    pub(super) kind: Kind,
    /// At most to the end of its line.
    pub(super) span: Span,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// `{{ … }}`, `{% … %}`, `{# … #}`, `<% … %>`.
    Template,
    /// `%%X%%`, `@X@`.
    Placeholder,
    /// `#include "…"`.
    Preprocessor,
}

impl Tag {
    /// The tag as written, shortened.
    pub(super) fn text(self, source: &str) -> String {
        let text = self.span.of(source);
        match text.char_indices().nth(48) {
            Some((cut, _)) => format!("{}…", &text[..cut]),
            None => text.to_owned(),
        }
    }
}

/// All of them, in source order.
pub(super) fn all(file: &Dockerfile<'_>) -> Vec<Tag> {
    let mut tags = Vec::new();
    let source = file.source.text();
    for node in &file.tree.nodes {
        match node.kind {
            NodeKind::Comment => tags.extend(preprocessor(source, node.span)),
            NodeKind::Template => template_node(source, node.span, &mut tags),
            NodeKind::Instruction(index) => {
                let instruction = &file.tree.instructions[index as usize];
                if file.tree.templated {
                    let outside = |tag: &Tag| !instruction.is_commented(tag.span);
                    tags.extend(in_text(source, node.span).into_iter().filter(outside));
                }
                if instruction.keyword == Keyword::From {
                    tags.extend(instruction.words().iter().filter_map(|word| placeholder(source, word.span())));
                }
            }
            _ => {}
        }
    }
    tags
}

/// The tags of one template node: text between block tags is the same cause; a line without any tag is a placeholder.
fn template_node(source: &str, span: Span, tags: &mut Vec<Tag>) {
    let found = in_text(source, span);
    if found.is_empty() {
        let text = span.of(source);
        let start = span.start + offset(text.len() - text.trim_start().len());
        let line = Span::new(start, start + offset(text.trim().len()));
        let marked = line.of(source);
        if marked.starts_with("%%") || marked.starts_with('@') {
            tags.push(Tag { kind: Kind::Placeholder, span: line });
        }
    }
    tags.extend(found);
}

/// The tags in a stretch of the source, each to its end or that of its line.
fn in_text(source: &str, span: Span) -> Vec<Tag> {
    let bytes = span.of(source).as_bytes();
    let mut tags = Vec::new();
    let mut at = 0;
    // Where the line ends.
    let mut line = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    // By kind: no end of its own stands further on, so looking for one again is in vain.
    let mut unclosed = [false; 4];
    while let Some(found) = memchr::memchr2(b'{', b'<', &bytes[at..]) {
        let start = at + found;
        let place = span.start + offset(start);
        let length = bytes[start..].starts_with(b"{#") && start > 0 && bytes[start - 1] == b'$';
        let Some(kind) = tag_at(source, place).filter(|kind| !length && *kind < unclosed.len()) else {
            at = start + 1;
            continue;
        };
        if line < start {
            line = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
        }
        let close = [b"}}", b"%}", b"#}", b"%>"][kind];
        let closed = if unclosed[kind] { None } else { memchr::memmem::find(&bytes[start..], close) };
        unclosed[kind] = closed.is_none();
        let behind = closed.map_or(line, |end| start + end + close.len());
        let end = behind.min(line);
        tags.push(Tag { kind: Kind::Template, span: Span::new(place, span.start + offset(end)) });
        at = behind;
    }
    tags
}

/// `%%SUITE%%` in the name of an image.
fn placeholder(source: &str, span: Span) -> Option<Tag> {
    let text = span.of(source);
    let start = text.find("%%")?;
    let length = text[start + 2..].find("%%").filter(|length| *length > 0)? + 4;
    let start = span.start + offset(start);
    Some(Tag { kind: Kind::Placeholder, span: Span::new(start, start + offset(length)) })
}

/// `#include "common.docker"`, which is a comment to BuildKit.
fn preprocessor(source: &str, span: Span) -> Option<Tag> {
    let text = span.of(source);
    let line = text.trim();
    let rest = line.strip_prefix("#include")?.trim_start();
    let quoted = rest.starts_with('"') && rest.len() > 2 && rest.ends_with('"');
    let angled = rest.starts_with('<') && rest.ends_with('>');
    let start = span.start + offset(text.len() - text.trim_start().len());
    let span = Span::new(start, start + offset(line.len()));
    (quoted || angled).then_some(Tag { kind: Kind::Preprocessor, span })
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
