//! What the arguments of a call are: options, their values, and the rest.
//!
//! ```text
//! apt-get -qqy -t bookworm-backports install curl
//!         ^^^^ the options q, q and y        ^^^^ operands
//!                 ^^^^^^^^^^^^^^^^^^ a value
//! ```

use super::Manager;
use super::calls::{Argument, Call};
use super::manager::is_python;

/// Whether a variable that is called so holds options: `WGET_OPTS`, `extra_flags`.
pub fn names_options(variable: &str) -> bool {
    const WORDS: &[&str] = &["arg", "argument", "arguments", "flag", "opt", "option"];
    // `APTOPTS` holds several as well.
    const ENDS: &[&str] = &["args", "flags", "options", "opts"];
    let name = variable.to_lowercase();
    let mut words = name.split(|char: char| !char.is_ascii_alphanumeric());
    words.any(|word| WORDS.contains(&word) || ENDS.iter().any(|end| word.ends_with(end)))
}

impl Call {
    /// Its first argument that is one of `words`.
    pub fn word(&self, words: &[&str]) -> Option<&Argument> {
        self.arguments.iter().find(|argument| words.contains(&argument.text.as_str()))
    }

    /// Whether `word` is one of its arguments.
    pub fn has(&self, word: &str) -> bool {
        self.word(&[word]).is_some()
    }

    /// Whether it has one of these options, without their dashes: letters alone or in a group, and long names.
    pub fn has_option(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.count(name) > 0)
    }

    /// How many times it has an option: `-qq` is `q` twice.
    pub fn count(&self, name: &str) -> usize {
        let in_argument = |argument: &Argument| match option(&argument.text) {
            Some(Kind::Long(long)) => usize::from(long == name),
            Some(Kind::Letters(letters)) => letters.chars().filter(|letter| name.chars().eq([*letter])).count(),
            None => 0,
        };
        self.arguments.iter().map(in_argument).sum()
    }

    /// Whether a word sets `key` to one of `values`, of apt's configuration: `-o APT::Get::Assume-Yes=true`.
    pub fn is_set(&self, key: &str, values: &[&str]) -> bool {
        self.arguments.iter().any(|argument| {
            let text = argument.text.to_ascii_lowercase();
            let pair = text.strip_prefix("--option=").or_else(|| text.strip_prefix("-o")).unwrap_or(&text);
            pair.split_once('=').is_some_and(|(name, value)| name == key && values.contains(&value))
        })
    }

    /// Whether a variable that nothing defines may hold options: its name says so.
    pub fn may_hold_options(&self) -> bool {
        let unknown = |argument: &&Argument| argument.text.starts_with("${");
        self.arguments.iter().filter(unknown).any(|argument| names_options(&argument.text))
    }

    /// The arguments that are neither options nor the values of options.
    pub fn operands(&self) -> Vec<&Argument> {
        let takes_value = |option: &str| self.takes_value(option);
        let mut arguments = self.arguments.iter();
        let mut found = Vec::new();
        while let Some(argument) = arguments.next() {
            match option(&argument.text) {
                Some(_) if value_follows(&argument.text, takes_value) => drop(arguments.next()),
                Some(_) => {}
                None if matches!(argument.text.as_str(), "-" | "--") => {}
                None => found.push(argument),
            }
        }
        found
    }

    fn takes_value(&self, option: &str) -> bool {
        match self.program.as_str() {
            "go" => GO.contains(&option),
            name if is_python(name) || name == "pipx" => Manager::Pip.takes_value(option),
            name => Manager::of(name).is_some_and(|manager| manager.takes_value(option)),
        }
    }
}

/// The options of `go` whose value is the next word.
const GO: &[&str] = &[
    "-C",
    "-asmflags",
    "-buildmode",
    "-compiler",
    "-exec",
    "-gcflags",
    "-installsuffix",
    "-ldflags",
    "-mod",
    "-modfile",
    "-o",
    "-overlay",
    "-p",
    "-pgo",
    "-pkgdir",
    "-tags",
    "-toolexec",
];

/// An option as programs read them.
enum Kind<'a> {
    /// `--name`, `--name=value`.
    Long(&'a str),
    /// `-abc`.
    Letters(&'a str),
}

fn option(text: &str) -> Option<Kind<'_>> {
    let rest = text.strip_prefix('-')?;
    match rest.strip_prefix('-') {
        Some("") => None,
        Some(long) => Some(Kind::Long(long.split_once('=').map_or(long, |(name, _)| name))),
        None => (!rest.is_empty()).then_some(Kind::Letters(rest)),
    }
}

/// Whether the next word is the option's value. In a group of letters, the rest of the word is the value of the first
/// one that takes any.
fn value_follows(text: &str, takes_value: impl Fn(&str) -> bool) -> bool {
    if text.starts_with("--") || takes_value(text) {
        return takes_value(text);
    }
    let letters = &text[1..];
    letters
        .char_indices()
        .find(|(_, letter)| takes_value(&format!("-{letter}")))
        .is_some_and(|(at, letter)| at + letter.len_utf8() == letters.len())
}
