//! What a configuration file says. The text comes from `discover`; every value keeps its span, so that whoever finds a
//! value wrong can point at it.

mod layers;
mod levels;
mod problem;
mod read;
mod schema;
mod setting;

pub use layers::{ContextKey, Layered, Layers, OptionKey};
pub use problem::{Mistakes, rejected, wrong};
pub use schema::schema;
pub use setting::{Kind, Merge, SETTINGS, Setting};

use crate::catalog::Catalog;
use crate::finding::Severity;
use crate::text::{Source, Span};
use problem::Problems;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;
use toml::de::DeTable;

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

/// A string of a file, unescaped; its span has the quotes.
pub type Text = Placed<String>;

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
    pub const NAMES: [&str; 4] = setting::FAIL_ON;

    /// The value that is written `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "never" { Some(Self::Never) } else { levels::severity(name).map(Self::Severity) }
    }

    /// The value as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Severity(severity) => severity.as_str(),
            Self::Never => "never",
        }
    }

    /// Whether a finding of `severity` fails the run.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Severity(least) => severity >= least,
            Self::Never => false,
        }
    }
}

/// Who judges the commands of RUN.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum ShellJudge {
    /// ShellCheck where it is installed, else the built-in linter.
    #[default]
    Any,
    /// ShellCheck as it is installed.
    Installed,
    /// The built-in linter.
    Builtin,
}

impl ShellJudge {
    /// The values as they are written.
    pub const NAMES: [&str; 3] = setting::SHELL_JUDGES;

    /// The value that is written `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        let judges = [Self::Any, Self::Installed, Self::Builtin];
        Self::NAMES.into_iter().zip(judges).find(|(known, _)| *known == name).map(|(_, judge)| judge)
    }
}

/// A value, and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Span,
}

/// A `[[per-file]]` table: what holds for some files. Of `ignore` and `context` it has at least one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PerFile {
    /// `paths`: globs, relative to the file's directory.
    pub paths: Vec<Text>,
    /// `ignore`: the rules that do not run on them.
    pub ignore: Vec<Text>,
    /// `reason`, which goes with `ignore`.
    pub reason: Option<Text>,
    /// `context`: their build context, relative to the file's directory.
    pub context: Option<Text>,
}

/// What one file says; what it leaves out is empty.
#[derive(Debug, Default)]
pub struct Config<'s> {
    /// `extends`: the files whose settings hold as well, from the most to the least important.
    pub extends: Vec<Text>,
    /// `select`: the rules to run, by id, alias or group.
    pub select: Option<Vec<Text>>,
    /// `ignore`: the rules not to run.
    pub ignore: Vec<Text>,
    /// `fail-on`.
    pub fail_on: Option<Placed<FailOn>>,
    /// `exclude`: globs of files not to check, relative to the file's directory.
    pub exclude: Vec<Text>,
    /// `locked`: the rules that nothing suppresses.
    pub locked: Vec<Text>,
    /// `context`: the build context of Dockerfiles, relative to the file's directory.
    pub context: Option<Text>,
    /// `shellcheck`: who judges the commands of RUN, if anybody does.
    pub shellcheck: Option<Placed<Option<ShellJudge>>>,
    /// `ignore-reasons`: whether comments have to say why.
    pub reasons: Option<Placed<bool>>,
    /// `amnesty`: the amnesty file.
    pub amnesty: Option<Text>,
    /// `rule-pages`: directories of rule pages.
    pub rule_pages: Vec<Text>,
    /// `[[per-file]]`, in order.
    pub per_file: Vec<PerFile>,
    /// `level` of `[rules.<id>]`, by id.
    pub levels: BTreeMap<String, Placed<Severity>>,
    /// The rest of `[rules.<id>]`, by id: the rule's options.
    pub options: BTreeMap<String, Spanned<DeTable<'s>>>,
}

/// What has to be known of a file before the rules are: which other files it draws in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Needs {
    /// `extends`.
    pub extends: Vec<Text>,
    /// `rule-pages`.
    pub rule_pages: Vec<Text>,
}

impl Needs {
    /// Read what `source` needs. What is wrong with it is told when it is read whole.
    pub fn of(source: &Arc<Source>, kind: FileKind) -> Self {
        let mut problems = Problems::new(source);
        let (document, _) = DeTable::parse_recoverable(source.text());
        let Some(table) = read::section(document.into_inner(), kind, &mut problems) else { return Self::default() };
        read::needs(table, &mut problems)
    }
}

impl<'s> Config<'s> {
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
