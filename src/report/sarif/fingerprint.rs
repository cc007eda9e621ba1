//! The fingerprint that GitHub follows an alert by while the file round it changes: a hash of what begins at the line.
//! GitHub's upload step computes it from the file where a report has none; ours is the same number.
//!
//! ```text
//!  units   the UTF-16 code units from the line's start to the end of the text, without spaces and tabs, CR LF and CR
//!          as LF, then one 0xFFFF, then zeros
//!  hash    Σ units[i] · 37^(99 − i) over the first 100 units, modulo 2⁶⁴
//!  value   hash in hexadecimal ":" how often it has come up to this line, itself included
//! ```

use crate::text::Source;
use std::collections::HashMap;

/// Units that a hash covers.
const WINDOW: usize = 100;

const BASE: u64 = 37;

/// `BASE` to the power of `WINDOW`.
const LEAVING: u64 = {
    let mut power: u64 = 1;
    let mut exponent = 0;
    while exponent < WINDOW {
        power = power.wrapping_mul(BASE);
        exponent += 1;
    }
    power
};

/// The fingerprints of every line of a text, made in one pass.
pub(super) struct LineHashes {
    lines: Vec<(u64, u32)>,
}

impl LineHashes {
    /// Hash every line of `source`. What is no UTF-8 in it reads as U+FFFD there, and not as our own substitute.
    pub(super) fn of(source: &Source) -> Self {
        let text = source.text();
        if source.invalid().is_empty() {
            return Self::new(text);
        }
        let mut read = String::with_capacity(text.len());
        let mut at = 0;
        for invalid in source.invalid() {
            read.push_str(text.get(at..invalid.start as usize).unwrap_or_default());
            read.extend(invalid.range().map(|_| char::REPLACEMENT_CHARACTER));
            at = invalid.end as usize;
        }
        read.push_str(text.get(at..).unwrap_or_default());
        Self::new(&read)
    }

    fn new(text: &str) -> Self {
        let Normalized { units, line_starts } = Normalized::new(text);
        let unit = |at: usize| units.get(at).map_or(0, |&unit| u64::from(unit));
        let mut hash = (0..WINDOW).fold(0_u64, |hash, at| hash.wrapping_mul(BASE).wrapping_add(unit(at)));
        let mut at = 0;
        let mut seen: HashMap<u64, u32> = HashMap::new();
        let mut lines = Vec::with_capacity(line_starts.len());
        for start in line_starts {
            while at < start {
                hash = hash.wrapping_mul(BASE).wrapping_add(unit(at + WINDOW));
                hash = hash.wrapping_sub(unit(at).wrapping_mul(LEAVING));
                at += 1;
            }
            let times = seen.entry(hash).or_default();
            *times += 1;
            lines.push((hash, *times));
        }
        Self { lines }
    }

    /// The fingerprint of `line`, from 1; for a line behind the last one, that of the last.
    pub(super) fn line(&self, line: u32) -> String {
        let index = (line as usize).saturating_sub(1).min(self.lines.len().saturating_sub(1));
        let (hash, times) = self.lines.get(index).copied().unwrap_or_default();
        format!("{hash:x}:{times}")
    }
}

/// A text as it is hashed.
struct Normalized {
    units: Vec<u16>,
    /// Of each line, the index of its first unit. A lone CR ends a line too, unlike elsewhere: GitHub counts so.
    line_starts: Vec<usize>,
}

impl Normalized {
    fn new(text: &str) -> Self {
        let mut units = Vec::with_capacity(text.len() + 1);
        let mut line_starts = vec![0];
        let mut behind_cr = false;
        for unit in text.encode_utf16() {
            let lf_of_crlf = behind_cr && unit == LF;
            behind_cr = unit == CR;
            match unit {
                _ if lf_of_crlf => {}
                SPACE | TAB => {}
                CR | LF => {
                    units.push(LF);
                    line_starts.push(units.len());
                }
                _ => units.push(unit),
            }
        }
        units.push(u16::MAX);
        Self { units, line_starts }
    }
}

const TAB: u16 = 0x09;
const LF: u16 = 0x0a;
const CR: u16 = 0x0d;
const SPACE: u16 = 0x20;

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<String> {
        let hashes = LineHashes::new(text);
        (1..).take(hashes.lines.len()).map(|line| hashes.line(line)).collect()
    }

    #[test]
    fn the_empty_text_has_one_line() {
        assert_eq!(hashes(""), ["c129715d7a2bc9a3:1"]);
    }

    #[test]
    fn blanks_do_not_count() {
        let expected = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(hashes(" a\nb\n  \t\tc\n d"), expected);
        assert_eq!(hashes(" a\r\nb\r  \t\tc\r\n d"), expected);
    }

    #[test]
    fn equal_lines_are_numbered() {
        let first = (1..=6).map(|times| format!("a7f2ff13bc495cf2:{times}"));
        let last = [
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ];
        let expected: Vec<String> = first.chain(last.map(str::to_owned)).collect();
        assert_eq!(hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10)), expected);
    }

    #[test]
    fn what_is_no_utf8_reads_as_the_replacement_character() {
        let source = Source::from_bytes("Dockerfile", b"# caf\xe9 \xff\nRUN x".to_vec());
        assert_eq!(LineHashes::of(&source).line(1), LineHashes::new("# caf\u{fffd} \u{fffd}\nRUN x").line(1));
    }

    #[test]
    fn a_line_behind_the_last_has_the_last_ones_fingerprint() {
        assert_eq!(LineHashes::new("a").line(7), LineHashes::new("a").line(1));
    }
}
