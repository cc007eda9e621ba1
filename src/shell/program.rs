//! Which program a command runs, seen through `sudo`, `env` and their like.

use super::lexer::{is_name, is_name_start};
use super::wrappers::{Flag, Wrapper, wrapper};
use super::{Command, Word};

/// The program that a command runs in the end.
///
/// ```text
/// sudo -u app  env DEBUG=1  /usr/bin/python3  manage.py migrate
/// ^^^^         ^^^ wrappers          ^^^^^^^ name
///                  ^^^^^^^ assignments        ^^^^^^^^^^^^^^^^^ args
/// ```
#[derive(Clone, Debug)]
pub struct Program<'a, 't> {
    /// Its name without the directory; `None` where the name itself is expanded: `$PYTHON`.
    pub name: Option<&'a str>,
    /// The word that names it.
    pub name_word: &'a Word<'t>,
    /// Its arguments.
    pub args: &'a [Word<'t>],
    /// The names of the wrappers before it, the outermost first.
    pub wrappers: Vec<&'static str>,
    /// The `NAME=value` words of the wrappers; the shell's own are [`Command::assignments`].
    pub assignments: Vec<&'a Word<'t>>,
}

impl<'a, 't> Program<'a, 't> {
    /// Whether it is called `name`.
    pub fn is(&self, name: &str) -> bool {
        self.name == Some(name)
    }

    /// The first argument that is no option, if it is literal: `install` of `apt-get -y install`. An option's value in
    /// a word of its own counts as an argument here.
    pub fn subcommand(&self) -> Option<&'a str> {
        self.args.iter().find(|word| !word.prefix().starts_with('-'))?.literal()
    }

    /// Whether `option` is one of its arguments, wholly literal.
    pub fn has(&self, option: &str) -> bool {
        self.args.iter().any(|word| word.is(option))
    }

    /// The program that `words` run.
    pub(super) fn of(mut words: &'a [Word<'t>]) -> Option<Self> {
        let mut wrappers = Vec::new();
        let mut assignments = Vec::new();
        loop {
            let (name_word, args) = words.split_first()?;
            let name = base_name(name_word);
            let inner = name.and_then(wrapper).and_then(|wrapper| {
                let inner = skip_own(wrapper, args, &mut assignments)?;
                wrappers.push(wrapper.name);
                Some(inner)
            });
            match inner {
                Some(inner) => words = inner,
                None => return Some(Self { name, name_word, args, wrappers, assignments }),
            }
        }
    }
}

impl<'t> Command<'t> {
    /// The program that the command runs; `None` for compound commands and for assignments alone. A wrapper that runs
    /// nothing is the program itself.
    pub fn program(&self) -> Option<Program<'_, 't>> {
        Program::of(&self.words)
    }
}

/// The name without its directory, which may be expanded: `$VENV/bin/pip` is `pip`.
fn base_name<'a>(word: &'a Word<'_>) -> Option<&'a str> {
    let whole = word.literal();
    match word.suffix().rsplit_once('/') {
        Some((directory, name)) => {
            let known = whole.is_none() || directory.is_empty() || directory.starts_with('/');
            let known = known || directory.ends_with("bin");
            if known && !name.is_empty() { Some(name) } else { whole }
        }
        None => whole,
    }
}

/// The words behind a wrapper's own; `None` where it runs nothing.
fn skip_own<'a, 't>(
    wrapper: &Wrapper,
    mut words: &'a [Word<'t>],
    assignments: &mut Vec<&'a Word<'t>>,
) -> Option<&'a [Word<'t>]> {
    while let Some((word, rest)) = words.split_first() {
        let text = word.prefix();
        if !text.starts_with('-') {
            break;
        }
        words = rest;
        match wrapper.option(text) {
            Flag::Alone => {}
            Flag::Value => words = rest.get(1..)?,
            Flag::RunsNothing => return None,
            Flag::End => break,
        }
    }
    words = words.get(wrapper.operands..)?;
    let seen = assignments.len();
    while let Some((word, rest)) = words.split_first() {
        if !(wrapper.assignments && is_assignment(word.prefix())) {
            break;
        }
        assignments.push(word);
        words = rest;
    }
    if words.is_empty() {
        assignments.truncate(seen);
        return None;
    }
    // `timeout 5 -- make`, `chroot /mnt -- make`.
    match words {
        [word, rest @ ..] if wrapper.operands > 0 && word.is("--") && !rest.is_empty() => Some(rest),
        _ => Some(words),
    }
}

fn is_assignment(text: &str) -> bool {
    text.split_once('=')
        .is_some_and(|(name, _)| name.bytes().next().is_some_and(is_name_start) && name.bytes().all(is_name))
}
