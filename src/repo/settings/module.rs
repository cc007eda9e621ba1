//! A module of a settings package.

use super::{Class, Definition};
use crate::repo::Said;
use crate::repo::yaml::Problem;
use crate::text::{Source, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A module with what it sets, imports and reads.
#[derive(Clone, Debug)]
pub struct Module {
    /// Its name below the package: `base`, `__init__`, `shared.test`.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Its text.
    pub source: Arc<Source>,
    /// What it is for.
    pub role: Role,
    /// The settings that it gives values to, in source order.
    pub definitions: Vec<Definition>,
    /// Its classes.
    pub classes: Vec<Class>,
    /// What it imports from modules of the repository.
    pub imports: Vec<Import>,
    /// The configuration files that it reads.
    pub reads: Vec<ConfigRead>,
    /// How what was read becomes settings.
    pub applied: Vec<Applied>,
    /// Where it refuses to start.
    pub checks: Vec<RequiredCheck>,
    /// Names that `# .. setting_name:` and `# .. toggle_name:` describe, anywhere in it.
    pub annotated: BTreeSet<String>,
    /// What could not be read as Python; the rest was.
    pub problem: Option<Problem>,
}

/// What a module of a settings package is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// `__init__.py`, or `settings.py` where there is no package.
    Init,
    /// `required.py`.
    Required,
    /// `defaults.py`.
    Defaults,
    /// What others begin with: `base.py`, `common.py`.
    Base,
    /// Takes another module's settings and changes them: `production.py`, `test.py`.
    Variant,
    /// Settings that another module takes over with `*`: `_oscar.py`.
    Part,
    /// Sets nothing, or nobody takes what it sets: `utils.py`.
    Helper,
}

/// An import from a module of the repository.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    /// The module as written: `notes.settings.base`, `.base`.
    pub module: String,
    /// Its file, where the repository has one.
    pub path: Option<String>,
    /// The statement.
    pub span: Span,
    /// What is imported.
    pub names: Imported,
}

/// What an import brings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Imported {
    /// `*`.
    Star,
    /// Names of the module.
    Names(Vec<String>),
    /// The module itself, under the name that it has here.
    Module(String),
}

impl Import {
    /// Whether settings come with it.
    pub fn brings_settings(&self) -> bool {
        self.names == Imported::Star
    }

    /// Whether settings come with it from outside the repository. What stands beside the module and is not there is one
    /// developer's own: `from .private import *`.
    pub fn is_foreign(&self) -> bool {
        let own = self.module.starts_with('.') || self.module.rsplit('.').next() == Some("private");
        self.brings_settings() && self.path.is_none() && !own
    }
}

/// A configuration file being opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfigRead {
    /// What opens it.
    pub span: Span,
    /// The environment variable that names the file, or its directory.
    pub variable: Option<Said>,
    /// The condition without which it is not read: `if "NOTES_CFG" in environ`. A condition whose other branch raises is
    /// none.
    pub condition: Option<Span>,
    /// The file that is read where the variable is not set.
    pub default: Option<Said>,
}

/// How entries of a configuration file become settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Applied {
    /// All of them: `vars().update(yaml.safe_load(f))`.
    All(Span),
    /// Dictionaries that are merged with those that are there: `DICT_UPDATE_KEYS = ("JWT_AUTH",)`.
    Merged(Vec<Said>),
}

/// A place where a module refuses to start because settings are missing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequiredCheck {
    /// What raises.
    pub span: Span,
    /// The settings that it looks at.
    pub names: Names,
    /// The texts that it compares them with.
    pub texts: BTreeSet<String>,
}

impl RequiredCheck {
    /// Whether it refuses `text` as the value of the setting `name`: `if SECRET_KEY == "insecure": raise …`.
    pub fn refuses(&self, name: &str, text: &str) -> bool {
        let begins = |known: &String| known.len() >= LEAST_BEGINNING && text.starts_with(known.as_str());
        matches!(&self.names, Names::Listed(names) if names.contains(name))
            && (self.texts.contains(text) || self.texts.iter().any(begins))
    }
}

/// What is shorter says nothing about a text that begins with it.
const LEAST_BEGINNING: usize = 4;

/// The settings that a check looks at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Names {
    /// Every one of a module: `for name in dir(required)`.
    All,
    /// These.
    Listed(BTreeSet<String>),
}

impl Module {
    /// Whether it gives `name` a value, or changes it.
    pub fn defines(&self, name: &str) -> bool {
        self.definitions.iter().any(|definition| definition.name == name)
    }

    /// The first place where it sets each setting, in source order.
    pub fn first_definitions(&self) -> Vec<&Definition> {
        let mut seen = BTreeSet::new();
        let sets = self.definitions.iter().filter(|definition| definition.sets());
        sets.filter(|definition| seen.insert(definition.name.as_str())).collect()
    }

    /// Its first line that is not blank, without its line end; empty in an empty file.
    pub fn first_line(&self) -> Span {
        let text = self.source.text();
        let start = text.find(|ch: char| !ch.is_whitespace() && ch != '\u{feff}').unwrap_or(0);
        let length = text[start..].lines().next().map_or(0, |line| line.trim_end().len());
        Span::on_characters(text, start..start + length)
    }
}

/// Whether the module at `path` is the one of settings that operators have to provide.
#[cfg(feature = "python")]
pub(super) fn is_required(path: &str) -> bool {
    path.ends_with("/required.py")
}
