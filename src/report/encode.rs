//! Values to JSON that is safe to look at: indented, with every character that acts on a terminal as `\u….`, and one of
//! each `##[`, which acts in the log of a GitHub workflow. A parser reads the very same text.

use super::inert;
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Write `value` as a JSON text of several lines, the last one ended too.
///
/// # Errors
/// Those of `out`.
pub(super) fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(&mut *out, InertFormatter(PrettyFormatter::new()));
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// `json`, a JSON text that somebody else has written, made as safe to look at.
pub fn inert_json(json: &str) -> String {
    // What stands between the strings of a JSON text is no such character, line ends aside.
    let lines: Vec<Cow<'_, str>> = json.split('\n').map(escaped).collect();
    lines.join("\n")
}

/// Indents as [`PrettyFormatter`] does, and escapes more than JSON demands.
struct InertFormatter(PrettyFormatter<'static>);

impl Formatter for InertFormatter {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        out.write_all(escaped(fragment).as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

/// `fragment`, a part of a string, with what acts in it escaped.
fn escaped(fragment: &str) -> Cow<'_, str> {
    let (mut out, mut rest) = (String::new(), fragment);
    while let Some((at, ch)) = first_active(rest) {
        out.push_str(&rest[..at]);
        for unit in ch.encode_utf16(&mut [0; 2]) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
        rest = &rest[at + ch.len_utf8()..];
    }
    if out.is_empty() { Cow::Borrowed(fragment) } else { Cow::Owned(out + rest) }
}

/// The first character of `fragment` that has to be escaped, and where it stands.
fn first_active(fragment: &str) -> Option<(usize, char)> {
    // Most fragments are plain, and to see that takes a look at the bytes.
    if fragment.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'#') {
        return None;
    }
    let acts = |&(at, ch): &(usize, char)| inert::is_active(ch) || fragment[at..].starts_with(inert::COMMAND);
    fragment.char_indices().find(acts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_command_of_a_workflow_log_is_written() {
        let mut out = Vec::new();
        write_json(&"a ##[add-mask]b ###[c]", &mut out).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(json, "\"a \\u0023#[add-mask]b #\\u0023#[c]\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), "a ##[add-mask]b ###[c]");
    }

    #[test]
    fn active_characters_are_escaped_and_read_back() {
        let text = "é \u{1b}[0m \u{7f} \u{9b} \u{202e} \u{e0041}";
        let mut out = Vec::new();
        write_json(&text, &mut out).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(json, "\"é \\u001b[0m \\u007f \\u009b \\u202e \\udb40\\udc41\"\n");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
