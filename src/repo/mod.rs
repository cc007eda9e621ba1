//! What a repository holds beside its Dockerfiles. [`Repository`] is the whole of it, from which rules ask facts;
//! [`Recipes`] is the shell text that it runs: the recipes of Makefiles and the steps of workflows, as views of their
//! sources that `shell` can read. Nothing is expanded or run, and nothing fails.
//!
//! ```text
//! image:                               - name: Image
//! ⇥@docker build -t $(TAG) .             run: docker build -t ${{ env.TAG }} .
//!   ^^^^^^^^^^^^^^^^^^^^^^^^                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//!   what is read, and in it                  likewise; the expression in it
//!   $(TAG) as one unknown character          as one unknown character
//! ```

pub mod document;
pub mod makefile;
pub mod publishing;
pub mod settings;
pub mod workflow;
pub mod yaml;

mod catalog_info;
mod celery;
mod change_log;
mod commands;
mod config_file;
mod dockerfiles;
mod lines;
mod manual;
mod pages;
mod pieces;
#[cfg(feature = "python")]
mod python;
mod repository;
mod service;

pub use catalog_info::{CatalogInfo, Said};
pub use celery::Celery;
pub use change_log::ChangeLog;
pub use commands::Command;
pub use config_file::{ConfigFile, Entry};
pub use dockerfiles::is_ci_dockerfile;
pub use manual::{Evidence, Manual, Topic, Topics};
pub use repository::{Language, Repository, Unparsed};
pub use service::{NoService, Service};
pub use settings::Settings;

use crate::text::{FileKind, Joined, Source, Span};
use makefile::Makefile;
use std::sync::Arc;

/// A word of a file, with its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name<'t> {
    /// The word itself.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
}

/// What one Makefile or workflow runs.
#[derive(Clone, Debug)]
pub struct Recipes<'t> {
    /// The file.
    pub source: &'t Arc<Source>,
    /// What it is.
    pub kind: FileKind,
    /// Its scripts, in source order.
    pub scripts: Vec<Recipe<'t>>,
}

/// One text for a shell: a line of a Makefile's recipe, or a step of a workflow.
#[derive(Clone, Debug)]
pub struct Recipe<'t> {
    /// The script.
    pub text: Joined<'t>,
    /// The Makefile's target that it makes, the first where there are several.
    pub target: Option<Name<'t>>,
    /// Where it runs, if the step says so itself; `${{ … }}` in it reads as [`crate::text::OPAQUE`].
    pub working_directory: Option<Joined<'t>>,
}

impl<'t> Recipes<'t> {
    /// The scripts of `source`, read as `kind`; a Dockerfile has none.
    pub fn new(source: &'t Arc<Source>, kind: FileKind) -> Self {
        let scripts = match kind {
            FileKind::Dockerfile => Vec::new(),
            FileKind::Makefile => Makefile::parse(source.text())
                .all_recipes()
                .map(|(target, text)| Recipe { text, target: Some(target), working_directory: None })
                .collect(),
            FileKind::Workflow => workflow::runs(source.text())
                .into_iter()
                .map(|run| Recipe { text: run.text, target: None, working_directory: run.working_directory })
                .collect(),
        };
        Self { source, kind, scripts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts(kind: FileKind, text: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let source = Arc::new(Source::new("file", text));
        let recipes = Recipes::new(&source, kind);
        let one = |recipe: &Recipe<'_>| {
            let target = recipe.target.map(|target| target.text.to_owned());
            let directory = recipe.working_directory.as_ref().map(|directory| directory.text().into_owned());
            (recipe.text.text().into_owned(), target, directory)
        };
        recipes.scripts.iter().map(one).collect()
    }

    #[test]
    fn a_makefile_gives_its_lines_with_their_targets() {
        let found = scripts(FileKind::Makefile, "a b:\n\tmake -C x\n");
        assert_eq!(found, [("make -C x".to_owned(), Some("a".to_owned()), None)]);
    }

    #[test]
    fn a_workflow_gives_its_steps_with_their_directories() {
        let found = scripts(FileKind::Workflow, "steps:\n  - run: make\n    working-directory: docs\n");
        assert_eq!(found, [("make".to_owned(), None, Some("docs".to_owned()))]);
    }

    #[test]
    fn a_dockerfile_gives_nothing_here() {
        assert!(scripts(FileKind::Dockerfile, "a:\n\tmake\nsteps:\n- run: x\n").is_empty());
    }
}
