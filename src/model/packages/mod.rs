//! Packages that commands install, behind variables too.
//!
//! ```text
//! ENV APT_INSTALL="apt-get install --yes"
//! RUN ${APT_INSTALL} locales python${V}-dev=3.12.3
//!     ^^^^^^^^^^^^^^ the command: an option's value is no package
//!                    ^^^^^^^ ^^^^^^^^^^^^^^^^^^^^^^^^ packages, each with its name and version
//! RUN pip install -r requirements/dev.txt
//!                    ^^^^^^^^^^^^^^^^^^^^ a requirements file
//! ```

mod callers;
mod calls;
mod cleaning;
mod manager;
mod options;
mod pins;
mod read;
mod settings;
mod specification;
mod tokens;

#[cfg(test)]
mod tests;

pub use calls::{Argument, Call, PackageRun};
pub use manager::Manager;
pub use options::names_options;
pub use pins::{is_pip_install, unpinned};

pub(super) use callers::runs;

use super::stage::{Place, Stage};
use crate::shell::CommandId;
use crate::text::Span;

/// A command that installs packages.
#[derive(Clone, Debug)]
pub struct Installation {
    /// The step that runs it.
    pub place: Place,
    /// The command in the step's script.
    pub command: CommandId,
    /// The program that installs.
    pub manager: Manager,
    /// Where the program is named, maybe by a variable.
    pub program: Span,
    /// The packages, in order.
    pub packages: Vec<Package>,
    /// Files that list packages: `-r requirements.txt`, and what `pip-sync` reads.
    pub requirements: Vec<RequirementsFile>,
}

/// A package.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Package {
    /// Its name, variables replaced by their values; where one has none, `*`.
    pub name: String,
    /// The version that is asked for, as written: `1.2`, `>=3,<4`.
    pub version: Option<String>,
    /// Where it is named: the word of the command, which may be a variable that holds several.
    pub span: Span,
}

/// A file that lists packages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequirementsFile {
    /// Its path, variables replaced by their values; where one has none, `*`.
    pub path: String,
    /// Where it is named.
    pub span: Span,
}

/// Every installation of the file, in order.
pub(super) fn installations(stages: &[Stage<'_>]) -> Vec<Installation> {
    let mut found = Vec::new();
    for stage in stages {
        for (step, holder) in stage.steps.iter().enumerate() {
            let place = Place { stage: stage.index, step };
            found.extend(read::script(stages, place, &holder.script));
        }
    }
    found
}
