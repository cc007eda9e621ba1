//! A bug is told, and costs what it spoils alone: one rule on one file, or else one file.

use crate::finding::Notice;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Let `work` work. Where it panics, `what` failed on the file or directory at `path`.
///
/// # Errors
/// The notice of that.
pub(super) fn guarded<T>(path: &str, what: impl Display, work: impl FnOnce() -> T) -> Result<T, Notice> {
    // What `work` has changed when it panics is thrown away, or whole at any time.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Notice {
        path: path.to_owned(),
        message: format!("{what} failed on it; please report it as a bug"),
    })
}
