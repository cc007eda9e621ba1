//! One place where a module sets a setting.

use super::{Documentation, Value};
use crate::text::Span;

/// A setting that a module gives a value, or changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Definition {
    /// Its name: upper-case letters, as Django wants it.
    pub name: String,
    /// The name's bytes.
    pub span: Span,
    /// The whole statement.
    pub statement: Span,
    /// What it is set to; `None` where it is only declared: `SECRET_KEY: str`.
    pub value: Option<Value>,
    /// How.
    pub how: How,
    /// Whether it depends on something that is only known when the module runs: an `if`, a `try`, a loop.
    pub conditional: bool,
    /// Whether nothing that was set before counts behind it: it surely runs, or it is the last of several of which one does.
    pub replaces: bool,
    /// The class that it stands in, as `django-configurations` has it.
    pub class: Option<String>,
    /// What explains it.
    pub documentation: Documentation,
}

/// How a setting comes to its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// `X = …`, `vars()["X"] = …`, `vars().update(X=…)`.
    Assigned,
    /// `X += …`, `X = X + …`, `X.update(…)`, `X["key"] = …`: what was there before stays.
    Extended,
    /// `X: str`.
    Declared,
}

impl Definition {
    /// Whether the module gives the setting its value here, rather than changing what another one gave.
    pub fn sets(&self) -> bool {
        self.how != How::Extended
    }
}

/// Whether Django would take `name` for a setting.
pub(in crate::repo) fn is_setting(name: &str) -> bool {
    let upper = |ch: char| ch.is_ascii_uppercase() || ch.is_ascii_digit() || ch == '_';
    name.starts_with(|ch: char| ch.is_ascii_uppercase()) && name.len() > 1 && name.chars().all(upper)
}
