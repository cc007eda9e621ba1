//! Takes pages of an operator's own into a catalog: each must be a page, and its names must be free.

use super::{Catalog, Mistake, Page, page};
use crate::finding::{CONFIGURATION, Finding, Severity};
use crate::text::{Source, Span};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Catalog {
    /// The pages of several catalogs together. A page that takes the place of a built-in one in one of them stands for the
    /// rule in the whole.
    ///
    /// # Errors
    /// Pages of one's own that differ and have the same id, since a report has one page for each rule: a finding each.
    pub fn union<'c>(catalogs: impl IntoIterator<Item = &'c Self>) -> Result<Self, Vec<Finding>> {
        let builtin = Self::builtin();
        let own = |page: &Page| builtin.get(&page.id).is_none_or(|builtin| builtin.markdown != page.markdown);
        let mut pages: BTreeMap<&str, &Page> = BTreeMap::new();
        let mut wrong = Vec::new();
        for page in catalogs.into_iter().flat_map(Self::pages) {
            match pages.get(page.id.as_ref()) {
                Some(known) if known.markdown == page.markdown || !own(page) => {}
                Some(known) if own(known) => wrong.push(other(page, known)),
                _ => drop(pages.insert(&page.id, page)),
            }
        }
        if wrong.is_empty() { Ok(Self::from_pages(pages.into_values().cloned().collect())) } else { Err(wrong) }
    }

    /// This catalog with the pages in `sources`. A page that says `replaces = "id"` takes the place of that rule.
    ///
    /// # Errors
    /// What is wrong with the pages, one finding each: the text is no page, it has no `[match]` table, or one of its names
    /// already stands for another rule.
    pub fn with_pages(&self, sources: &[Arc<Source>]) -> Result<Self, Vec<Finding>> {
        let mut wrong = Vec::new();
        let mut own = Vec::new();
        let mut replaced = Vec::new();
        for source in sources {
            match self.read(source) {
                Ok((page, other)) => {
                    own.push((page, source));
                    replaced.extend(other);
                }
                Err(Mistake { line, message }) => wrong.push(mistake(source, line, &message)),
            }
        }
        let mut pages: Vec<Page> =
            self.pages().filter(|page| !replaced.contains(&page.id.to_string())).cloned().collect();
        let mut taken = names(&pages);
        let mut read = BTreeMap::new();
        for (page, source) in own {
            let free = |name: &&Cow<'_, str>| !taken.contains_key(&name.to_lowercase());
            let clash = std::iter::once(&page.id).chain(page.aliases.iter()).find(|name| !free(name));
            if let Some(name) = clash {
                let other = taken.get(&name.to_lowercase()).map_or("", String::as_str);
                let mut finding = mistake(source, 1, &format!("the name `{name}` already stands for {other}"));
                finding.help(format!(
                    "Choose another name, or write `replaces = \"{name}\"` where the page takes the place of that rule."
                ));
                wrong.push(finding);
                continue;
            }
            taken.extend(names(std::slice::from_ref(&page)));
            read.insert(page.id.clone(), source);
            pages.push(page);
        }
        let ids = |names: &[Cow<'_, str>]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let yields: BTreeMap<_, _> = pages.iter().map(|page| (page.id.to_string(), ids(&page.yields_to))).collect();
        for (page, source) in pages.iter().filter_map(|page| Some((page, read.get(&page.id)?))) {
            let said = page::wrong_yield(&page.id, &yields);
            wrong.extend(said.map(|said| mistake(source, 1, &said)));
        }
        if wrong.is_empty() { Ok(Self::from_pages(pages)) } else { Err(wrong) }
    }

    /// A page, and the id of the rule whose place it takes.
    fn read(&self, source: &Source) -> Result<(Page, Option<String>), Mistake> {
        let metadata = page::parse(source.text())?.metadata;
        if !metadata.declares() {
            return Err(Mistake::new(1, "the page has no `[match]` table, so there is no rule"));
        }
        if let Some(id) = metadata.replaces.as_ref().filter(|id| self.get(id).is_none()) {
            return Err(Mistake::new(1, format!("the page replaces `{id}`, and no rule is called so")));
        }
        let page = Page::parse(source.text().to_owned())?;
        Ok((Page { path: Cow::Owned(source.path().to_owned()), ..page }, metadata.replaces))
    }
}

/// `page` is another rule than `known`, under the same id.
fn other(page: &Page, known: &Page) -> Finding {
    let source = |page: &Page| Arc::new(Source::new(page.path.as_ref(), page.markdown.as_ref()));
    let message = format!("`{}` is the id of another rule as well, which is in {}", page.id, known.path);
    let mut finding = mistake(&source(page), 1, &message);
    let there = mistake(&source(known), 1, "the other one").primary;
    finding.label_in(there.source, there.span, "the other one");
    finding.help("Give one of them another id: a report has one page for each rule.");
    finding
}

/// Every name that selects rules, in lower case, and what it stands for.
fn names(pages: &[Page]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::from([("all".to_owned(), "every rule".to_owned())]);
    for page in pages {
        let rule = format!("the rule `{}` in {}", page.id, page.path);
        names.insert(page.group.to_lowercase(), format!("the group `{}`", page.group));
        names.extend(std::iter::once(&page.id).chain(page.aliases.iter()).map(|it| (it.to_lowercase(), rule.clone())));
    }
    names
}

fn mistake(source: &Arc<Source>, line: u32, message: &str) -> Finding {
    let lines = source.text().split_inclusive('\n');
    let before: usize = lines.take(line.saturating_sub(1) as usize).map(str::len).sum();
    let text = source.text().get(before..).unwrap_or("").lines().next().unwrap_or("").trim_end();
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    let span = Span::new(offset(before), offset(before + text.len()));
    let message = message.trim_end_matches('.').replace('\n', ", ");
    Finding::new(CONFIGURATION, Severity::Error, source, span, message)
}
