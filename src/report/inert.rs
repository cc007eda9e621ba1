//! Text from a file, made harmless for the eye and the terminal: characters that steer a terminal, reorder a line or
//! hide are written out instead.
//!
//! ```text
//! ESC [ 2 J     clears a screen        is shown as   ␛[2J
//! U+202E        turns the text round   is shown as   \u{202e}
//! ```
//!
//! So is what steers GitHub's runner, which reads the log of a step for commands: `##[name]…` anywhere in a line, and
//! `::name::…` at its beginning.
//!
//! ```text
//! ##[add-mask]a   hides every `a` in the log   is shown as   ##\u{5b}add-mask]a
//! ```

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether `ch` acts on a terminal, on the order of the characters round it, or can't be seen.
pub(super) fn is_active(ch: char) -> bool {
    if ch < '\u{ad}' {
        return ch.is_control();
    }
    matches!(ch,
        // Soft hyphen, marks of direction, spaces without width. The joiners U+200C and U+200D are not here: scripts and
        // emoji are spelt with them.
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
        // Separators of lines and paragraphs, bidirectional embeddings, overrides and isolates, invisible operators.
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        // Interlinear annotations, tags.
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What a command in the log begins with, wherever in a line it stands.
pub(super) const COMMAND: &str = "##[";

/// Append `ch` as it may be shown.
pub(super) fn push(out: &mut String, ch: char) {
    match ch {
        '[' if out.ends_with("##") => out.push_str("\\u{5b}"),
        _ if !is_active(ch) => out.push(ch),
        // The control pictures stand in the order of the control characters, and are one column wide too.
        '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(ch))),
        '\u{7f}' => out.push('\u{2421}'),
        // Writing to a string does not fail.
        _ => _ = write!(out, "\\u{{{:x}}}", u32::from(ch)),
    }
}

/// Whether `text` may be shown as it is for being plain ASCII, tabs among it if `tabs`: most text is, and costs a look at its
/// bytes then.
pub(super) fn is_plain(text: &str, tabs: bool) -> bool {
    // A chunk is looked at as a whole, which the processor does at once.
    const CHUNK: usize = 32;
    let plain = |byte: &u8| byte.wrapping_sub(b' ') <= b'~' - b' ' || tabs && *byte == b'\t';
    let all_plain = |chunk: &[u8]| chunk.iter().fold(true, |all, byte| all & plain(byte));
    text.as_bytes().chunks(CHUNK).all(all_plain)
        && (memchr::memchr(b'#', text.as_bytes()).is_none() || !text.contains(COMMAND))
}

/// Append `text` as it may be shown. Tabs stay, for whoever knows where they lead.
pub(super) fn append(out: &mut String, text: &str) {
    // What begins in `out` may be a command with `text`.
    if is_plain(text, true) && !out.ends_with('#') {
        return out.push_str(text);
    }
    for ch in text.chars() {
        match ch {
            '\t' => out.push('\t'),
            _ => push(out, ch),
        }
    }
}

/// The length of what [`append`] appends to an empty text.
pub(super) fn length(text: &str) -> usize {
    if is_plain(text, true) {
        return text.len();
    }
    let mut shown = String::new();
    append(&mut shown, text);
    shown.len()
}

/// `text` as one line that may be shown, cut behind `limit` characters.
pub(super) fn line(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit && is_plain(text, false) && !text.trim_start().starts_with("::") {
        return Cow::Borrowed(text);
    }
    let (kept, cut) = match text.char_indices().nth(limit) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    };
    let begins_command = kept.trim_start().starts_with("::");
    if !cut && !begins_command && !kept.contains(is_active) && !kept.contains(COMMAND) {
        return Cow::Borrowed(kept);
    }
    let mut out = String::with_capacity(kept.len() + '…'.len_utf8());
    let mut rest = kept;
    if begins_command {
        out.push_str("\\u{3a}");
        rest = &kept.trim_start()[1..];
    }
    rest.chars().for_each(|ch| push(&mut out, ch));
    if cut {
        out.push('…');
    }
    Cow::Owned(out)
}

/// `text`, which is for a terminal and may be coloured, without what would run in the log of a workflow.
pub fn commands(text: &str) -> String {
    let broken = text.replace(COMMAND, "##\\u{5b}");
    let line = |line: &str| match line.trim_start().strip_prefix("::") {
        Some(rest) => format!("{}\\u{{3a}}:{rest}", &line[..line.len() - rest.len() - 2]),
        None => line.to_owned(),
    };
    broken.split_inclusive('\n').map(line).collect()
}

/// `text`, each of its lines as it may be shown.
pub fn lines(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|whole| match whole.strip_suffix('\n') {
            Some(own) => format!("{}\n", line(own, usize::MAX)),
            None => line(whole, usize::MAX).into_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_pictures() {
        assert_eq!(line("a\x1b[2J\x07\r\n\t\x7f", 99), "a␛[2J␇␍␊␉␡");
    }

    #[test]
    fn other_active_characters_are_written_as_numbers() {
        assert_eq!(line("\u{85}\u{9b}\u{202e}\u{2066}", 99), r"\u{85}\u{9b}\u{202e}\u{2066}");
    }

    #[test]
    fn what_begins_a_command_in_a_log_is_broken() {
        assert_eq!(line("a ###[b] ##[c]", 99), r"a ###\u{5b}b] ##\u{5b}c]");
        assert_eq!(line(" ::error::a", 99), r"\u{3a}:error::a");
        assert_eq!(line("a::b [c] #[d]", 99), "a::b [c] #[d]");
    }

    #[test]
    fn a_command_is_broken_where_two_texts_meet() {
        let mut out = "#".to_owned();
        append(&mut out, "#[a]\t");
        assert_eq!(out, "##\\u{5b}a]\t");
        assert_eq!(length("##[a]\t"), out.len());
    }

    #[test]
    fn plain_text_in_any_script_is_left_alone() {
        assert!(matches!(line("é 日本 👩\u{200d}🚀 …", 99), Cow::Borrowed(_)));
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(line("ééé", 2), "éé…");
        assert_eq!(line("ééé", 3), "ééé");
    }
}
