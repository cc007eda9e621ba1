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
    pub wrappers: &'a [&'static str],
}

/// Where the program stands in a command's words. Many rules ask every command for its program: it is looked for once.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    /// Index of the word that names it.
    pub(super) at: usize,
    /// Where in the literal end of that word the name without its directory begins; `None` where it is expanded.
    cut: Option<usize>,
    wrappers: Vec<&'static str>,
    /// Indices of the `NAME=value` words of the wrappers.
    assignments: Vec<usize>,
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

    /// The programs that its arguments name if it runs one of them, as `retry 3 docker push` does. How many of them it
    /// takes for itself is its own to know, so each of the first `most` may be the name.
    pub fn handed_on(&self, most: usize) -> impl Iterator<Item = Self> + use<'a, 't> {
        let args = self.args;
        args.iter().enumerate().take(most).map(move |(at, name_word)| {
            let name = base_name(name_word).and_then(|cut| name_word.suffix().get(cut..));
            Self { name, name_word, args: &args[at + 1..], wrappers: &[] }
        })
    }

    /// What was found among `words`.
    pub(super) fn new(words: &'a [Word<'t>], found: &'a Resolved) -> Option<Self> {
        let (name_word, args) = words.get(found.at..)?.split_first()?;
        let name = found.cut.and_then(|cut| name_word.suffix().get(cut..));
        Some(Self { name, name_word, args, wrappers: &found.wrappers })
    }
}

impl Resolved {
    /// Find the program that `words` run.
    pub(super) fn of(words: &[Word<'_>]) -> Option<Self> {
        let mut found = Self { at: 0, cut: None, wrappers: Vec::new(), assignments: Vec::new() };
        loop {
            let word = words.get(found.at)?;
            found.cut = base_name(word);
            let name = found.cut.and_then(|cut| word.suffix().get(cut..));
            let inner = name.and_then(wrapper).and_then(|wrapper| {
                let inner = skip_own(wrapper, words, found.at + 1, &mut found.assignments)?;
                found.wrappers.push(wrapper.name);
                Some(inner)
            });
            match inner {
                Some(inner) => found.at = inner,
                None => return Some(found),
            }
        }
    }
}

impl<'t> Command<'t> {
    /// The program that the command runs; `None` for compound commands and for assignments alone. A wrapper that runs
    /// nothing is the program itself.
    pub fn program(&self) -> Option<Program<'_, 't>> {
        Program::new(&self.words, self.resolved()?)
    }

    /// The `NAME=value` words of the wrappers in front of the program; the shell's own are [`Command::assignments`].
    pub fn wrapper_assignments(&self) -> impl Iterator<Item = &Word<'t>> {
        let found = self.resolved().map_or(&[][..], |found| &found.assignments);
        found.iter().filter_map(|&at| self.words.get(at))
    }

    fn resolved(&self) -> Option<&Resolved> {
        self.program.get_or_init(|| Resolved::of(&self.words)).as_ref()
    }
}

/// Where the name without its directory begins in the word's literal end. The directory may be expanded: `$VENV/bin/pip` is
/// `pip`.
fn base_name(word: &Word<'_>) -> Option<usize> {
    let whole = word.literal().map(|_| 0);
    // Options that a template writes or leaves out: `{% if cached %}--mount=type=cache,target=/cache {% endif %}`.
    if whole.is_none() && word.suffix().starts_with("--") {
        return None;
    }
    match word.suffix().rsplit_once('/') {
        Some((directory, name)) => {
            let known = whole.is_none() || directory.is_empty() || directory.starts_with('/');
            let known = known || directory.ends_with("bin");
            if known && !name.is_empty() { Some(directory.len() + 1) } else { whole }
        }
        None => whole,
    }
}

/// The index of the word behind a wrapper's own, which begin at `at`; `None` where it runs nothing.
fn skip_own(wrapper: &Wrapper, words: &[Word<'_>], mut at: usize, assignments: &mut Vec<usize>) -> Option<usize> {
    while let Some(word) = words.get(at) {
        let text = word.prefix();
        if !text.starts_with('-') {
            break;
        }
        at += 1;
        match wrapper.option(text) {
            Flag::Alone => {}
            Flag::Value => at += 1,
            Flag::RunsNothing => return None,
            Flag::End => break,
        }
    }
    at += wrapper.operands;
    let seen = assignments.len();
    while words.get(at).is_some_and(|word| wrapper.assignments && is_assignment(word.prefix())) {
        assignments.push(at);
        at += 1;
    }
    if at >= words.len() {
        assignments.truncate(seen);
        return None;
    }
    // `timeout 5 -- make`, `chroot /mnt -- make`.
    let dashes = wrapper.operands > 0 && words[at].is("--") && at + 1 < words.len();
    Some(if dashes { at + 1 } else { at })
}

fn is_assignment(text: &str) -> bool {
    text.split_once('=')
        .is_some_and(|(name, _)| name.bytes().next().is_some_and(is_name_start) && name.bytes().all(is_name))
}
