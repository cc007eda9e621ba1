//! Heredocs of RUN, COPY and ADD.
//!
//! ```text
//! RUN <<-"EOF" python3
//!     ^^^^^^^^ the word that announces it: tabs stripped, quoted, so nothing is expanded
//!     print(1)          body
//! EOF                   delimiter line
//! ```

use super::Problem;
use super::instruction::Instruction;
use super::logical::Line;
use crate::text::{Cursor, Joined, Span};

/// A heredoc of an instruction.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heredoc {
    /// The word that announces it, `<<` included.
    pub span: Span,
    /// The delimiter, quotes removed.
    pub delimiter: String,
    /// The file descriptor before `<<`; 0 where none is written.
    pub descriptor: u32,
    /// Whether variables are expanded in the body: no part of the delimiter is quoted.
    pub expand: bool,
    /// `<<-`: leading tabs are stripped.
    pub strip_tabs: bool,
    /// The lines of the body.
    pub body: Span,
    /// The line that ends it, without its line end; empty where none does.
    pub delimiter_line: Span,
}

/// Find the heredocs that `instruction` announces, and read their bodies from `start`, the line behind it. Gives the offset
/// behind the last delimiter line.
pub(super) fn read_bodies(instruction: &mut Instruction<'_>, start: u32, problems: &mut Vec<Problem>) -> u32 {
    let source = instruction.source;
    if !has_double_less(instruction.span.of(source).as_bytes()) || instruction.json().is_some() {
        return start;
    }
    let mut at = start;
    let mut found = announced(&instruction.line());
    for heredoc in &mut found {
        heredoc.body = Span::at(at);
        loop {
            if at as usize >= source.len() {
                heredoc.body.end = at;
                heredoc.delimiter_line = Span::at(at);
                problems.push(
                    Problem::new(heredoc.span, format!("the heredoc `{}` never ends", heredoc.delimiter))
                        .help(format!("Put `{}` alone on the line behind its last line.", heredoc.delimiter)),
                );
                break;
            }
            let line = Line::at(source, at);
            let text = line.content.of(source);
            let text = if heredoc.strip_tabs { text.trim_start_matches('\t') } else { text };
            at = line.full.end;
            if text == heredoc.delimiter {
                heredoc.body.end = line.full.start;
                heredoc.delimiter_line = line.content;
                break;
            }
        }
    }
    if let Some(last) = found.last() {
        instruction.span.end = last.delimiter_line.end.max(instruction.span.end);
    }
    instruction.heredocs = found;
    at
}

/// Whether `<<` stands anywhere. A search for one byte needs no preparation, and few lines have a `<`.
fn has_double_less(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'<', bytes).any(|at| bytes.get(at + 1) == Some(&b'<'))
}

/// The heredocs that a line announces: words of the form `<<NAME`. BuildKit finds none on a line whose quotes or variables
/// it can't read.
fn announced(line: &Joined<'_>) -> Vec<Heredoc> {
    let mut found = Vec::new();
    let mut cursor = line.cursor();
    loop {
        cursor.eat_while(|byte| byte.is_ascii_whitespace());
        if cursor.peek().is_none() {
            return found;
        }
        let start = cursor.offset();
        if eat_word(&mut cursor).is_none() {
            return Vec::new();
        }
        let span = Span::new(start, cursor.behind());
        found.extend(announcement(&line.slice(span)));
    }
}

/// Step over one word, quotes and variables in it; `None` where BuildKit would give up.
fn eat_word(cursor: &mut Cursor<'_>) -> Option<()> {
    while let Some(byte) = cursor.peek() {
        match byte {
            byte if byte.is_ascii_whitespace() => return Some(()),
            b'\'' => {
                cursor.bump();
                cursor.eat_while(|byte| byte != b'\'');
                cursor.bump()?;
            }
            b'"' => double_quoted(cursor)?,
            b'$' => dollar(cursor)?,
            b'\\' => {
                cursor.bump();
                cursor.bump();
            }
            b'<' => {
                cursor.bump();
                if cursor.eat(b'<') {
                    cursor.eat_while(|byte| matches!(byte, b' ' | b'\t'));
                }
            }
            _ => drop(cursor.bump()),
        }
    }
    Some(())
}

fn double_quoted(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.bump();
    loop {
        match cursor.peek()? {
            b'"' => {
                cursor.bump();
                return Some(());
            }
            b'$' => dollar(cursor)?,
            b'\\' => {
                cursor.bump();
                cursor.bump();
            }
            _ => drop(cursor.bump()),
        }
    }
}

/// Step over `$name` or `${…}`; `None` for what BuildKit calls a bad substitution.
fn dollar(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.bump();
    if !cursor.eat(b'{') {
        return Some(());
    }
    if matches!(cursor.peek()?, b'{' | b'}' | b':') {
        return None;
    }
    if matches!(cursor.peek()?, b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') {
        cursor.bump();
    }
    cursor.eat_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80);
    match cursor.bump()? {
        b'}' => return Some(()),
        b':' => drop(cursor.bump().filter(|byte| b"+-?".contains(byte))?),
        b'+' | b'-' | b'?' | b'#' | b'%' | b'/' => {}
        _ => return None,
    }
    // Any depth of nesting in one loop: what closes a brace is told by the count alone.
    let mut depth = 1_u32;
    while depth > 0 {
        match cursor.bump()? {
            b'}' => depth -= 1,
            b'$' if cursor.peek() == Some(b'{') => depth += 1,
            b'\\' => drop(cursor.bump()),
            b'\'' => {
                cursor.eat_while(|byte| byte != b'\'');
                cursor.bump()?;
            }
            _ => {}
        }
    }
    Some(())
}

/// Read a word as `3<<-"EOF"`.
fn announcement(word: &Joined<'_>) -> Option<Heredoc> {
    let text = word.text();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix("<<")?;
    let (strip_tabs, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
    let rest = rest.trim_start();
    if rest.is_empty() || rest.contains('<') {
        return None;
    }
    let expand = !rest.contains(['"', '\'']);
    let mut delimiter = String::with_capacity(rest.len());
    let mut quote = None;
    let mut chars = rest.chars();
    while let Some(char) = chars.next() {
        match char {
            '\'' | '"' if quote == Some(char) => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(char),
            '\\' if quote != Some('\'') => delimiter.extend(chars.next()),
            _ => delimiter.push(char),
        }
    }
    Some(Heredoc {
        span: word.span(),
        delimiter,
        descriptor: text[..digits].parse().unwrap_or(0),
        expand,
        strip_tabs,
        body: Span::default(),
        delimiter_line: Span::default(),
    })
}
