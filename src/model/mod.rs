//! What a Dockerfile means.

use crate::text::Source;
use std::sync::Arc;

/// A Dockerfile, understood.
#[derive(Debug)]
pub struct Dockerfile<'t> {
    /// Its text.
    pub source: &'t Arc<Source>,
}
