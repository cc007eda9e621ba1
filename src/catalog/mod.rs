//! The rule pages: what each rule is called, why it exists, what it looks like. The pages under `rules/` are the single
//! source; `build.rs` turns their metadata into the static table here, so that nothing is parsed at start-up.

use crate::finding::Severity;
use std::borrow::Cow;

/// How sure a rule's findings are; the names are code scanning's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Precision {
    /// Wrong once in a hundred.
    VeryHigh,
    /// Wrong once in twenty.
    High,
    /// Wrong once in five.
    Medium,
    /// A hint.
    Low,
}

/// What fixes a rule offers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fixes {
    /// None.
    None,
    /// Fixes that keep the image as it is.
    Safe,
    /// Fixes that a person should look at.
    Unsafe,
}

/// One rule's page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Kebab-case id, which names the problem.
    pub id: Cow<'static, str>,
    /// The first sentence: what is wrong, without a full stop.
    pub summary: Cow<'static, str>,
    /// The group: `image`, `settings`, `operations`, `build` or `hygiene`; anything in pages of one's own.
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
    /// The version that brought it.
    pub since: Cow<'static, str>,
    /// Whether it runs when nothing is selected.
    pub default: bool,
    /// The whole page, Markdown.
    pub markdown: Cow<'static, str>,
}

/// The pages of a run: the built-in ones, and those loaded beside them.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    pages: Vec<Page>,
}

impl Catalog {
    /// The built-in pages.
    pub fn builtin() -> Self {
        Self { pages: Vec::new() }
    }

    /// A catalog of exactly these pages, in any order.
    pub fn from_pages(mut pages: Vec<Page>) -> Self {
        pages.sort_by(|a, b| a.id.cmp(&b.id));
        Self { pages }
    }

    /// All pages, sorted by id.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter()
    }

    /// The page of a rule, by its id alone.
    pub fn get(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }
}
