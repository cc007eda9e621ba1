//! The operations manual of a service: where it is, and what it is about.
//!
//! ```text
//! docs/operations/index.rst    where OEP-45 wants it; it begins here
//!   ├─ web.rst                 beside it
//!   └─ ../deployment.rst       included, in its table of contents, or linked
//! ```

mod name;
mod place;
mod topics;

pub(super) use place::is_documentation;
pub use topics::{Evidence, Topic, Topics};

use super::Repository;
use super::document::{Markup, Page, ReferenceKind};
use std::collections::{HashSet, VecDeque};

/// No manual has more pages; what is beyond is not read.
const MOST_PAGES: usize = 500;

/// How many links away a page may be.
const FARTHEST: usize = 2;

/// How many topics make a page one of a manual, where a part of its name says that it has to do with operations.
const ENOUGH: usize = 2;

/// The pages of a manual.
#[derive(Clone, Debug)]
pub struct Manual {
    /// Where it begins.
    pub first: Page,
    /// The other pages.
    pub others: Vec<Page>,
}

impl Manual {
    /// The manual of `repository`. `extra` are further pages, or folders of pages, where it may stand.
    pub fn of(repository: &Repository<'_>, extra: &[String]) -> Option<Self> {
        let names = name::Names::of(repository);
        let topics = Topics::new([]);
        let place = |path: &String| {
            let rank = place::rank(path, &names, extra)?;
            let shown = rank.is_in_part() && tells_of_operations(repository, path, &topics);
            Some((if shown { rank.shown() } else { rank }, path.clone()))
        };
        let mut places: Vec<(place::Rank, String)> = repository.paths().iter().filter_map(place).collect();
        places.sort_unstable();
        let certain = places.iter().any(|(rank, _)| rank.is_certain());
        // Beside a manual, they belong to it; by themselves, they make none.
        places.retain(|(rank, _)| certain || !rank.is_in_part());
        let mut pages = gather(places.into_iter().map(|(_, path)| path), repository).into_iter();
        let manual = Self { first: pages.next()?, others: pages.collect() };
        // How-tos may be about anything: about the work of developers, for one.
        let is_one = certain || !topics.of(manual.pages()).is_empty();
        is_one.then_some(manual)
    }

    /// Its pages.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// Whether the page at `path` is about several topics: titles of it are, or it speaks of most of them. A recipe may name two of
/// them in passing.
fn tells_of_operations(repository: &Repository<'_>, path: &str, topics: &Topics) -> bool {
    let page = Page::read(repository, path);
    page.is_some_and(|page| topics.titled([&page]).len() >= ENOUGH || topics.of([&page]).len() > ENOUGH)
}

/// The pages at `paths`, then those that they name.
fn gather(paths: impl Iterator<Item = String>, repository: &Repository<'_>) -> Vec<Page> {
    let mut open: VecDeque<(String, usize)> = paths.map(|path| (path, 0)).collect();
    let mut seen: HashSet<String> = open.iter().map(|(path, _)| path.clone()).collect();
    let mut pages = Vec::new();
    while let Some((path, steps)) = open.pop_front().filter(|_| pages.len() < MOST_PAGES) {
        let Some(page) = Page::read(repository, &path) else { continue };
        for reference in &page.document.references {
            let included = reference.kind == ReferenceKind::Include;
            let leads_on = |target: &String| {
                included || steps < FARTHEST && Markup::of(target).is_some() && !place::is_above(target, &page.path)
            };
            let named = page.resolve(reference, repository).into_iter().filter(leads_on);
            let unseen: Vec<_> = named.filter(|target| seen.insert(target.clone())).collect();
            open.extend(unseen.into_iter().map(|target| (target, steps + usize::from(!included))));
        }
        pages.push(page);
    }
    pages
}

#[cfg(test)]
mod tests;
