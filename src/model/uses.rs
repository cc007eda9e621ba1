//! Where variables are read: each use with the value that it finds there.
//!
//! ```text
//! ARG V
//! FROM python:${V}                      a use in FROM; its value has a gap
//! ARG V
//! RUN [ -n "$V" ] && fetch "$V"         guarded uses: the script looks whether there is a value
//! RUN fetch "${W:-main}"                guarded: it brings its own
//! ENV VERSION=$V                        a use in ENV, which passes it on to the uses of VERSION
//! ```

use super::lookups::may_look_up;
use super::scope;
use super::stage::Place;
use super::value::{Lookup, Value};
use super::{Definition, Dockerfile};
use crate::parse::{Keyword, Part, Word};
use crate::text::Span;

mod script;

/// One use of a variable.
#[derive(Clone, Debug)]
pub struct Use {
    /// The variable.
    pub name: String,
    /// From the dollar to the last byte.
    pub span: Span,
    /// The instruction that uses it.
    pub reader: Keyword,
    /// The stage; for a FROM, the one that it begins.
    pub stage: usize,
    /// The step; `None` for a FROM.
    pub step: Option<usize>,
    /// Whether the place copes with an empty value: it tests the variable, gives a default, or only shows it.
    pub guarded: bool,
    /// How it is used.
    pub reading: Reading,
    /// What it finds there.
    pub value: Value,
}

/// How a word reads a variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// As a part of it.
    Part,
    /// It is all of the word, quotes aside.
    Alone,
    /// A script gives it to a program by another name: `NAME="$X" make`, `export NAME="$X"`.
    PassedOn,
}

/// Declarations of one name in one stage that are looked at: a second one already says nothing new.
const MOST_DECLARATIONS: usize = 16;

impl<'t> Dockerfile<'t> {
    /// Every use of a variable, in source order; triggers of ONBUILD left out, since they run in another build. Found at
    /// the first call.
    pub fn uses(&self) -> &[Use] {
        self.uses.get_or_init(|| self.all_uses())
    }

    fn all_uses(&self) -> Vec<Use> {
        let mut uses = Vec::new();
        for stage in &self.stages {
            if let Some(word) = &stage.image {
                for (name, span, reading) in variables(word) {
                    let value = self.global_value(&word.slice(span));
                    let (reader, stage) = (Keyword::From, stage.index);
                    uses.push(Use { name, span, reader, stage, step: None, guarded: false, reading, value });
                }
            }
            for (step, found) in stage.steps.iter().enumerate() {
                if found.instruction.onbuild.is_none() {
                    self.in_step(Place { stage: stage.index, step }, &mut uses);
                }
            }
        }
        uses
    }

    /// What the variable `name` holds at a place.
    pub fn variable(&self, place: Place, name: &str, span: Span) -> Value {
        match scope::lookup(&self.stages[place.stage], &self.stages, name, place.step) {
            Lookup::Defined(definition) => definition.as_value(),
            Lookup::Gap(kind) => Value::unset(name, span, kind),
        }
    }

    /// The ARGs without default that declare `name` for a step of a stage, or for its FROM: the outermost first.
    pub fn declarations(&self, stage: usize, step: Option<usize>, name: &str) -> Vec<&Definition<'t>> {
        let mut found = Vec::new();
        if let Some(step) = step {
            for at in self.chain(&self.stages[stage]) {
                let before = if at.index == stage { step } else { usize::MAX };
                found.extend(at.scope.bare(name, before).rev().take(MOST_DECLARATIONS));
            }
        }
        found.extend(self.global_scope.bare(name, usize::MAX).next());
        found.reverse();
        found
    }

    fn in_step(&self, place: Place, uses: &mut Vec<Use>) {
        let step = &self.stages[place.stage].steps[place.step];
        let instruction = step.instruction;
        if !may_look_up(instruction.source, instruction.span) {
            return;
        }
        let reader = instruction.keyword;
        let made = |name, span, guarded, reading, value| Use {
            name,
            span,
            reader,
            stage: place.stage,
            step: Some(place.step),
            guarded,
            reading,
            value,
        };
        let words = match reader {
            Keyword::Copy | Keyword::Add | Keyword::Expose | Keyword::Volume => instruction.words(),
            Keyword::Workdir | Keyword::User | Keyword::Stopsignal => vec![instruction.text()],
            Keyword::Env | Keyword::Label | Keyword::Arg => {
                instruction.pairs().into_iter().filter_map(|pair| pair.value).collect()
            }
            _ => Vec::new(),
        };
        // An image behind `from` is an image's use; what a RUN mounts is mostly a cache, called as one likes.
        let flags = instruction.flags().filter(|flag| flag.name() != "from" && reader != Keyword::Run);
        let flags = flags.filter_map(|flag| flag.value());
        for word in flags.chain(words) {
            for (name, span, reading) in variables(&word) {
                uses.push(made(name, span, false, reading, self.value(place, &word.slice(span))));
            }
        }
        for used in script::uses(&step.script) {
            let value = self.variable(place, &used.name, used.span);
            uses.push(made(used.name, used.span, used.guarded, used.reading, value));
        }
    }
}

/// The variables of a word, and how it reads each; those inside a substitution's argument belong to it.
fn variables(word: &Word<'_>) -> Vec<(String, Span, Reading)> {
    let parts = word.parts();
    let reading = if parts.len() == 1 { Reading::Alone } else { Reading::Part };
    let variables = parts.into_iter().filter_map(|part| match part {
        Part::Variable(variable) => Some((variable.name.into_owned(), variable.span, reading)),
        _ => None,
    });
    variables.collect()
}
