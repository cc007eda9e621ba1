//! Words of a RUN with their variables replaced: by what the script assigned before, else by ARG and ENV.
//!
//! ```text
//! ARG TAG=1.2
//! RUN url=https://example.org/$TAG.tgz && curl -o "$DIR/x" $url
//!                                                          ^^^^ https://example.org/1.2.tgz
//!                                                 ^^^^ stays as it is: nothing says what it holds
//! ```

use super::{Dockerfile, Place};
use crate::shell::{Operation, Part, Script, Variable, Word};
use crate::text::OPAQUE;
use std::borrow::Cow;
use std::collections::HashMap;

/// How deep assignments may lean on each other, and how long a value may grow, before it is left as written.
const MAX_DEPTH: u8 = 4;
const MAX_LENGTH: usize = 2048;

/// What the variables of one script hold.
pub struct ShellValues<'a, 't> {
    file: &'a Dockerfile<'t>,
    place: Option<Place>,
    /// By name: the assignments in source order, each with its offset.
    assigned: HashMap<&'a str, Vec<(u32, &'a Word<'t>)>>,
}

impl<'a, 't> ShellValues<'a, 't> {
    /// The variables of `script`, the script of the step at `place`, or of one that belongs to no stage.
    pub fn new(file: &'a Dockerfile<'t>, place: impl Into<Option<Place>>, script: &'a Script<'t>) -> Self {
        let mut assigned: HashMap<&str, Vec<_>> = HashMap::new();
        for command in &script.commands {
            // `A=1 make` sets it for `make` alone, but people mean the same value elsewhere.
            for assignment in &command.assignments {
                assigned.entry(&assignment.name).or_default().push((assignment.span.end, &assignment.value));
            }
        }
        Self { file, place: place.into(), assigned }
    }

    /// The word as the shell would read it; a part that can't be told stands as `${name}`, a substitution as `${offset}`, a
    /// template's tag as that behind [`crate::text::OPAQUE`].
    pub fn text<'w>(&self, word: &'w Word<'t>) -> Cow<'w, str> {
        if let Some(literal) = word.literal() {
            return Cow::Borrowed(literal);
        }
        let mut text = String::new();
        self.append(word, 0, &mut text);
        Cow::Owned(text)
    }

    fn append(&self, word: &Word<'t>, depth: u8, text: &mut String) {
        for part in word.parts() {
            match part {
                Part::Literal(literal, _) => text.push_str(literal),
                Part::Variable(variable) => self.variable(variable, word.span.start, depth, text),
                // Marked, since what is asked of a template's tag differs from what is asked of a variable.
                Part::Opaque { span } => {
                    text.push(OPAQUE);
                    text.extend(["${", &span.start.to_string(), "}"]);
                }
                // The same substitution is the same text wherever its value is used.
                other => text.extend(["${", &other.span().start.to_string(), "}"]),
            }
        }
    }

    fn variable(&self, variable: &Variable<'t>, at: u32, depth: u8, text: &mut String) {
        let plain = matches!(variable.operation, Operation::Value | Operation::Required { .. });
        // Nobody asks for the default where there is a value.
        let or_else = matches!(variable.operation, Operation::Default { .. } | Operation::Assign { .. });
        if depth < MAX_DEPTH && text.len() < MAX_LENGTH.min(self.file.global_scope.longest) && (plain || or_else) {
            let assigned = self.assigned.get(variable.name.as_ref());
            let count = assigned.map_or(0, |all| all.partition_point(|(end, _)| *end <= at));
            let assigned = assigned.and_then(|all| all.get(count.checked_sub(1)?));
            if let Some((_, value)) = assigned.filter(|_| plain) {
                return self.append(value, depth + 1, text);
            }
            let defined = self.place.and_then(|place| self.file.definition(place, &variable.name));
            let defined = defined.filter(|_| assigned.is_none()).and_then(|found| found.value.as_ref());
            if let Some(value) = defined.filter(|value| value.is_known() && (plain || !value.text.is_empty())) {
                return text.push_str(&value.text);
            }
        }
        // One spelling for `$x` and `${x}`, so that the same unknown is the same text.
        let shown = if plain {
            Cow::Owned(format!("${{{}}}", variable.name))
        } else {
            Cow::Borrowed(variable.span.of(self.file.source.text()))
        };
        text.push_str(&shown);
    }
}
