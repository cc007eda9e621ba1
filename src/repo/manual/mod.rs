//! The operations manual of a service: where it is, and what it is about.
//!
//! ```text
//! docs/operations/index.rst    where OEP-45 wants it; it begins here
//!   ├─ web.rst                 beside it
//!   └─ ../deployment.rst       included, in its table of contents, or linked
//! ```

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

/// How many topics make a manual of pages that tell how something is done.
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
        let mut places: Vec<(place::Rank, &str)> = Vec::new();
        places.extend(repository.paths().iter().filter_map(|path| Some((place::rank(path, extra)?, path.as_str()))));
        places.sort_unstable();
        let certain = places.iter().any(|(rank, _)| rank.is_certain());
        let mut pages = gather(places.into_iter().map(|(_, path)| path.to_owned()), repository).into_iter();
        let manual = Self { first: pages.next()?, others: pages.collect() };
        // How-tos may be about anything: about the work of developers, for one.
        let is_one = certain || Topics::new([]).of(manual.pages()).len() >= ENOUGH;
        is_one.then_some(manual)
    }

    /// Its pages.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        std::iter::once(&self.first).chain(&self.others)
    }
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
