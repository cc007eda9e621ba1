//! The rule pages: what each rule is called, why it exists, what it looks like. The pages under `rules/` are the single
//! source; `build.rs` turns their metadata into the static table here, so that nothing is parsed at start-up.

pub mod example;
pub mod markdown;
mod meant;
mod nearest;
mod own;
pub mod page;
pub mod render;
mod select;
mod shellcheck;

pub use markdown::Mistake;
pub use meant::{Meant, Wanted};
pub use nearest::nearest;
pub use page::{Fixes, GROUPS, Precision};
pub use select::UnknownName;
pub use shellcheck::{is_shellcheck, wiki};

use crate::finding::Severity;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One rule's page.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "keys of a page, each of which says one thing")]
pub struct Page {
    /// Kebab-case id, which names the problem.
    pub id: Cow<'static, str>,
    /// The first sentence: what is wrong, without a full stop.
    pub summary: Cow<'static, str>,
    /// The group: `image`, `settings`, `operations`, `build`, `hygiene` or `housekeeping`; anything in pages of one's own.
    pub group: Cow<'static, str>,
    /// The section of OEP-45 and its words, `Containers: no Ansible should be …`; empty outside OEP-45.
    pub clause: Cow<'static, str>,
    /// Severity unless configured otherwise.
    pub level: Severity,
    /// How sure its findings are.
    pub precision: Precision,
    /// 0.1 to 10.0 on security rules alone.
    pub security_severity: Option<f32>,
    /// What fixes it offers.
    pub fixes: Fixes,
    /// Names that other linters give to the same check.
    pub aliases: Cow<'static, [Cow<'static, str>]>,
    /// Those of the aliases that mean some of its findings alone; such a finding says by which it is known.
    pub in_part: Cow<'static, [Cow<'static, str>]>,
    /// Ids of the rules that report some of the same faults: where one of them does, this one is silent.
    pub yields_to: Cow<'static, [Cow<'static, str>]>,
    /// The version that brought it.
    pub since: Cow<'static, str>,
    /// Whether it runs when nothing is selected.
    pub default: bool,
    /// Whether it runs only where its id or an alias is selected.
    pub by_name: bool,
    /// Whether, unless it is selected by its own name, it runs only where the file asks for it.
    pub experimental: bool,
    /// Whether its `[match]` table takes the place of code.
    pub declares: bool,
    /// Where it was read: the name under which mistakes in it are told.
    pub path: Cow<'static, str>,
    /// The whole page, Markdown.
    pub markdown: Cow<'static, str>,
}

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

impl Page {
    /// Read a page of one's own; whoever read it from a file sets its `path`.
    ///
    /// # Errors
    /// The first thing in which it differs from the format of rule pages.
    pub fn parse(markdown: String) -> Result<Self, Mistake> {
        let page::Parsed { id, summary, metadata, .. } = page::parse(&markdown)?;
        let path = format!("rules/{}/{id}.md", metadata.group);
        let (default, declares) = (metadata.runs_by_default(), metadata.declares());
        Ok(Self {
            id: Cow::Owned(id.to_owned()),
            summary: Cow::Owned(summary),
            group: Cow::Owned(metadata.group),
            clause: Cow::Owned(metadata.clause),
            level: metadata.level,
            precision: metadata.precision,
            security_severity: metadata.security_severity,
            fixes: metadata.fix,
            aliases: metadata.aliases.into_iter().map(Cow::Owned).collect(),
            in_part: metadata.in_part.into_iter().map(Cow::Owned).collect(),
            yields_to: metadata.yields_to.into_iter().map(Cow::Owned).collect(),
            since: Cow::Owned(metadata.since),
            default,
            by_name: metadata.by_name,
            experimental: metadata.experimental,
            declares,
            path: Cow::Owned(path),
            markdown: Cow::Owned(markdown),
        })
    }

    /// Whether `name` is its id or one of its aliases, in any case.
    pub fn is_called(&self, name: &str) -> bool {
        self.id.eq_ignore_ascii_case(name) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }

    /// The alias that `name` is, in any case, if that means some of its findings alone.
    pub fn part(&self, name: &str) -> Option<&str> {
        self.in_part.iter().map(AsRef::as_ref).find(|alias: &&str| alias.eq_ignore_ascii_case(name))
    }

    /// The names that BuildKit gives to the same check: words, where others have letters and a number.
    pub fn buildkit_names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().map(AsRef::as_ref);
        aliases.filter(|alias: &&str| !alias.ends_with(|last: char| last.is_ascii_digit()))
    }

    /// The Markdown under `## name`, without the heading; `None` where the page has no such section.
    pub fn section(&self, name: &str) -> Option<&str> {
        // A page that can't be read was never let into a catalog.
        let sections = page::parse(&self.markdown).ok()?.sections;
        sections.into_iter().find(|section| section.name == name).map(|section| section.text)
    }

    /// The options that its section of that name lists, each with what it says there, on one line.
    pub fn options(&self) -> Vec<(&str, String)> {
        let mut options: Vec<(&str, String)> = Vec::new();
        let mut open = false;
        for line in self.section("Options").unwrap_or_default().lines() {
            if let Some((name, about)) = line.strip_prefix("- `").and_then(|item| item.split_once("`: ")) {
                options.push((name, about.trim().to_owned()));
                open = true;
            } else if let Some((_, about)) = options.last_mut().filter(|_| open && line.starts_with("  ")) {
                about.push(' ');
                about.push_str(line.trim());
            } else {
                open = false;
            }
        }
        options
    }
}

/// The pages of a run: the built-in ones, and those loaded beside them.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Sorted by id.
    pages: Cow<'static, [Page]>,
}

impl Catalog {
    /// The built-in pages.
    pub const fn builtin() -> Self {
        Self { pages: Cow::Borrowed(PAGES) }
    }

    /// A catalog of `pages`. Where two have the same id, the later one counts: a page of one's own after the built-in
    /// ones takes the place of its namesake.
    pub fn from_pages(pages: Vec<Page>) -> Self {
        let by_id: BTreeMap<_, _> = pages.into_iter().map(|page| (page.id.clone(), page)).collect();
        Self { pages: by_id.into_values().collect() }
    }

    /// All pages, sorted by id.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter()
    }

    /// The page of a rule, by its id alone; a code of ShellCheck's has one, though it is in no catalog.
    pub fn get(&self, id: &str) -> Option<&Page> {
        match self.pages.binary_search_by(|page| page.id.as_ref().cmp(id)) {
            Ok(at) => self.pages.get(at),
            Err(_) => shellcheck::page(id).filter(|page| page.id == id),
        }
    }
}
