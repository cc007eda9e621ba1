//! Documentation: reStructuredText and Markdown, as far as rules ask about it. Lines are looked at, not rendered: titles
//! with what stands below them, what is no text for readers, and which other files a page brings in or leads to.
//!
//! ```text
//! Operations            heading, level 1; its section goes to the next title of that level
//! ==========
//! .. include:: x.rst    reference to a file, part of the page
//! .. toctree::
//!    web                reference to another page
//! .. Remember: …        comment
//! ```

mod links;
mod markdown;
mod rst;
mod words;

pub use words::{Phrases, words};

use super::Repository;
use crate::text::{Kind, Source, Span, normalize};
use std::sync::Arc;

/// How a page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Markup {
    /// reStructuredText, and plain text, which is near enough to it.
    Rst,
    /// Markdown, and what `MyST` adds to it.
    Markdown,
}

impl Markup {
    /// What the file at `path` is written in, by its name; `None` for anything but documentation.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("rst" | "txt") => Some(Self::Rst),
            Some("md" | "markdown") => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// A title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heading {
    /// Its depth, from 1.
    pub level: usize,
    /// Its words.
    pub title: Span,
    /// Its lines, with what underlines them.
    pub lines: Span,
    /// What stands below it, up to the next title of its level or above; the deeper ones are inside.
    pub section: Span,
}

/// Another file that a page names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reference {
    /// What it means.
    pub kind: ReferenceKind,
    /// The name as written.
    pub target: Span,
}

/// What naming another file means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReferenceKind {
    /// Its text is part of the page.
    Include,
    /// The page leads there: an entry of a `toctree`, a link. The name may lack its extension, or end in `*`.
    Page,
}

/// A text, taken apart; all its parts are in source order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Document {
    /// The titles.
    pub headings: Vec<Heading>,
    /// The other files that it names.
    pub references: Vec<Reference>,
    /// What is no text for readers: comments, the targets of links, and the directives that stand for other files.
    pub unseen: Vec<Span>,
}

impl Document {
    /// Take `text` apart.
    pub fn read(text: &str, markup: Markup) -> Self {
        let mut document = match markup {
            Markup::Rst => rst::read(text),
            Markup::Markdown => markdown::read(text),
        };
        document.references.sort_by_key(|reference| reference.target);
        close_sections(&mut document.headings, Span::on_characters(text, 0..text.len()).end);
        document
    }

    /// What readers see, titles and all.
    pub fn seen(&self, text: &str) -> Vec<Span> {
        without(text, self.unseen.iter().copied())
    }

    /// What readers see but for the titles.
    pub fn prose(&self, text: &str) -> Vec<Span> {
        let lines = self.headings.iter().map(|heading| heading.lines);
        let mut gaps: Vec<Span> = lines.chain(self.unseen.iter().copied()).collect();
        gaps.sort_unstable();
        without(text, gaps)
    }
}

/// The parts of `text` outside `gaps`, which are sorted; those that are blank are none.
fn without(text: &str, gaps: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let whole = Span::on_characters(text, 0..text.len());
    let mut parts = Vec::new();
    let mut at = whole.start;
    for gap in gaps.into_iter().chain([Span::at(whole.end)]) {
        let part = Span::new(at, gap.start);
        if gap.start > at && !part.of(text).trim().is_empty() {
            parts.push(part);
        }
        at = at.max(gap.end);
    }
    parts
}

/// Let each section end where the next title of its level or above begins.
fn close_sections(headings: &mut [Heading], end: u32) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..headings.len() {
        let Heading { level, lines, .. } = headings[index];
        while let Some(last) = open.pop_if(|last| headings[*last].level >= level) {
            headings[last].section = Span::new(headings[last].lines.end, lines.start);
        }
        open.push(index);
    }
    for last in open {
        headings[last].section = Span::new(headings[last].lines.end, end);
    }
}

/// A page of documentation.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path in the repository.
    pub path: String,
    /// Its text.
    pub source: Arc<Source>,
    /// What it consists of.
    pub document: Document,
}

impl Page {
    /// The page at `path`, if one stands there that can be read.
    pub fn read(repository: &Repository<'_>, path: &str) -> Option<Self> {
        let markup = Markup::of(path).unwrap_or(Markup::Rst);
        let source = repository.text(path)?;
        Some(Self { path: path.to_owned(), document: Document::read(source.text(), markup), source })
    }

    /// Where `reference` leads: the path of a file of `repository`; several where it ends in `*`.
    pub fn resolve(&self, reference: &Reference, repository: &Repository<'_>) -> Vec<String> {
        let target = self.source.slice(reference.target);
        let Some(path) = self.locate(target, repository) else { return Vec::new() };
        if let Some((before, behind)) = path.split_once('*') {
            let folder = before.rsplit_once('/').map_or("", |(folder, _)| folder);
            let fits = |found: &&str| {
                let named = found.rsplit_once('.').map_or(*found, |(named, _)| named);
                let matched = found.strip_prefix(before).filter(|_| named.ends_with(behind));
                Markup::of(found).is_some() && matched.is_some_and(|rest| !rest.contains('/'))
            };
            return repository.below(folder).filter(fits).map(str::to_owned).collect();
        }
        let is_file = |path: &String| repository.kind(path) == Some(Kind::File);
        let extended = [".rst", ".md", ".txt", "/index.rst", "/index.md"].map(|ending| format!("{path}{ending}"));
        std::iter::once(path).chain(extended).find(is_file).into_iter().collect()
    }

    /// The path that `target` names: relative to the page, or with `/` in front to where Sphinx begins.
    fn locate(&self, target: &str, repository: &Repository<'_>) -> Option<String> {
        let target = target.split('#').next().unwrap_or(target);
        if target.is_empty() || target.contains("://") || target == "self" {
            return None;
        }
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        match target.strip_prefix('/') {
            None => normalize(&format!("{folder}/{target}")),
            Some(target) => {
                let above = std::iter::successors(Some(folder), |folder| Some(folder.rsplit_once('/')?.0));
                let configured = |folder: &&str| repository.kind(&format!("{folder}/conf.py")) == Some(Kind::File);
                normalize(&format!("{}/{target}", above.into_iter().find(configured).unwrap_or(folder)))
            }
        }
    }
}

#[cfg(test)]
mod tests;
