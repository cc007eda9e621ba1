//! Text from a file, made harmless for the eye and the terminal: characters that steer a terminal, reorder a line or
//! hide are written out instead.
//!
//! ```text
//! ESC [ 2 J     clears a screen        is shown as   ␛[2J
//! U+202E        turns the text round   is shown as   \u{202e}
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

/// Append `ch` as it may be shown.
pub(super) fn push(out: &mut String, ch: char) {
    match ch {
        _ if !is_active(ch) => out.push(ch),
        // The control pictures stand in the order of the control characters, and are one column wide too.
        '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + u32::from(ch))),
        '\u{7f}' => out.push('\u{2421}'),
        // Writing to a string does not fail.
        _ => _ = write!(out, "\\u{{{:x}}}", u32::from(ch)),
    }
}

/// `text` as one line that may be shown, cut behind `limit` characters.
pub(super) fn line(text: &str, limit: usize) -> Cow<'_, str> {
    let (kept, cut) = match text.char_indices().nth(limit) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    };
    if !cut && !kept.contains(is_active) {
        return Cow::Borrowed(kept);
    }
    let mut out = String::with_capacity(kept.len() + '…'.len_utf8());
    kept.chars().for_each(|ch| push(&mut out, ch));
    if cut {
        out.push('…');
    }
    Cow::Owned(out)
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
    fn plain_text_in_any_script_is_left_alone() {
        assert!(matches!(line("é 日本 👩\u{200d}🚀 …", 99), Cow::Borrowed(_)));
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(line("ééé", 2), "éé…");
        assert_eq!(line("ééé", 3), "ééé");
    }
}
