//! What the shell module promises, by part of its grammar.

mod compounds;
mod expansions;
mod guards;
mod heredocs;
mod hostile;
mod lists;
mod nested;
mod programs;
mod words;

use super::*;
use crate::text::{Joined, Span};

fn text(source: &str) -> Joined<'_> {
    Joined::whole(source, Span::new(0, u32::try_from(source.len()).unwrap()))
}

fn script(source: &str) -> Script<'_> {
    parse(&text(source))
}

/// The script, which has no problems.
fn valid(source: &str) -> Script<'_> {
    let script = script(source);
    assert_eq!(script.problems, [], "{source}");
    script
}

/// The words of every command that has some, joined with `|`.
fn words(script: &Script<'_>) -> Vec<String> {
    let with_words = script.commands.iter().filter(|command| !command.words.is_empty());
    with_words.map(|command| command.words.iter().map(|word| word.text()).collect::<Vec<_>>().join("|")).collect()
}

/// The kind of the block of the first command called `name`.
fn block_of(script: &Script<'_>, name: &str) -> BlockKind {
    let command = script.commands.iter().find(|command| command.name() == Some(name));
    script[command.unwrap_or_else(|| panic!("no `{name}`")).block].kind
}
