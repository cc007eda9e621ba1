//! Reads Markdown by its lines: titles with `#` or underlined, fences, comments, and the directives that `MyST` writes as
//! fences.

use super::{Document, Heading, Reference, ReferenceKind};
use crate::repo::lines::{Line, Lines, offset};
use crate::text::Span;

pub(super) fn read(text: &str) -> Document {
    let lines: Vec<Line> = Lines::new(text).collect();
    let mut document = Document::default();
    let mut at = front_matter(text, &lines, &mut document);
    // The line of text that an underline would make a title.
    let mut before: Option<Line> = None;
    while let Some(&line) = lines.get(at) {
        let content = line.content.of(text);
        let trimmed = content.trim_start();
        let indented = content.len() - trimmed.len() > 3;
        let above = before.take();
        if trimmed.is_empty() {
            at += 1;
        } else if let Some(fence) = fence(trimmed).filter(|_| !indented) {
            let end = fence_end(text, &lines, at, fence);
            directive(text, &lines[at..end], &mut document);
            at = end;
        } else if trimmed.starts_with("<!--") {
            at = comment(text, &lines, at, &mut document);
        } else if let Some((level, title)) = atx(text, line).filter(|_| !indented) {
            push(&mut document, level, title, line.content.to(line.newline));
            at += 1;
        } else if let (Some(title), Some(level)) = (above, underline(trimmed).filter(|_| !indented)) {
            push(&mut document, level, words(text, title.content), title.content.to(line.newline));
            at += 1;
        } else {
            let definition = trimmed.starts_with('[') && trimmed.contains("]: ");
            if definition {
                document.unseen.push(line.content.to(line.newline));
            }
            before = (!definition && !indented && !trimmed.starts_with(['>', '|'])).then_some(line);
            at += 1;
        }
    }
    super::links::of_markdown(text, &mut document);
    document
}

fn push(document: &mut Document, level: usize, title: Span, lines: Span) {
    document.headings.push(Heading { level, title, lines, section: Span::at(lines.end) });
}

/// The line behind the settings that some generators want between two lines of `---` at the top.
fn front_matter(text: &str, lines: &[Line], document: &mut Document) -> usize {
    let is_rule = |line: &Line| line.content.of(text).trim_end() == "---";
    if !lines.first().is_some_and(is_rule) {
        return 0;
    }
    let Some(end) = lines.iter().skip(1).position(is_rule) else { return 0 };
    document.unseen.push(lines[0].content.to(lines[end + 1].newline));
    end + 2
}

/// The character and the length of a fence that `line` opens.
fn fence(line: &str) -> Option<(u8, usize)> {
    let first = *line.as_bytes().first().filter(|first| matches!(first, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == first).count();
    let inline = first == b'`' && line[length..].contains('`');
    (length >= 3 && !inline).then_some((first, length))
}

/// The line behind the fence that opens at `at`; one that nothing closes goes to the end.
fn fence_end(text: &str, lines: &[Line], at: usize, (character, length): (u8, usize)) -> usize {
    let closes = |line: &Line| {
        let line = line.content.of(text).trim();
        line.len() >= length && line.bytes().all(|byte| byte == character)
    };
    lines.iter().skip(at + 1).position(closes).map_or(lines.len(), |found| at + found + 2)
}

/// What a fence means to `MyST`: "```{include} x.md", "```{toctree}" and its entries.
fn directive(text: &str, lines: &[Line], document: &mut Document) {
    let Some((first, content)) = lines.split_first() else { return };
    let info = first.content.of(text).trim_start().trim_start_matches(['`', '~']);
    let Some((name, argument)) = info.strip_prefix('{').and_then(|info| info.split_once('}')) else { return };
    let whole = first.content.to(lines[lines.len() - 1].newline);
    match name {
        "include" | "literalinclude" => {
            let argument = Span::new(first.content.end - offset(argument.len()), first.content.end);
            let target = words(text, argument);
            document.references.push(Reference { kind: ReferenceKind::Include, target });
        }
        "toctree" => {
            let entries = content.iter().map(|line| words(text, line.content)).filter(|entry| {
                let entry = entry.of(text);
                !entry.is_empty() && !entry.starts_with([':', '`', '~'])
            });
            document.references.extend(entries.map(|target| Reference { kind: ReferenceKind::Page, target }));
        }
        _ => return,
    }
    document.unseen.push(whole);
}

/// Note the comment that begins at `at`; the line behind it.
fn comment(text: &str, lines: &[Line], at: usize, document: &mut Document) -> usize {
    let start = lines[at].content.start;
    let rest = text.get(start as usize..).unwrap_or("");
    let length = rest.find("-->").map_or(rest.len(), |end| end + 3);
    let end = start + offset(length);
    document.unseen.push(Span::new(start, end));
    let behind = lines[at..].iter().position(|line| line.content.end >= end);
    behind.map_or(lines.len(), |found| at + found + 1)
}

/// A title with `#` in front: its level and its words.
fn atx(text: &str, line: Line) -> Option<(usize, Span)> {
    let content = line.content.of(text);
    let indented = content.len() - content.trim_start().len();
    let level = content.trim_start().bytes().take_while(|byte| *byte == b'#').count();
    let title = content.get(indented + level..).filter(|_| (1..=6).contains(&level))?;
    if !title.is_empty() && !title.starts_with([' ', '\t']) {
        return None;
    }
    let title = words(text, Span::new(line.content.end - offset(title.len()), line.content.end));
    let closing = title.of(text).trim_end_matches('#');
    let closed = closing.is_empty() || closing.ends_with(' ');
    let length = if closed { closing.trim_end().len() } else { title.of(text).len() };
    Some((level, Span::new(title.start, title.start + offset(length))))
}

fn underline(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let all = |character: char| line.chars().all(|found| found == character);
    if all('=') { Some(1) } else { all('-').then_some(2) }
}

/// `span` without the blanks at its ends.
fn words(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + offset(words.len() - words.trim_start().len());
    Span::new(start, start + offset(words.trim().len()))
}
