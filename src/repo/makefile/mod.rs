//! Makefiles: their targets, and what make hands to the shell for each.
//!
//! ```text
//!  lines ──► read ──► header    targets : prerequisites ; recipe
//!                └──► recipe    ⇥ the lines below, without what make takes from them
//! ```
//!
//! It reads what is written, and does not run make: variables stay unknown, both branches of a conditional count,
//! pattern rules match nothing, and nothing is included.
//!
//! ```
//! use oep45::repo::makefile::Makefile;
//!
//! let makefile = Makefile::parse("all: image\nimage:\n\t@docker build -t $(TAG) .\n");
//! let recipe = makefile.recipe("all");
//! assert_eq!(recipe[0].text(), "docker build -t \u{fffc} .");
//! ```

mod header;
mod read;
mod recipe;

use super::Name;
use crate::text::{Joined, Span};
use std::collections::{HashMap, HashSet};

/// A Makefile, taken apart.
#[derive(Debug)]
pub struct Makefile<'t> {
    source: &'t str,
    rules: Vec<Rule<'t>>,
    /// The rules of each target, by their places in `rules`.
    by_target: HashMap<&'t str, Vec<usize>>,
    /// What `.DEFAULT_GOAL` is set to.
    goal: Option<Name<'t>>,
    /// Whether there may be rules that aren't written here.
    has_more: bool,
}

/// A target as one rule has it; several rules may speak of one target.
#[derive(Clone, Copy, Debug)]
pub struct Target<'m, 't> {
    /// Its name as written, variables and all.
    pub name: &'t str,
    /// Where the name stands.
    pub span: Span,
    /// What the rule makes before it.
    pub prerequisites: &'m [Name<'t>],
}

/// One rule: `targets: prerequisites`, and the lines below.
#[derive(Debug)]
struct Rule<'t> {
    targets: Vec<Name<'t>>,
    prerequisites: Vec<Name<'t>>,
    /// Behind the tab or the `;`, up to the line end that no backslash precedes.
    lines: Vec<Span>,
}

impl<'t> Makefile<'t> {
    /// Take `source` apart; lines that mean nothing to make are passed over.
    pub fn parse(source: &'t str) -> Self {
        let read::Read { rules, goal, has_more } = read::read(source);
        let mut by_target: HashMap<_, Vec<_>> = HashMap::new();
        for (index, rule) in rules.iter().enumerate() {
            for target in &rule.targets {
                by_target.entry(target.text).or_default().push(index);
            }
        }
        Self { source, rules, by_target, goal, has_more }
    }

    /// Every target of every rule, in source order; `.PHONY` and its like among them.
    pub fn targets(&self) -> impl Iterator<Item = Target<'_, 't>> {
        self.rules.iter().flat_map(|rule| {
            let prerequisites = rule.prerequisites.as_slice();
            rule.targets.iter().map(move |name| Target { name: name.text, span: name.span, prerequisites })
        })
    }

    /// Whether it has a rule for `target`, or may have one that can't be seen here: in a file that it includes, behind a
    /// variable, by a pattern.
    pub fn may_make(&self, target: &str) -> bool {
        let mut names = self.rules.iter().flat_map(|rule| &rule.targets).map(|name| name.text);
        let may_be = |name: &str| name.contains(['$', '\\', '*', '?', '[']) || fits(name, target);
        self.has_more || names.any(|name| name == target || name == ".DEFAULT" || may_be(name))
    }

    /// What `make` alone makes: the target that `.DEFAULT_GOAL` names, else the first that is neither a pattern nor
    /// begins with a full stop.
    pub fn default_target(&self) -> Option<Name<'t>> {
        let named = |name: &&Name<'t>| !name.text.starts_with('.') && !name.text.contains('%');
        self.goal.or_else(|| self.rules.iter().flat_map(|rule| &rule.targets).find(named).copied())
    }

    /// The recipe lines of `target` and of all that is made before it, each once, in source order.
    pub fn recipe(&self, target: &str) -> Vec<Joined<'t>> {
        let mut wanted = HashSet::new();
        let mut seen = HashSet::from([target]);
        let mut open = vec![target];
        while let Some(target) = open.pop() {
            for &index in self.by_target.get(target).into_iter().flatten() {
                if wanted.insert(index) {
                    let names = self.rules[index].prerequisites.iter().map(|name| name.text);
                    open.extend(names.filter(|name| seen.insert(name)));
                }
            }
        }
        let rules = self.rules.iter().enumerate().filter(|(index, _)| wanted.contains(index));
        rules.flat_map(|(_, rule)| self.lines(rule)).collect()
    }

    /// Every recipe line once, in source order, with the first target of its rule.
    pub fn all_recipes(&self) -> impl Iterator<Item = (Name<'t>, Joined<'t>)> {
        self.rules.iter().flat_map(|rule| {
            let target = rule.targets.first().copied();
            self.lines(rule).filter_map(move |line| Some((target?, line)))
        })
    }

    fn lines(&self, rule: &Rule<'t>) -> impl Iterator<Item = Joined<'t>> {
        let source = self.source;
        rule.lines.iter().map(move |&line| recipe::line(source, line)).filter(|line| !line.is_empty())
    }
}

/// Whether `pattern`, a target with `%` for at least one character, is one of `target`.
fn fits(pattern: &str, target: &str) -> bool {
    pattern.split_once('%').is_some_and(|(before, behind)| {
        target.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind)).is_some_and(|stem| !stem.is_empty())
    })
}

#[cfg(test)]
mod tests;
