//! Comments that suppress findings: found, matched with the findings in their reach, and judged themselves.
//!
//! ```text
//!  text ──► place (where a comment stands, what it reaches) ──┐
//!       └─► comment (what it says) ───────────────────────────┼─► ignores ──► complaint (what is wrong with them)
//!  checks (what BuildKit's comments say) ──► buildkit ────────┘
//! ```

mod buildkit;
mod comment;
mod complaint;
mod landmarks;
mod mark;
mod place;
mod syntax;

use super::Policy;
use crate::catalog::{Catalog, UnknownName};
use crate::finding::{Finding, Label, Severity, SuppressedBy, Suppression};
use crate::parse::Tree;
use crate::text::{Source, Span};
use comment::{Author, Malformed, Reach, Statement};
use landmarks::Landmarks;
use mark::mark;
use memchr::memmem;
use place::Place;
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::Arc;

pub use complaint::{MALFORMED, UNEXPLAINED, UNUSED};

/// A file whose findings are triaged.
#[derive(Clone, Copy)]
pub struct File<'a> {
    /// Its text.
    pub source: &'a Arc<Source>,
    /// Its tree; `None` for anything but a Dockerfile, where lines are all there is to go by.
    pub tree: Option<&'a Tree<'a>>,
    /// What is known of the rules.
    pub catalog: &'a Catalog,
    /// How its findings are triaged.
    pub policy: &'a Policy,
    /// The severity of a rule that ran on it; `None` for one that did not.
    pub ran: &'a dyn Fn(&str) -> Option<Severity>,
}

/// Mark the findings that comments of the file suppress, and add what is wrong with those comments.
pub fn apply(file: &File<'_>, findings: &mut Vec<Finding>) {
    if !file.policy.comments {
        return;
    }
    let (mut ignores, malformed) = read(file);
    if ignores.is_empty() && malformed.is_empty() {
        return;
    }
    mark(file, &mut ignores, findings);
    let mut complaints = complaint::all(file, &ignores, &malformed);
    // A comment may suppress a complaint about comments as well.
    mark(file, &mut ignores, &mut complaints);
    findings.append(&mut complaints);
}

/// One comment, understood.
struct Ignore {
    statement: Statement,
    /// Whether code stands in front of it on its line.
    trailing: bool,
    reach: Span,
    names: Vec<Name>,
}

/// A name in a comment.
#[derive(Clone)]
struct Name {
    span: Span,
    /// The ids of the rules that it stands for.
    rules: Result<BTreeSet<String>, UnknownName>,
    /// The alias by which it was named, if that means some of the rule's findings alone.
    part: Option<String>,
    /// Whether a finding is in reach where its last label is, not where it is reported.
    by_label: bool,
    /// Whether it suppressed a finding.
    used: bool,
}

/// Comments of one kind that are read on one line: each goes on to its end.
const MOST_ON_LINE: usize = 8;

fn read(file: &File<'_>) -> (Vec<Ignore>, Vec<Malformed>) {
    let (mut ignores, mut malformed) = (buildkit::ignores(file), Vec::new());
    let text = file.source.text();
    let landmarks = LazyCell::new(|| Landmarks::of(file.source, file.tree));
    for (words, author) in [(comment::TAG, Author::Own), ("hadolint", Author::Peer), ("shellcheck", Author::Peer)] {
        let (mut line, mut on_line) = (0, 0);
        for at in memmem::find_iter(text.as_bytes(), words) {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let own = file.source.lines().line(at);
            on_line = if own == line { on_line + 1 } else { 1 };
            line = own;
            if on_line > MOST_ON_LINE {
                continue;
            }
            let Some(place) = place::comment_at(&landmarks, at) else { continue };
            let statement = match author {
                Author::Own => comment::own(text, place.comment, at),
                Author::Peer => comment::peers(text, place.comment).map(Ok),
            };
            match statement {
                Some(Ok(statement)) => ignores.push(Ignore::new(file, &landmarks, statement, &place)),
                Some(Err(slip)) => malformed.push(slip),
                None => {}
            }
        }
    }
    ignores.sort_by_key(|ignore| ignore.statement.comment);
    (ignores, malformed)
}

impl Ignore {
    fn new(file: &File<'_>, landmarks: &Landmarks<'_>, statement: Statement, place: &Place) -> Self {
        let name = |span: &Span| {
            let written = span.of(file.source.text());
            let named = match statement.author {
                Author::Own => file.catalog.named(written),
                Author::Peer => Ok(file.catalog.with_alias(written)),
            };
            let pages = || named.iter().flatten();
            let part = pages().find_map(|page| page.part(written)).map(str::to_owned);
            // Other linters report what is repeated, and have the comment above it.
            let both = statement.author == Author::Peer && pages().any(|page| buildkit::is_told_by_next(page));
            let rules = named.map(|pages| pages.into_iter().map(|page| page.id.to_string()).collect());
            let name = Name { span: *span, rules, part, by_label: false, used: false };
            let by_label = both.then(|| Name { by_label: true, ..name.clone() });
            std::iter::once(name).chain(by_label)
        };
        let names = statement.names.iter().flat_map(name).collect();
        let mut reach = place.reach(landmarks, statement.reach);
        if (statement.author, statement.reach) == (Author::Peer, Reach::Next) {
            // What is said of the comment itself is not said of the instruction below.
            reach = Span::new(reach.start.max(statement.comment.end), reach.end);
        }
        Self { statement, trailing: place.trailing, reach, names }
    }

    fn suppression(&self, source: &Arc<Source>) -> Suppression {
        let reason = self.statement.reason.of(source.text()).to_owned();
        let place = Label { source: Arc::clone(source), span: self.statement.comment, message: String::new() };
        Suppression { by: SuppressedBy::Comment, reason, place: Some(place) }
    }
}
