//! What a configuration file says. The text comes from `discover`; every value keeps its span, so that whoever finds a
//! value wrong can point at it.

mod levels;
mod problem;
mod read;

pub use problem::{Mistakes, RULE, rejected, wrong};

use crate::catalog::Catalog;
use crate::finding::Severity;
use crate::text::{Source, Span};
use problem::Problems;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Where a configuration stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileKind {
    /// In a file of its own, `oep45.toml`.
    Own,
    /// In the section `[tool.oep45]` of a `pyproject.toml`.
    Pyproject,
}

impl FileKind {
    /// The name of such a file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Own => "oep45.toml",
            Self::Pyproject => "pyproject.toml",
        }
    }

    /// Whether `text` configures this program, be it broken elsewhere or not.
    pub fn concerns(self, text: &str) -> bool {
        match self {
            Self::Own => true,
            Self::Pyproject => {
                let (document, _) = DeTable::parse_recoverable(text);
                let tool = document.get_ref().get("tool").and_then(|tool| tool.get_ref().as_table());
                tool.is_some_and(|tool| tool.contains_key("oep45"))
            }
        }
    }
}

/// A string of the file, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Text {
    /// What it says, unescaped.
    pub value: String,
    /// Its bytes in the file, with the quotes.
    pub span: Span,
}

/// From which severity on a finding fails the run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailOn {
    /// From this one on.
    Severity(Severity),
    /// None does.
    Never,
}

impl Default for FailOn {
    fn default() -> Self {
        Self::Severity(Severity::Warning)
    }
}

impl FailOn {
    /// The values as they are written, from strict to lax.
    pub const NAMES: [&str; 4] = ["note", "warning", "error", "never"];

    /// The value that is written `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "never" { Some(Self::Never) } else { levels::severity(name).map(Self::Severity) }
    }

    /// Whether a finding of `severity` fails the run.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Severity(least) => severity >= least,
            Self::Never => false,
        }
    }
}

/// What a configuration says; what it leaves out is empty.
#[derive(Debug, Default)]
pub struct Config<'s> {
    /// `select`: the rules to run, by id, alias or group.
    pub select: Vec<Text>,
    /// `ignore`: the rules not to run.
    pub ignore: Vec<Text>,
    /// `fail-on`.
    pub fail_on: Option<FailOn>,
    /// `exclude`: globs of files not to check, relative to the file's directory.
    pub exclude: Vec<Text>,
    /// `level` of `[rules.<id>]`, by id.
    pub levels: BTreeMap<String, Severity>,
    /// The rest of `[rules.<id>]`, by id: the rule's options.
    pub options: BTreeMap<String, Spanned<DeValue<'s>>>,
}

impl<'s> Config<'s> {
    /// The options as rules take them, out of the configuration.
    pub fn take_options(&mut self) -> BTreeMap<String, ValueDeserializer<'s>> {
        let options = std::mem::take(&mut self.options);
        options.into_iter().map(|(id, value)| (id, ValueDeserializer::from(value))).collect()
    }

    /// Read `source`. Rules are known by `catalog`.
    ///
    /// # Errors
    /// All that is wrong with it. Options are left to their rules.
    pub fn parse(source: &'s Arc<Source>, kind: FileKind, catalog: &Catalog) -> Result<Self, Mistakes> {
        let mut problems = Problems::new(source);
        let document = DeTable::parse(source.text()).map_err(|error| rejected(source, &error))?;
        let mut config = Self::default();
        if let Some(table) = read::section(document.into_inner(), kind, &mut problems) {
            read::keys(table, &mut config, catalog, &mut problems);
        }
        problems.finish().map(|()| config)
    }
}
