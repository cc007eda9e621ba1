//! Conditions, compiled, and what they say of a node. Nothing here allocates for text that the file holds as it is.

use super::fact::{Fact, Field};
use super::keywords::Keywords;
use super::kind::Kind;
use super::test::{Match, Operand, Test, TextTest};
use super::truth::Truth;
use super::view::View;
use super::visit::{visit, width};
use crate::parse::Keyword;
use std::cell::Cell;
use std::ops::ControlFlow;

/// A condition on a node.
pub(super) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// What a field of the node itself says.
    Field(&'static Field, Test),
    /// A condition on what stands around the node.
    Around(Kind, Box<Condition>),
    /// A condition on the nodes inside.
    Inside(Box<Inside>),
}

/// A condition with its words in the page.
pub(super) struct Written {
    pub(super) condition: Condition,
    pub(super) text: String,
}

/// A condition on the nodes of one kind inside a node.
pub(super) struct Inside {
    pub(super) kind: Kind,
    pub(super) how: How,
    pub(super) order: Order,
    pub(super) condition: Condition,
    /// The instructions in which a node can decide.
    pub(super) keywords: Keywords,
}

/// How many of the nodes have to meet the condition.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum How {
    Some,
    None,
    Every,
}

/// Which of the nodes count: by where they stand to the node that the rule is about.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Order {
    Anywhere,
    Before,
    After,
}

/// The judgement of one node: the node that the rule visits, and how much may still be looked at.
pub(super) struct Judgement<'j, 'v, 't> {
    pub(super) visited: &'j View<'v, 't>,
    pub(super) budget: &'j Cell<u32>,
}

/// How many instructions and nodes the conditions of one rule look at inside others, in one file. Real files need some thousands; a
/// hostile one could ask for the square of its length.
pub(super) const BUDGET: u32 = 1 << 22;

impl Judgement<'_, '_, '_> {
    /// What `condition` says of `view`.
    pub(super) fn of(&self, condition: &Condition, view: &View<'_, '_>) -> Truth {
        match condition {
            Condition::All(all) => Truth::all(all.iter().map(|condition| self.of(condition, view))),
            Condition::Any(any) => Truth::any(any.iter().map(|condition| self.of(condition, view))),
            Condition::Not(condition) => self.of(condition, view).not(),
            Condition::Field(field, test) => test.of(&(field.read)(view).fact, view, self.visited),
            Condition::Around(kind, condition) => match view.around(*kind) {
                Some(around) => self.of(condition, &around),
                // Before the first FROM there is no stage: nothing can be said of it.
                None => Truth::False,
            },
            Condition::Inside(inside) => self.inside(inside, view),
        }
    }

    fn inside(&self, inside: &Inside, view: &View<'_, '_>) -> Truth {
        // `some` ends at what is true, `every` at what is false.
        let (end, otherwise) =
            if inside.how == How::Every { (Truth::False, Truth::True) } else { (Truth::True, Truth::False) };
        let mut found = otherwise;
        let own = self.visited.start();
        if !self.may_look_at(width(view)) {
            return Truth::Unknown;
        }
        let _ = visit(inside.kind, inside.keywords, view, &mut |node| {
            if !self.may_look_at(1) {
                found = Truth::Unknown;
                return ControlFlow::Break(());
            }
            let counts = match inside.order {
                Order::Anywhere => true,
                Order::Before => node.start() < own,
                Order::After => node.start() > own,
            };
            if counts {
                let truth = self.of(&inside.condition, node);
                if truth != otherwise {
                    found = truth;
                }
                if truth == end {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        });
        if inside.how == How::None { found.not() } else { found }
    }
}

impl Inside {
    /// A condition on the nodes of `kind` inside.
    pub(super) fn new(kind: Kind, how: How, order: Order, condition: Condition) -> Self {
        // Where every node has to meet it, those that can't meet it decide.
        let can = if how == How::Every { Keywords::ALL } else { condition.keywords(kind) };
        Self { kind, how, order, condition, keywords: can.and(Keywords::of_kind(kind)) }
    }
}

impl Judgement<'_, '_, '_> {
    /// Whether there is a budget for so many more; it is used up then.
    fn may_look_at(&self, count: usize) -> bool {
        let left = u32::try_from(count).ok().and_then(|count| self.budget.get().checked_sub(count));
        self.budget.set(left.unwrap_or(0));
        left.is_some()
    }
}

impl Condition {
    /// How much it costs, roughly: cheap conditions are asked first.
    pub(super) fn cost(&self) -> u32 {
        match self {
            Self::All(all) | Self::Any(all) => all.iter().map(Self::cost).sum(),
            Self::Not(condition) | Self::Around(_, condition) => condition.cost(),
            Self::Field(field, test) => test.cost(field.kind) + if field.costly { 20 } else { 0 },
            Self::Inside(inside) => 100 * (1 + inside.condition.cost()),
        }
    }

    /// The instructions of which one must stand around a node of `kind`, or be it, for this to be true: all others are passed
    /// by without a look.
    pub(super) fn keywords(&self, kind: Kind) -> Keywords {
        match self {
            Self::All(all) => all.iter().fold(Keywords::ALL, |keywords, one| keywords.and(one.keywords(kind))),
            Self::Around(Kind::Instruction, around) => around.keywords(Kind::Instruction),
            Self::Field(..) if kind == Kind::Instruction => {
                let texts = kind.fields().first().and_then(|keyword| self.texts(keyword));
                // What no instruction is called is true of none.
                let keyword = |text: &str| Some(Keyword::of(text)).filter(|keyword| keyword.as_str() == text);
                texts.map_or(Keywords::ALL, |texts| {
                    texts.filter_map(keyword).fold(Keywords::NONE, |all, keyword| all.or(Keywords::one(keyword)))
                })
            }
            _ => Keywords::ALL,
        }
    }

    /// The texts of which a field must have one for this to be true; `None` where it asks for something else.
    pub(super) fn wanted<'c>(&'c self, field: &Field) -> Option<impl Iterator<Item = &'c str> + use<'c>> {
        match self {
            Self::All(all) => all.iter().find_map(|condition| condition.texts(field)),
            _ => self.texts(field),
        }
    }

    /// The same, where that is all it asks.
    pub(super) fn texts<'c>(&'c self, field: &Field) -> Option<impl Iterator<Item = &'c str> + use<'c>> {
        let Self::Field(asked, Test::Text(TextTest { how: Match::Equals, operands, ignore_case: false })) = self else {
            return None;
        };
        let text = |operand: &'c Operand| match operand {
            Operand::Text(text) => Some(text.as_str()),
            _ => None,
        };
        let literal = operands.iter().all(|operand| text(operand).is_some());
        (asked.name == field.name && literal).then(|| operands.iter().filter_map(text))
    }
}

/// Whether a fact can't be told.
pub(super) fn is_unknown(fact: &Fact<'_>) -> bool {
    matches!(fact, Fact::Unknown)
}
