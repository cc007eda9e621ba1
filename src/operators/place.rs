//! Where a setting gets a value.

use crate::repo::settings::Module;
use crate::text::{Source, Span};
use serde::Serialize;
use std::sync::Arc;

/// A place in a module.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The module's path in the repository.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The module's name: `defaults`, `production`.
    pub module: String,
    /// The module's text.
    #[serde(skip)]
    pub source: Arc<Source>,
    /// The setting's name in it.
    #[serde(skip)]
    pub span: Span,
}

impl Place {
    /// What stands at `span` of `module`.
    pub(super) fn new(module: &Module, span: Span) -> Self {
        Self {
            path: module.path.clone(),
            line: module.source.position(span.start).line,
            module: module.name.clone(),
            source: Arc::clone(&module.source),
            span,
        }
    }
}
