//! Options and operands of a command line, as `getopt` reads them.
//!
//! ```text
//! curl -fsSLo x --retry 3 https://example.org/x
//!          ^^ ^ option "o"  ^^^^^^^^^^^^^^^^^^^^ operand
//!               ^^^^^^^^^ option "retry"
//! ```

use super::super::ShellValues;
use crate::shell::Word;
use std::borrow::Cow;

/// Which options of a program take a value.
pub(super) struct Grammar {
    /// Short ones.
    pub(super) short: &'static str,
    /// Long ones that take it from the next word.
    pub(super) long: &'static [&'static str],
}

/// A command line, taken apart.
pub(super) struct Options<'a, 't> {
    /// Option names without dashes, with their values.
    pub(super) given: Vec<(String, String)>,
    /// The other words, with their values.
    pub(super) operands: Vec<(&'a Word<'t>, Cow<'a, str>)>,
}

impl<'a, 't> Options<'a, 't> {
    pub(super) fn read(args: &'a [Word<'t>], grammar: &Grammar, values: &ShellValues<'_, 't>) -> Self {
        let mut options = Self { given: Vec::new(), operands: Vec::new() };
        let mut args = args.iter();
        let mut only_operands = false;
        while let Some(word) = args.next() {
            let text = values.text(word);
            let mut next = || args.next().map(|word| values.text(word).into_owned()).unwrap_or_default();
            if only_operands || !text.starts_with('-') || text == "-" {
                options.operands.push((word, text));
            } else if text == "--" {
                only_operands = true;
            } else if let Some(long) = text.strip_prefix("--") {
                options.given.push(match long.split_once('=') {
                    Some((name, value)) => (name.to_owned(), value.to_owned()),
                    None if grammar.long.contains(&long) => (long.to_owned(), next()),
                    None => (long.to_owned(), String::new()),
                });
            } else {
                let letters = &text[1..];
                for (index, letter) in letters.char_indices() {
                    let rest = &letters[index + letter.len_utf8()..];
                    if grammar.short.contains(letter) {
                        let value = if rest.is_empty() { next() } else { rest.to_owned() };
                        options.given.push((letter.to_string(), value));
                        break;
                    }
                    options.given.push((letter.to_string(), String::new()));
                }
            }
        }
        options
    }

    /// Whether one of `names` is given.
    pub(super) fn has(&self, names: &[&str]) -> bool {
        self.given.iter().any(|(given, _)| names.contains(&given.as_str()))
    }

    /// The last value of one of `names`.
    pub(super) fn value(&self, names: &[&str]) -> Option<&str> {
        self.given.iter().rfind(|(given, _)| names.contains(&given.as_str())).map(|(_, value)| value.as_str())
    }
}
