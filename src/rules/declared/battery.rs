//! Declared rules that judge a file together: each node is looked at once, and shown to the rules that may report it.
//!
//! ```text
//!  node ──► its first field ──► rules that want this very text ──┬──► their conditions ──► Sink
//!           (`apt-get`)         rules that ask for other things ──┘
//! ```

use super::Declared;
use super::condition::Condition;
use super::fact::{Fact, Field};
use super::kind::Kind;
use super::matcher::State;
use super::test::{Match, Operand, Test, TextTest};
use super::truth::Truth;
use super::view::{Node, View};
use super::visit::{inside, keywords_of, stands_in_instruction, visit};
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::Keyword;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Rules, filed by what they look at.
pub struct Battery {
    rules: Vec<Arc<Declared>>,
    /// For nodes that stand in one instruction, or are one: they are found in one walk.
    inside: Vec<Shelf>,
    /// For the other ones.
    shelves: Vec<Shelf>,
    /// How many tables the rules have together.
    tables: usize,
}

/// The rules about one kind of nodes.
struct Shelf {
    kind: Kind,
    /// The first field of that kind: the program of a command, the keyword of an instruction.
    key: &'static Field,
    /// By a text that the field may have: the rules that ask for it, and all that don't ask for any.
    keyed: BTreeMap<String, Vec<Slot>>,
    /// What these texts look like.
    looks: Looks,
    /// Those that don't.
    others: Vec<Slot>,
    /// The instructions that hold its nodes, and that any of its tables is about.
    keywords: Keywords,
}

/// Keywords of instructions, one bit each, and one for a node that stands in none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Keywords(u32);

/// What texts look like, by first byte and length: most others are told apart without a comparison.
#[derive(Default)]
struct Looks(u64);

/// One table of one rule; in the order of the rules and of their tables.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Slot {
    rule: usize,
    matcher: usize,
    /// Its number among all tables.
    state: usize,
    /// The instructions in which it may report a node.
    keywords: Keywords,
}

impl Battery {
    /// File the rules.
    pub fn new(rules: Vec<Arc<Declared>>) -> Self {
        let mut slots = Vec::new();
        for (rule, declared) in rules.iter().enumerate() {
            for (matcher, table) in declared.matchers.iter().enumerate() {
                let conditions = table.conditions.iter().map(|written| &written.condition);
                let keywords = Keywords::of_conditions(table.kind, conditions);
                slots.push(Slot { rule, matcher, state: slots.len(), keywords });
            }
        }
        let shelves = Kind::ALL.iter().filter_map(|kind| Shelf::new(*kind, &slots, &rules));
        let (inside, shelves) = shelves.partition(|shelf| stands_in_instruction(shelf.kind));
        Self { inside, shelves, tables: slots.len(), rules }
    }

    /// Judge a file; `begin` turns the sink to the rule of that number before something is reported.
    pub fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink, begin: &dyn Fn(usize, &mut Sink)) {
        let mut states = vec![State::default(); self.tables];
        let whole = View::of_file(file);
        let mut judge = |shelf: &Shelf, view: &View<'_, '_>| {
            let here = Keywords::around(view);
            for slot in shelf.slots(view).iter().filter(|slot| slot.keywords.hold(here)) {
                let matcher = &self.rules[slot.rule].matchers[slot.matcher];
                let state = &mut states[slot.state];
                if matcher.judge(view, state) == Truth::True {
                    begin(slot.rule, sink);
                    matcher.tell(view, state, sink);
                }
            }
            ControlFlow::Continue(())
        };
        for shelf in &self.shelves {
            let _ = visit(shelf.kind, &whole, &mut |view| judge(shelf, view));
        }
        if !self.inside.is_empty() {
            let _ = visit(Kind::Instruction, &whole, &mut |view| {
                let here = Keywords::around(view);
                for shelf in self.inside.iter().filter(|shelf| shelf.keywords.hold(here)) {
                    let _ = inside(shelf.kind, view, &mut |view| judge(shelf, view));
                }
                ControlFlow::Continue(())
            });
        }
    }
}

impl Shelf {
    /// The shelf for nodes of `kind`; `None` if none of `slots` is about these.
    fn new(kind: Kind, slots: &[Slot], rules: &[Arc<Declared>]) -> Option<Self> {
        let key = kind.fields().first()?;
        let (keyed, looks, keywords) = (BTreeMap::new(), Looks::default(), Keywords(0));
        let mut shelf = Self { kind, key, keyed, looks, others: Vec::new(), keywords };
        for slot in slots {
            let matcher = &rules[slot.rule].matchers[slot.matcher];
            if matcher.kind != kind {
                continue;
            }
            shelf.keywords.0 |= slot.keywords.0;
            match matcher.conditions.iter().find_map(|written| wanted(&written.condition, key)) {
                // An instruction's first field is its keyword, which a slot knows already.
                Some(texts) if kind != Kind::Instruction => {
                    texts.for_each(|text| shelf.keyed.entry(text.to_owned()).or_default().push(*slot));
                }
                _ => shelf.others.push(*slot),
            }
        }
        shelf.keywords.0 &= Keywords::of_kind(kind).0;
        for (text, slots) in &mut shelf.keyed {
            shelf.looks.add(text);
            slots.extend(&shelf.others);
            slots.sort_unstable();
            slots.dedup();
        }
        (!shelf.keyed.is_empty() || !shelf.others.is_empty()).then_some(shelf)
    }

    /// The tables that may report a node. What asks for another text than it has, or for one where that can't be told,
    /// doesn't.
    fn slots(&self, view: &View<'_, '_>) -> &[Slot] {
        if self.keyed.is_empty() {
            return &self.others;
        }
        let text = match view.node {
            // The program, which is asked of most nodes there are.
            Node::Command(_, command) => command.program().and_then(|program| program.name).map(Cow::Borrowed),
            _ => match (self.key.read)(view).fact {
                Fact::Text(text) => Some(text),
                _ => None,
            },
        };
        let text = text.filter(|text| self.looks.may_be(text));
        text.and_then(|text| self.keyed.get(&*text)).unwrap_or(&self.others)
    }
}

impl Keywords {
    const ALL: Self = Self(u32::MAX);

    /// Those that nodes of a kind may stand in, or be.
    fn of_kind(kind: Kind) -> Self {
        keywords_of(kind).map_or(Self::ALL, |keywords| Self(keywords.iter().fold(0, |bits, it| bits | Self::one(*it))))
    }

    /// Those of which one must stand around a node of `kind`, or be it, that meets all of `conditions`.
    fn of_conditions<'c>(kind: Kind, conditions: impl Iterator<Item = &'c Condition>) -> Self {
        conditions.fold(Self::ALL, |keywords, condition| Self(keywords.0 & Self::of_condition(kind, condition).0))
    }

    fn of_condition(kind: Kind, condition: &Condition) -> Self {
        match condition {
            Condition::All(all) => Self::of_conditions(kind, all.iter()),
            Condition::Around(Kind::Instruction, around) => Self::of_condition(Kind::Instruction, around),
            Condition::Field(..) if kind == Kind::Instruction => {
                let texts = kind.fields().first().and_then(|keyword| texts(condition, keyword));
                texts.map_or(Self::ALL, |texts| Self(texts.fold(0, |bits, text| bits | Self::one(Keyword::of(text)))))
            }
            _ => Self::ALL,
        }
    }

    /// The one of the instruction that a node stands in, or is.
    fn around(view: &View<'_, '_>) -> Self {
        Self(view.instruction.map_or(1 << 31, |instruction| Self::one(instruction.keyword)))
    }

    const fn one(keyword: Keyword) -> u32 {
        1 << keyword as u32
    }

    fn hold(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl Looks {
    fn of(text: &str) -> u64 {
        let first = text.bytes().next().map_or(0, usize::from);
        1 << ((first + 7 * text.len()) % 64)
    }

    fn add(&mut self, text: &str) {
        self.0 |= Self::of(text);
    }

    /// Whether it can be one of those that were added.
    fn may_be(&self, text: &str) -> bool {
        self.0 & Self::of(text) != 0
    }
}

/// The texts of which `key` must have one for `condition` to be true; `None` where it asks for something else.
fn wanted<'c>(condition: &'c Condition, key: &Field) -> Option<impl Iterator<Item = &'c str> + use<'c>> {
    match condition {
        Condition::All(all) => all.iter().find_map(|condition| texts(condition, key)),
        _ => texts(condition, key),
    }
}

fn texts<'c>(condition: &'c Condition, key: &Field) -> Option<impl Iterator<Item = &'c str> + use<'c>> {
    let Condition::Field(field, Test::Text(TextTest { how: Match::Equals, operands, ignore_case: false })) = condition
    else {
        return None;
    };
    let text = |operand: &'c Operand| match operand {
        Operand::Text(text) => Some(text.as_str()),
        _ => None,
    };
    let literal = operands.iter().all(|operand| text(operand).is_some());
    (field.name == key.name && literal).then(|| operands.iter().filter_map(text))
}
