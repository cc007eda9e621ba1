//! The words of a command with their variables replaced, split again where a variable held several.

use super::super::scope;
use super::super::stage::{Place, Stage};
use super::super::value::Lookup;
use crate::shell::{Operation, Part, Script, Variable, Word};
use crate::text::Span;

/// What a word, or a part of it, comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// Its text; `*` stands for what has no value.
    pub(super) text: String,
    /// The word that it was written as.
    pub(super) span: Span,
}

/// Replaces variables by what the Dockerfile, or the script itself before, gives them.
pub(super) struct Expander<'a, 't> {
    pub(super) stages: &'a [Stage<'t>],
    pub(super) place: Place,
    pub(super) script: &'a Script<'t>,
}

/// A word is cut off where it is so many times as long as the longest value: variables may double in length with each
/// definition.
const MAX_VALUES: usize = 4;

impl Expander<'_, '_> {
    pub(super) fn tokens(&self, words: &[Word<'_>], before: usize) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(words.len());
        for word in words {
            if let Some(text) = word.literal() {
                tokens.push(Token { text: text.to_owned(), span: word.span });
                continue;
            }
            let text = self.text(word, before, true);
            if word.quoted {
                tokens.push(Token { text, span: word.span });
            } else {
                tokens.extend(text.split_whitespace().map(|text| Token { text: text.to_owned(), span: word.span }));
            }
        }
        tokens
    }

    /// The text of a word. `deep` looks into the script's own assignments as well.
    fn text(&self, word: &Word<'_>, before: usize, deep: bool) -> String {
        let mut text = String::new();
        let longest = MAX_VALUES * self.stages[self.place.stage].scope.longest;
        for part in word.parts() {
            match part {
                Part::Literal(literal, _) => text.push_str(literal),
                Part::Variable(variable) => text.push_str(&self.value(variable, before, deep)),
                _ => text.push('*'),
            }
            if text.len() > longest {
                text.truncate(text.floor_char_boundary(longest));
                break;
            }
        }
        text
    }

    fn value(&self, variable: &Variable<'_>, before: usize, deep: bool) -> String {
        let defined =
            || match scope::lookup(&self.stages[self.place.stage], self.stages, &variable.name, self.place.step) {
                Lookup::Defined(definition) => definition.value.as_ref().filter(|value| value.is_known()),
                Lookup::Gap(_) => None,
            };
        let plain =
            matches!(variable.operation, Operation::Value | Operation::Default { .. } | Operation::Required { .. });
        if !plain {
            return "*".to_owned();
        }
        if deep && let Some((word, at)) = self.assigned(&variable.name, before) {
            return self.text(word, at, false);
        }
        defined().map_or_else(|| "*".to_owned(), |value| value.text.clone())
    }

    /// The last assignment to `name` before a command, alone on its command or exported.
    fn assigned(&self, name: &str, before: usize) -> Option<(&Word<'_>, usize)> {
        let first = before.saturating_sub(LOOK_BACK);
        self.script.commands[first..before].iter().enumerate().rev().find_map(|(at, command)| {
            let found = command.assignments.iter().rev().find(|it| it.name == name && !it.append)?;
            (command.words.is_empty() && found.elements.is_empty()).then_some((&found.value, first + at))
        })
    }
}

/// How many commands back an assignment is looked for.
const LOOK_BACK: usize = 64;
