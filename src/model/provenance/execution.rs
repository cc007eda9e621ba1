//! Which file a command executes, and what reads it.
//!
//! ```text
//! ./build.sh --all      Direct
//! bash -e build.sh      Interpreter
//! . build/env.sh        Sourced
//! curl … | sh -s        Piped: what comes down the pipe
//! build                 Bare: looked up in PATH
//! ```

use super::super::ShellValues;
use crate::shell::{Program, Word, is_shell};
use std::borrow::Cow;

/// What a shell does itself, whatever PATH leads to.
const BUILTINS: [&str; 34] = [
    ":", "[", "alias", "bg", "break", "cd", "command", "continue", "declare", "echo", "eval", "exec", "exit", "export",
    "false", "fg", "getopts", "hash", "jobs", "kill", "local", "printf", "pwd", "read", "return", "set", "shift",
    "test", "trap", "true", "type", "umask", "unset", "wait",
];

/// What executes a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// It is run as a program, by its path.
    Direct,
    /// It is run as a program that PATH leads to.
    Bare,
    /// An interpreter is given its name.
    Interpreter,
    /// The shell reads it (`.`, `source`).
    Sourced,
    /// An interpreter reads what a download prints, from a pipe or a substitution.
    Piped,
}

/// A file that a program executes.
pub(super) struct Executed<'a, 't> {
    pub(super) how: How,
    pub(super) word: &'a Word<'t>,
    pub(super) text: Cow<'a, str>,
    pub(super) interpreter: Option<&'a str>,
}

/// The file that `program` executes.
pub(super) fn executed<'a, 't>(program: &Program<'a, 't>, values: &ShellValues<'_, 't>) -> Option<Executed<'a, 't>> {
    let reader = interpreter(program);
    let (how, word) = match reader {
        Some("." | "source") => (How::Sourced, program.args.first()?),
        Some(name) => (How::Interpreter, script(name, program.args)?),
        None => {
            let text = values.text(program.name_word);
            if BUILTINS.binary_search(&text.as_ref()).is_ok() {
                return None;
            }
            (if text.contains('/') { How::Direct } else { How::Bare }, program.name_word)
        }
    };
    let interpreter = reader.filter(|_| how == How::Interpreter);
    Some(Executed { how, word, text: values.text(word), interpreter })
}

/// The name of the interpreter that `program` is.
pub(super) fn interpreter<'a>(program: &Program<'a, '_>) -> Option<&'a str> {
    let name = match program.name {
        Some(name) => name,
        // `python${VERSION}`.
        None if program.name_word.prefix().rsplit('/').next() == Some("python") => "python",
        None => return None,
    };
    (is_shell(name) || matches!(name, "." | "source") || is_other(name)).then_some(name)
}

fn is_other(name: &str) -> bool {
    let bare = name.trim_end_matches(|char: char| char.is_ascii_digit() || char == '.');
    matches!(bare, "python" | "pypy" | "perl" | "ruby" | "php" | "node" | "nodejs")
}

/// The first argument that names a script; `None` where the script comes otherwise (`-c`, `-m`, standard input).
fn script<'a, 't>(name: &str, args: &'a [Word<'t>]) -> Option<&'a Word<'t>> {
    let mut args = args.iter();
    while let Some(word) = args.next() {
        let prefix = word.prefix();
        if word.is("-") || word.is("/dev/stdin") || prefix.starts_with("<(") {
            return None;
        }
        if !prefix.starts_with(['-', '+']) {
            return Some(word);
        }
        let letters = prefix.trim_start_matches('-');
        let long = prefix.starts_with("--");
        let stops = if is_shell(name) { "cs" } else { "cemr" };
        if !long && letters.contains(|letter| stops.contains(letter)) {
            return None;
        }
        // `bash -o pipefail x`, `python -W ignore x`.
        if !long && (is_shell(name) && letters.ends_with(['o', 'O']) || letters == "W" || letters == "X") {
            args.next();
        }
    }
    None
}

/// Whether an interpreter called with `args` reads its script from standard input.
pub(super) fn reads_input(program: &Program<'_, '_>) -> bool {
    let Some(name) = interpreter(program) else { return false };
    if matches!(name, "." | "source") {
        return program.args.first().is_some_and(|word| word.is("/dev/stdin"));
    }
    let inline = |word: &Word<'_>| {
        let prefix = word.prefix();
        let letters = prefix.trim_start_matches('-');
        let stops = if is_shell(name) { "c" } else { "cemr" };
        prefix.starts_with('-') && !prefix.starts_with("--") && letters.contains(|letter| stops.contains(letter))
    };
    let from_stdin = program.args.iter().any(|word| word.is("-") || word.is("/dev/stdin") || word.is("-s"));
    from_stdin || script(name, program.args).is_none() && !program.args.iter().any(inline)
}

#[cfg(test)]
mod tests {
    use super::BUILTINS;

    #[test]
    fn the_list_of_builtins_is_sorted_for_its_search() {
        assert!(BUILTINS.is_sorted());
    }
}
