//! A RUN's calls of package managers: their words as the shell hands them over, variables replaced.
//!
//! ```text
//! RUN --mount=type=cache,target=/root/.cache  sudo  pip  install  -q  "$SPEC"
//!                               ^^^^^^^^^^^^ cached  ^^^ program      ^^^^^^^ argument: `django==5.0`
//! ```

use crate::model::stage::Place;
use crate::text::Span;

/// A RUN that calls a package manager.
pub struct PackageRun {
    /// The instruction.
    pub span: Span,
    /// Whether it is a trigger of ONBUILD.
    pub onbuild: bool,
    /// Where it stands; `None` before the first FROM, where no build comes to run it.
    pub place: Option<Place>,
    /// The calls of package managers, and of what removes files, in order.
    pub calls: Vec<Call>,
    /// Where a mount keeps files out of the layer.
    pub(super) cached: Vec<String>,
    /// Whether apt's configuration leaves recommended packages out.
    pub recommended_left_out: bool,
    /// Whether the environment, or the RUN itself, tells pip to keep no cache.
    pub pip_cache_off: bool,
}

/// A program with its arguments.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its name, without a directory.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// Whether a command before it in a pipe answers its questions.
    pub answered: bool,
    /// Whether text can be added to it: it is no JSON, and no quote, block or tag in it stays open.
    pub editable: bool,
    /// Whether it stands in a function, which runs later than where it is written.
    pub deferred: bool,
    /// Where a command can be added that runs once after it.
    pub end: Option<u32>,
}

/// An argument.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Argument {
    /// Its text; what a variable holds that nothing defines stays as `${name}`.
    pub text: String,
    /// The word that it was written as, which may hold several.
    pub span: Span,
    /// Whether the text is what is written.
    pub literal: bool,
}

impl PackageRun {
    /// Whether a cache, or a file system in memory, is mounted at a path that holds `path`.
    pub fn is_cached(&self, path: &str) -> bool {
        self.cached.iter().any(|target| target.contains(path))
    }
}
