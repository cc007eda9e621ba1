//! The key that a line begins with.
//!
//! ```text
//! working-directory : docs      "run": make
//! ^^^^^^^^^^^^^^^^^ name         ^^^  its value begins behind the colon
//! ```

use super::super::lines::{is_blank, offset};
use crate::text::Span;

/// A key of a mapping.
pub(super) struct Key<'t> {
    pub(super) name: &'t str,
    /// Just behind the colon.
    pub(super) value: u32,
}

/// The key at the beginning of `rest`, which ends with its line.
pub(super) fn read(source: &str, rest: Span) -> Option<Key<'_>> {
    let text = rest.of(source);
    let bytes = text.as_bytes();
    let (name, behind) = match *bytes.first()? {
        quote @ (b'"' | b'\'') => {
            let end = 1 + memchr::memchr(quote, &bytes[1..])?;
            let blanks = bytes[end + 1..].iter().take_while(|&&byte| is_blank(byte)).count();
            (&text[1..end], end + 1 + blanks)
        }
        // An indicator: no plain text begins so.
        b'{' | b'[' | b'#' | b'|' | b'>' | b'&' | b'*' | b'!' | b'%' | b'@' | b'`' => return None,
        _ => {
            let end =
                memchr::memchr_iter(b':', bytes).find(|&at| bytes.get(at + 1).is_none_or(|&next| is_blank(next)))?;
            (text[..end].trim_end(), end)
        }
    };
    let is_key = bytes.get(behind) == Some(&b':') && bytes.get(behind + 1).is_none_or(|&next| is_blank(next));
    let is_comment = !bytes.starts_with(b"\"") && !bytes.starts_with(b"'") && name.contains(" #");
    (is_key && !is_comment).then(|| Key { name, value: rest.start + offset(behind + 1) })
}
