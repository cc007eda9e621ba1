//! ARG and ENV: which definition a name leads to, where.
//!
//! BuildKit keeps one environment a stage: each ARG with a value and each ENV sets a name, the later one wins, and a stage
//! built on another starts from what that one ended with. An ARG without default takes the value of the global ARG of its
//! name.

use super::stage::{LONGEST_CHAIN, Place, Stage};
use super::value::{GapKind, Lookup, Value, resolve};
use crate::parse::{Instruction, Keyword, Pair, Word};
use crate::text::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// What gives a variable its value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DefinitionKind {
    /// An ARG.
    Arg,
    /// An ENV.
    Env,
}

impl DefinitionKind {
    /// The instruction's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Arg => "ARG",
            Self::Env => "ENV",
        }
    }
}

/// One ARG or ENV pair.
#[derive(Clone, Debug)]
pub struct Definition<'t> {
    /// The variable.
    pub name: Cow<'t, str>,
    /// ARG or ENV.
    pub kind: DefinitionKind,
    /// The pair as written.
    pub pair: Pair<'t>,
    /// The value, resolved; `None` for an ARG without default, of its own or from a global ARG.
    pub value: Option<Value>,
    /// Where the value was written: in the pair, or in the global ARG of the same name.
    pub value_span: Option<Span>,
    /// Index in [`Stage::steps`] of the instruction that holds it; 0 for a global ARG.
    pub step: usize,
}

impl<'t> Definition<'t> {
    fn new(pair: Pair<'t>, kind: DefinitionKind, value: Option<Value>, step: usize) -> Self {
        let value_span = pair.value.as_ref().map(Word::span);
        Self { name: pair.name.text(), kind, pair, value, value_span, step }
    }

    /// The same, an ARG without default with that of the global ARG of its name.
    fn or_global(mut self, globals: &Scope<'t>) -> Self {
        if self.kind == DefinitionKind::Arg
            && self.value.is_none()
            && let Some(global) = globals.last(&self.name)
        {
            self.value.clone_from(&global.value);
            self.value_span = global.value_span;
        }
        self
    }

    /// The value, with this definition as the first of its origins.
    pub(super) fn as_value(&self) -> Value {
        let mut value = self.value.clone().unwrap_or_default();
        if let Some(span) = self.value_span {
            value.origins.insert(0, super::Origin { name: self.name.to_string(), kind: self.kind, span });
        }
        value.origins.truncate(MAX_PLACES);
        value.gaps.truncate(MAX_PLACES);
        value
    }
}

/// Variables that BuildKit gives to every FROM, and to a stage that declares them.
pub const PREDEFINED: [&str; 11] = [
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDOSVERSION",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETOSVERSION",
    "TARGETARCH",
    "TARGETVARIANT",
    "TARGETSTAGE",
];

/// ARGs that need no declaration, and are empty unless given.
const PROXIES: [&str; 5] = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"];

/// How many origins and gaps of a definition go into a value that uses it: `ARG A=$A` adds one with every line.
const MAX_PLACES: usize = 16;

/// The definitions of one stage, or those before the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope<'t> {
    /// The longest value that a name may lead to; one that is longer is not known.
    pub(super) longest: usize,
    definitions: Vec<Definition<'t>>,
    by_name: HashMap<Cow<'t, str>, Indices>,
}

/// Where in a scope's definitions those of one name are.
#[derive(Clone, Debug, Default)]
struct Indices {
    all: Vec<usize>,
    /// Those with a value: an ARG without one sets nothing, and what stands before it still holds.
    set: Vec<usize>,
    /// The ARGs without a value.
    bare: Vec<usize>,
}

impl<'t> Scope<'t> {
    /// No definitions. A name that leads to a value of more than `longest` bytes leads to none.
    pub(super) fn new(longest: usize) -> Self {
        Self { longest, ..Self::default() }
    }

    /// What a name leads to whose definition is `found`.
    fn defined<'d>(&self, found: &'d Definition<'t>) -> Lookup<'d, 't> {
        let short = found.value.as_ref().is_none_or(|value| value.text.len() <= self.longest);
        if short { Lookup::Defined(found) } else { Lookup::Gap(GapKind::Opaque) }
    }

    pub(super) fn definitions(&self) -> &[Definition<'t>] {
        &self.definitions
    }

    pub(super) fn into_definitions(self) -> Vec<Definition<'t>> {
        self.definitions
    }

    /// The last definition of `name`.
    pub(super) fn last(&self, name: &str) -> Option<&Definition<'t>> {
        Some(&self.definitions[*self.by_name.get(name)?.all.last()?])
    }

    /// The last definition of `name` before step `before` that gives it a value.
    fn set(&self, name: &str, before: usize) -> Option<&Definition<'t>> {
        self.before(&self.by_name.get(name)?.set, before)
    }

    /// Whether `name` is declared before step `before`, with a value or without.
    pub(super) fn declares(&self, name: &str, before: usize) -> bool {
        self.by_name.get(name).is_some_and(|indices| self.before(&indices.all, before).is_some())
    }

    fn before(&self, indices: &[usize], step: usize) -> Option<&Definition<'t>> {
        let count = indices.partition_point(|&index| self.definitions[index].step < step);
        Some(&self.definitions[indices[count.checked_sub(1)?]])
    }

    /// The ARGs without a value that declare `name` before step `before`, in order.
    pub(super) fn bare(&self, name: &str, before: usize) -> impl DoubleEndedIterator<Item = &Definition<'t>> {
        let all = self.by_name.get(name).map_or(&[][..], |indices| &indices.bare);
        let count = all.partition_point(|&index| self.definitions[index].step < before);
        all[..count].iter().map(|&index| &self.definitions[index])
    }

    /// Take up the pairs of an ARG before the first FROM.
    pub(super) fn define_global(&mut self, instruction: &'t Instruction<'t>) {
        for pair in instruction.pairs() {
            let value = pair.value.as_ref().map(|word| resolve(word, &|name| self.global(name)));
            self.push(Definition::new(pair, DefinitionKind::Arg, value, 0));
        }
    }

    fn push(&mut self, definition: Definition<'t>) {
        let indices = self.by_name.entry(definition.name.clone()).or_default();
        indices.all.push(self.definitions.len());
        if definition.value.is_some() {
            indices.set.push(self.definitions.len());
        } else if definition.kind == DefinitionKind::Arg {
            indices.bare.push(self.definitions.len());
        }
        self.definitions.push(definition);
    }

    /// What a name leads to in a FROM, with these as the global ARGs.
    pub(super) fn global(&self, name: &str) -> Lookup<'_, 't> {
        match self.last(name) {
            Some(definition) if definition.value.is_some() => self.defined(definition),
            Some(_) => Lookup::Gap(GapKind::WithoutDefault),
            None if PREDEFINED.contains(&name) => Lookup::Gap(GapKind::Predefined),
            None => Lookup::Gap(GapKind::Undeclared),
        }
    }
}

/// Take up the pairs of an ARG or ENV as step `step` of the last of `stages`.
pub(super) fn define<'t>(stages: &mut [Stage<'t>], instruction: &'t Instruction<'t>, step: usize, globals: &Scope<'t>) {
    let Some((stage, earlier)) = stages.split_last_mut() else { return };
    let kind = kind_of(instruction);
    let mut made = Vec::new();
    for pair in instruction.pairs() {
        // All values of an ENV see what stands before it; those of an ARG see each other.
        let before = if kind == DefinitionKind::Arg { step + 1 } else { step };
        let value = pair.value.as_ref().map(|word| resolve(word, &|name| lookup(stage, earlier, name, before)));
        let definition = Definition::new(pair, kind, value, step);
        if kind == DefinitionKind::Env {
            made.push(definition);
        } else {
            stage.scope.push(definition.or_global(globals));
        }
    }
    for definition in made {
        stage.scope.push(definition);
    }
}

/// Take up what the triggers of its parent define in the last of `stages`, which has no step yet.
pub(super) fn trigger<'t>(stages: &mut [Stage<'t>], globals: &Scope<'t>) {
    let Some((stage, earlier)) = stages.split_last_mut() else { return };
    let Some(parent) = stage.parent() else { return };
    let defining = |it: &&Instruction<'_>| matches!(it.keyword, Keyword::Arg | Keyword::Env);
    for instruction in earlier[parent].triggers().filter(defining) {
        for pair in instruction.pairs() {
            let value = pair.value.as_ref().map(|word| resolve(word, &|name| lookup(stage, earlier, name, 0)));
            let definition = Definition::new(pair, kind_of(instruction), value, 0);
            stage.triggered.push(definition.or_global(globals));
        }
    }
}

fn kind_of(instruction: &Instruction<'_>) -> DefinitionKind {
    if instruction.keyword == Keyword::Env { DefinitionKind::Env } else { DefinitionKind::Arg }
}

/// The value of `word` at a place.
pub(super) fn value_at<'t>(stages: &[Stage<'t>], place: Place, word: &Word<'t>) -> Value {
    let lookup = |name: &str| match stages.get(place.stage) {
        Some(stage) => lookup(stage, stages, name, place.step),
        None => Lookup::Gap(GapKind::Undeclared),
    };
    resolve(word, &lookup)
}

/// What `name` leads to at step `before` of `stage`.
pub(super) fn lookup<'d, 't>(
    stage: &'d Stage<'t>,
    stages: &'d [Stage<'t>],
    name: &str,
    before: usize,
) -> Lookup<'d, 't> {
    let mut kind = GapKind::Undeclared;
    let (mut at, mut limit) = (stage, before);
    for _ in 0..LONGEST_CHAIN {
        if let Some(definition) = at.scope.set(name, limit).or_else(|| at.triggered.set(name, usize::MAX)) {
            return stage.scope.defined(definition);
        }
        if at.scope.declares(name, limit) || at.triggered.declares(name, usize::MAX) {
            kind = if PREDEFINED.contains(&name) { GapKind::Predefined } else { GapKind::WithoutDefault };
        }
        match at.parent().and_then(|parent| stages.get(parent)) {
            Some(parent) => (at, limit) = (parent, usize::MAX),
            None => break,
        }
    }
    if kind == GapKind::Undeclared && (name == "PATH" || PROXIES.contains(&name.to_lowercase().as_str())) {
        kind = GapKind::Predefined;
    }
    Lookup::Gap(kind)
}
