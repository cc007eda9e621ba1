//! Classes of settings, as `django-configurations` has them: which of them production starts with, and what these inherit.
//!
//! ```text
//! class Base(Configuration):     taken over by others, so that nothing starts with it
//! class Development(Base):       not for production, by its name
//! class Production(Base):        a start: its own settings, then those of Base that it leaves as they are
//! ```

use super::Module;
use std::collections::BTreeMap;

/// A class of a settings module.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// The names of its bases, without the modules in front of them.
    pub bases: Vec<String>,
}

/// The classes of the modules that are loaded together, by name.
pub struct Classes<'s>(BTreeMap<&'s str, &'s [String]>);

/// Most classes that are told apart; real settings have ten.
const MOST: usize = 32;

impl<'s> Classes<'s> {
    /// Those of `modules`, the last of each name.
    pub fn of(modules: &[&'s Module]) -> Self {
        let classes = modules.iter().flat_map(|module| &module.classes);
        Self(classes.map(|class| (class.name.as_str(), class.bases.as_slice())).take(MOST).collect())
    }

    /// The classes that production may start with; `is_development` tells those that it does not by their names.
    pub fn in_production(&self, is_development: impl Fn(&str) -> bool) -> Vec<&'s str> {
        let live: Vec<&str> = self.0.keys().copied().filter(|class| !is_development(class)).collect();
        let is_base = |class: &str| live.iter().any(|other| *other != class && self.lineage(other).contains(&class));
        let derives = |class: &str| self.lineage(class).iter().skip(1).any(|base| self.is_configuration(base));
        live.iter().copied().filter(|class| !is_base(class) || derives(class)).collect()
    }

    /// A class and what it inherits from, in the order in which settings are looked up: near enough to Python's, which
    /// differs only where one base is reached on two ways.
    pub fn lineage<'c>(&self, class: &'c str) -> Vec<&'c str>
    where
        's: 'c,
    {
        let mut found = Vec::new();
        let mut open = vec![class];
        while let Some(class) = open.pop() {
            if !found.contains(&class) {
                found.push(class);
                let bases = self.0.get(class).copied().unwrap_or_default();
                open.extend(bases.iter().rev().map(String::as_str).filter(|base| self.0.contains_key(base)));
            }
        }
        found
    }

    /// Whether it is one that Django can be configured with, and no mixin.
    fn is_configuration(&self, class: &str) -> bool {
        let bases = |class: &&str| self.0.get(class).copied().unwrap_or_default();
        self.lineage(class).iter().flat_map(bases).any(|base| base.ends_with("Configuration"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_starts_with_what_nothing_derives_or_what_derives() {
        let written = [
            ("Base", "Mixin Configuration"),
            ("Development", "Base"),
            ("Mixin", "Empty"),
            ("Production", "Base"),
            ("Staging", "Production"),
        ];
        let bases = written.map(|(name, bases)| (name, bases.split(' ').map(str::to_owned).collect::<Vec<_>>()));
        let classes = Classes(bases.iter().map(|(name, bases)| (*name, bases.as_slice())).collect());
        assert_eq!(classes.in_production(|class| class == "Development"), ["Production", "Staging"]);
        assert_eq!(classes.lineage("Staging"), ["Staging", "Production", "Base", "Mixin"]);
        assert_eq!(classes.in_production(|class| class != "Base"), ["Base"]);
    }

    #[test]
    fn classes_that_inherit_from_each_other_end() {
        let bases = ["B".to_owned(), "A".to_owned()];
        let classes = Classes([("A", &bases[..1]), ("B", &bases[1..])].into());
        assert_eq!(classes.lineage("A"), ["A", "B"]);
    }
}
