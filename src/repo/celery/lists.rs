//! The lists of what a service asks to be installed; constraints ask for nothing.
//!
//! ```text
//! requirements/base.in      -c pins.txt        pins.txt only says which versions, should somebody ask
//! requirements/dev.in       -r base.in
//! ```

use super::{Repository, own};
use crate::text::normalize;
use std::collections::BTreeSet;

/// What people write by hand, by path; lists that a tool made hold what others bring along.
pub(super) fn requirements<'r>(repository: &'r Repository<'_>) -> Vec<&'r str> {
    let lists: Vec<&str> = own(repository).filter(|path| may_ask(path)).collect();
    let used = Used::of(repository, &lists);
    lists.into_iter().filter(|path| !used.is_constraint(path)).collect()
}

fn may_ask(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "requirements.txt" | "pyproject.toml" | "setup.cfg" | "setup.py" | "Pipfile")
        || path.contains("requirements/")
            && name.rsplit_once('.').is_some_and(|(_, extension)| matches!(extension, "in" | "txt"))
}

/// What lists have other lists for.
#[derive(Default)]
struct Used {
    requirements: BTreeSet<String>,
    constraints: BTreeSet<String>,
}

impl Used {
    fn of(repository: &Repository<'_>, lists: &[&str]) -> Self {
        let mut used = Self::default();
        for path in lists {
            let Some(source) = repository.text(path) else { continue };
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            for line in source.text().lines() {
                let mut words = line.split(['=', ' ', '\t']).filter(|word| !word.is_empty());
                let into = match words.next() {
                    Some("-r" | "--requirement") => &mut used.requirements,
                    Some("-c" | "--constraint") => &mut used.constraints,
                    _ => continue,
                };
                into.extend(words.next().and_then(|name| normalize(&format!("{folder}/{name}"))));
            }
        }
        used
    }

    /// Whether the list at `path` is there for its versions alone: by its use, or else by its name.
    fn is_constraint(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let says_so = name.contains("constraint") || name.split(['.', '-', '_']).next() == Some("pins");
        !self.requirements.contains(path) && (says_so || self.constraints.contains(path))
    }
}
