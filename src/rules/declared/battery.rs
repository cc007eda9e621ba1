//! Declared rules that judge a file together: each node is looked at once, and shown to the rules that may report it.
//!
//! ```text
//!  node ──► its first field ──► rules that want this very text ──┬──► their conditions ──► Sink
//!           (`apt-get`)         rules that ask for other things ──┘
//! ```

use super::Declared;
use super::condition::Condition;
use super::fact::{Fact, Field};
use super::keywords::Keywords;
use super::kind::Kind;
use super::matcher::State;
use super::truth::Truth;
use super::view::{Node, View};
use super::visit::{inside, stands_in_instruction, visit};
use crate::finding::Sink;
use crate::model::Dockerfile;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Rules, filed by what they look at.
pub struct Battery {
    rules: Vec<Arc<Declared>>,
    /// For nodes that stand in one instruction, or are one: they are found in one walk.
    inside: Vec<Shelf>,
    /// The instructions that hold these.
    wanted: Keywords,
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
    /// The condition that every node meets which it is shown.
    met: Option<usize>,
}

impl Battery {
    /// File the rules.
    pub fn new(rules: Vec<Arc<Declared>>) -> Self {
        let mut slots = Vec::new();
        for (rule, declared) in rules.iter().enumerate() {
            for (matcher, table) in declared.matchers.iter().enumerate() {
                let each = table.conditions.iter().map(|written| written.condition.keywords(table.kind));
                let keywords = each.fold(Keywords::ALL, Keywords::and);
                slots.push(Slot { rule, matcher, state: slots.len(), keywords, met: None });
            }
        }
        let shelves = Kind::ALL.iter().filter_map(|kind| Shelf::new(*kind, &slots, &rules));
        let (inside, shelves): (Vec<Shelf>, _) = shelves.partition(|shelf| stands_in_instruction(shelf.kind));
        let wanted = inside.iter().fold(Keywords::NONE, |wanted, shelf| wanted.or(shelf.keywords));
        Self { inside, wanted, shelves, tables: slots.len(), rules }
    }

    /// Judge a file; `begin` turns the sink to the rule of that number before something is reported.
    pub fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink, begin: &dyn Fn(usize, &mut Sink)) {
        let mut states = vec![State::default(); self.tables];
        let whole = View::of_file(file);
        let mut judge = |shelf: &Shelf, view: &View<'_, '_>| {
            let here = Keywords::around(view);
            for slot in shelf.slots(view).iter().filter(|slot| slot.keywords.meet(here)) {
                let matcher = &self.rules[slot.rule].matchers[slot.matcher];
                let state = &mut states[slot.state];
                if matcher.judge(view, state, slot.met) == Truth::True {
                    begin(slot.rule, sink);
                    matcher.tell(view, state, sink);
                }
            }
            ControlFlow::Continue(())
        };
        for shelf in &self.shelves {
            let _ = visit(shelf.kind, Keywords::ALL, &whole, &mut |view| judge(shelf, view));
        }
        if self.wanted != Keywords::NONE {
            let _ = visit(Kind::Instruction, self.wanted, &whole, &mut |view| {
                let here = Keywords::around(view);
                for shelf in self.inside.iter().filter(|shelf| shelf.keywords.meet(here)) {
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
        let (keyed, looks, keywords) = (BTreeMap::new(), Looks::default(), Keywords::NONE);
        let mut shelf = Self { kind, key, keyed, looks, others: Vec::new(), keywords };
        for slot in slots {
            let matcher = &rules[slot.rule].matchers[slot.matcher];
            if matcher.kind != kind {
                continue;
            }
            shelf.keywords = shelf.keywords.or(slot.keywords.and(Keywords::of_kind(kind)));
            let mut conditions = matcher.conditions.iter().enumerate();
            let wanted = conditions.find_map(|(at, it)| Some((at, &it.condition, it.condition.wanted(key)?)));
            let met = wanted.as_ref().filter(|(_, whole, _)| matches!(whole, Condition::Field(..))).map(|(at, ..)| *at);
            let slot = Slot { met, ..*slot };
            match wanted {
                // A slot knows an instruction's keyword already.
                Some((.., texts)) if kind != Kind::Instruction => {
                    texts.for_each(|text| shelf.keyed.entry(text.to_owned()).or_default().push(slot));
                }
                _ => shelf.others.push(slot),
            }
        }
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
