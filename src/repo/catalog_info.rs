//! `catalog-info.yaml`, which says what a repository of Open edX is: OEP-55 asks for it.
//!
//! ```text
//! kind: Component
//! spec:
//!   type: 'service'
//! ```

use super::Repository;
use crate::text::{Source, Span};
use std::sync::Arc;

/// What the file says.
#[derive(Clone, Debug)]
pub struct CatalogInfo {
    /// Its text.
    pub source: Arc<Source>,
    /// `spec.type`.
    pub kind: Option<Said>,
}

/// A string of a file, and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The string.
    pub value: String,
    /// Its bytes.
    pub span: Span,
}

impl CatalogInfo {
    /// The file of `repository`, if it has one.
    pub fn of(repository: &Repository<'_>) -> Option<Self> {
        let (source, yaml) = repository.yaml("catalog-info.yaml")?;
        let kind = yaml.root().and_then(|root| root.get("spec")?.get("type")).and_then(|kind| {
            let value = kind.scalar().filter(|value| !value.is_empty())?.to_lowercase();
            Some(Said { value, span: kind.span() })
        });
        Some(Self { source, kind })
    }
}
