//! A Dockerfile of the repository, read for itself: its build context tells nothing here.

use crate::model::Dockerfile;
use crate::parse;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

/// What `look` finds in the Dockerfile `source`.
pub(super) fn alone<R>(source: &Arc<Source>, look: impl FnOnce(&Dockerfile<'_>) -> R) -> R {
    let tree = parse::parse(source.text());
    let files = MemoryFiles::new();
    look(&Dockerfile::new(source, &tree, source.path(), &files))
}
