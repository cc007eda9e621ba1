//! The exec form: a JSON array of strings.
//!
//! ```text
//! CMD ["gunicorn", "--bind=\"0\""]
//!       ^^^^^^^^    ^^^^^^^^^^^^^ an item's text; the escapes read as what they stand for
//! ```

use crate::text::{Cursor, Joined, Piece, Span};

/// One string of the array.
#[derive(Clone, Debug)]
pub struct Item<'t> {
    /// With its quotes.
    pub span: Span,
    /// What stands between the quotes, escapes resolved.
    pub text: Joined<'t>,
}

/// What the text is to BuildKit.
pub(super) enum Json {
    /// An array of strings.
    Strings,
    /// A valid array that holds something else, first here: refused.
    Other(Span),
    /// No JSON array: read as words or shell text.
    No,
}

/// Read all of `text` as a JSON array; `each` is given its strings as they are read.
pub(super) fn read<'t>(text: &Joined<'t>, each: impl FnMut(Item<'t>)) -> Json {
    let mut cursor = text.cursor();
    cursor.eat_while(is_space);
    if cursor.peek() != Some(b'[') {
        return Json::No;
    }
    array(text, &mut cursor, each).unwrap_or(Json::No)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// `None` where it is no valid JSON.
fn array<'t>(text: &Joined<'t>, cursor: &mut Cursor<'_>, mut each: impl FnMut(Item<'t>)) -> Option<Json> {
    cursor.bump();
    let mut other = None;
    cursor.eat_while(is_space);
    if !cursor.eat(b']') {
        loop {
            cursor.eat_while(is_space);
            let start = cursor.offset();
            if cursor.peek()? == b'"' {
                each(string(text, cursor)?);
            } else {
                skip_value(cursor)?;
                other = other.or(Some(Span::new(start, cursor.behind())));
            }
            cursor.eat_while(is_space);
            match cursor.bump()? {
                b',' => {}
                b']' => break,
                _ => return None,
            }
        }
    }
    cursor.eat_while(is_space);
    if cursor.peek().is_some() {
        return None;
    }
    Some(other.map_or(Json::Strings, Json::Other))
}

/// A string; the cursor stands on its quote.
fn string<'t>(text: &Joined<'t>, cursor: &mut Cursor<'_>) -> Option<Item<'t>> {
    let start = cursor.offset();
    cursor.bump();
    let inner = cursor.offset();
    let mut escapes: Vec<Piece> = Vec::new();
    loop {
        cursor.eat_while(|byte| byte != b'"' && byte != b'\\' && byte > 0x1f);
        let at = cursor.offset();
        match cursor.bump()? {
            b'"' => {
                let span = Span::new(start, cursor.behind());
                let body = text.slice(Span::new(inner, at));
                let text = if escapes.is_empty() { body } else { with_escapes(&body, &escapes) };
                return Some(Item { span, text });
            }
            b'\\' => {
                let read = escape(cursor)?;
                escapes.push(Piece { span: Span::new(at, cursor.behind()), reads: Some(read) });
            }
            _ => return None,
        }
    }
}

/// The character that an escape stands for; the cursor stands behind the backslash.
fn escape(cursor: &mut Cursor<'_>) -> Option<char> {
    Some(match cursor.bump()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let first = hex(cursor)?;
            if !(0xd800..0xdc00).contains(&first) {
                return Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            let mut ahead = cursor.clone();
            let second = (ahead.eat(b'\\') && ahead.eat(b'u')).then(|| hex(&mut ahead)).flatten();
            match second {
                Some(second) if (0xdc00..0xe000).contains(&second) => {
                    *cursor = ahead;
                    char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))?
                }
                _ => char::REPLACEMENT_CHARACTER,
            }
        }
        _ => return None,
    })
}

fn hex(cursor: &mut Cursor<'_>) -> Option<u32> {
    (0..4).try_fold(0, |value, _| Some(value * 16 + char::from(cursor.bump()?).to_digit(16)?))
}

/// The text with its escapes as pieces of their own.
fn with_escapes<'t>(body: &Joined<'t>, escapes: &[Piece]) -> Joined<'t> {
    let mut pieces = Vec::with_capacity(escapes.len() * 2 + 1);
    let mut from = body.span().start;
    for escape in escapes {
        pieces.extend(body.slice(Span::new(from, escape.span.start)).pieces());
        pieces.push(*escape);
        from = escape.span.end;
    }
    pieces.extend(body.slice(Span::new(from, body.span().end)).pieces());
    Joined::new(body.source(), pieces)
}

/// Step over a JSON value that is no string: `true`, a number, an array or object. Inside brackets only their balance is
/// looked at: the verdict is the same whatever they hold.
fn skip_value(cursor: &mut Cursor<'_>) -> Option<()> {
    if !matches!(cursor.peek()?, b'[' | b'{') {
        for word in ["true", "false", "null"] {
            if cursor.starts_with(word) {
                (0..word.len()).for_each(|_| {
                    cursor.bump();
                });
                return Some(());
            }
        }
        let start = cursor.offset();
        cursor.eat(b'-');
        cursor.eat_while(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
        return (cursor.offset() > start).then_some(());
    }
    let mut depth = 0_u32;
    let mut in_string = false;
    loop {
        match cursor.bump()? {
            b'\\' if in_string => drop(cursor.bump()?),
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return Some(());
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(text: &str) -> Option<Vec<String>> {
        let end = u32::try_from(text.len()).unwrap();
        let mut strings = Vec::new();
        let json = read(&Joined::whole(text, Span::new(0, end)), |item| strings.push(item.text.text().into_owned()));
        matches!(json, Json::Strings).then_some(strings)
    }

    fn is_other(text: &str) -> bool {
        let end = u32::try_from(text.len()).unwrap();
        matches!(read(&Joined::whole(text, Span::new(0, end)), drop), Json::Other(_))
    }

    #[test]
    fn an_array_of_strings_is_the_exec_form() {
        assert_eq!(strings(r#"[ "a" , "b c" ]"#).unwrap(), ["a", "b c"]);
        assert_eq!(strings("[]").unwrap(), [""; 0]);
    }

    #[test]
    fn escapes_read_as_what_they_stand_for() {
        assert_eq!(strings(r#"["\"a\"", "x\ny", "\u00e9\ud83d\ude00"]"#).unwrap(), ["\"a\"", "x\ny", "é😀"]);
    }

    #[test]
    fn what_is_no_json_is_shell_text() {
        for text in ["[ -f x ]", "['a']", r#"["a"] b"#, r#"["a",]"#, r#"["a" "b"]"#, r#"["a"#, "[", "echo"] {
            assert!(strings(text).is_none() && !is_other(text), "{text}");
        }
    }

    #[test]
    fn other_values_are_refused() {
        for text in [r#"["a", 1]"#, "[null]", r#"[["a"]]"#, r#"[{"a": "]"}]"#, "[-1.5e3]"] {
            assert!(is_other(text), "{text}");
        }
    }
}
