//! Tree to meaning: what the Dockerfile says about stages, values, images, commands and files, computed once for all rules.
//!
//! ```text
//! ARG V=3.12                    globals
//! FROM python:${V} AS base      stages[0]: its image resolved, with the place where each part was written
//! RUN make                      stages[0].steps[0], its script
//! FROM base                     stages[1]: the default target; it reaches stages[0]
//! ```

mod arguments;
mod build_command;
mod comments;
mod context;
mod credentials;
mod dockerignore;
mod editing;
mod environment;
mod execution;
mod explanations;
mod fetchers;
mod foundation;
mod graph;
mod hosts;
mod image;
mod known_context;
mod layout;
mod lookups;
mod lost_default;
mod mounts;
mod packages;
mod platform;
mod provenance;
mod runtime;
mod scope;
mod shell_values;
mod sources;
mod stage;
mod startup;
mod target;
mod uses;
mod value;
mod windows;

pub use build_command::build_context;
pub use comments::CommentGroup;
pub use context::Context;
pub use credentials::names_credential;
pub use dockerignore::IgnoreFile;
pub use execution::Executed;
pub use explanations::{Explanations, ListEntry, ListedName, Named, Remark};
pub use fetchers::fetches;
pub use hosts::{is_this_machine, why_private};
pub use image::{ImageUse, UseKind};
pub use lookups::{Names, names_in};
pub use lost_default::{is_refused, lost_default};
pub use packages::{
    Argument, Call, Installation, Manager, Package, PackageRun, RequirementsFile, is_pip_install, names_options,
    unpinned,
};
pub use platform::Platform;
pub use provenance::{Download, Execution, How, Origin as FileOrigin, Permission, Provenance, base_name, extension};
pub use runtime::Inherited;
pub use scope::{Definition, DefinitionKind, PREDEFINED};
pub use shell_values::ShellValues;
pub use sources::{ContextIgnores, ContextSource, SourceKind, is_archive};
pub use stage::{Base, Place, ShellKind, Stage, Step, is_shell_script};
pub use startup::Startup;
pub use target::{Audience, Sign, SignKind};
pub use uses::{Reading, Use};
pub use value::{Gap, GapKind, Origin, Value};

use crate::parse::{Keyword, Problem, Tree, Word};
use crate::text::{Files, Source, Span};
use layout::Layout;
use scope::Scope;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// A Dockerfile, understood.
pub struct Dockerfile<'t> {
    /// The file.
    pub source: &'t Arc<Source>,
    /// Its tree.
    pub tree: &'t Tree<'t>,
    /// ARGs before the first FROM.
    pub globals: Vec<Definition<'t>>,
    /// The instructions before the first FROM, ARGs included: all of a file that is a piece of others.
    pub preamble: Vec<Step<'t>>,
    /// The stages, in order.
    pub stages: Vec<Stage<'t>>,
    /// Every image or stage that is named: FROM, `COPY --from`, `RUN --mount=from=`.
    pub images: Vec<ImageUse<'t>>,
    /// Comments that stand together.
    pub comments: Vec<CommentGroup>,
    /// The files around it.
    pub context: Context<'t>,
    global_scope: Scope<'t>,
    /// What a build would trip over beyond the grammar of single instructions.
    pub problems: Vec<Problem>,
    installations: OnceLock<Vec<Installation>>,
    package_runs: OnceLock<Vec<PackageRun>>,
    declared: OnceLock<HashMap<String, u32>>,
    explanations: Explanations<'t>,
    provenance: OnceLock<Provenance>,
    uses: OnceLock<Vec<Use>>,
    foundations: OnceLock<Vec<bool>>,
    /// By stage.
    signs: Vec<OnceLock<Vec<Sign>>>,
    layout: OnceLock<Layout>,
    /// By index, whether a stage is one that people run.
    runtime: OnceLock<Vec<bool>>,
}

impl<'t> Dockerfile<'t> {
    /// Understand `tree`, the tree of `source`. `tree_path` is the file's path inside `files`, where its build context is
    /// looked for.
    pub fn new(source: &'t Arc<Source>, tree: &'t Tree<'t>, tree_path: &str, files: &'t dyn Files) -> Self {
        Self::in_context(source, tree, Context::around(tree_path, files))
    }

    /// Understand `tree`, the tree of `source`, which is built with `context`.
    pub fn in_context(source: &'t Arc<Source>, tree: &'t Tree<'t>, context: Context<'t>) -> Self {
        let mut globals = Scope::new(value::longest(tree.source));
        let mut preamble = Vec::new();
        let mut stages: Vec<Stage<'t>> = Vec::new();
        let mut names = stage::Names::default();
        for instruction in &tree.instructions {
            if instruction.keyword == Keyword::From && instruction.onbuild.is_none() {
                let stage = Stage::new(stages.len(), instruction, &globals, &names);
                names.add(&stage);
                stages.push(stage);
                scope::trigger(&mut stages, &globals);
            } else if !stages.is_empty() {
                stage::push(&mut stages, instruction, &globals);
            } else {
                let shell = || stage::ShellKind::Posix;
                preamble.push(Step::following(preamble.last(), shell, instruction));
                if instruction.keyword == Keyword::Arg {
                    globals.define_global(instruction);
                }
            }
        }
        let images = image::uses(&stages, &names, &globals);
        graph::mark_needs(&mut stages, &images);
        let problems = graph::problems(&stages, &images);
        let explanations = explain(tree, &stages);
        Self {
            source,
            tree,
            globals: globals.clone().into_definitions(),
            global_scope: globals,
            preamble,
            signs: vec![OnceLock::new(); stages.len()],
            stages,
            images,
            comments: comments::groups(tree),
            context,
            problems,
            installations: OnceLock::new(),
            package_runs: OnceLock::new(),
            declared: OnceLock::new(),
            explanations,
            provenance: OnceLock::new(),
            uses: OnceLock::new(),
            foundations: OnceLock::new(),
            layout: OnceLock::new(),
            runtime: OnceLock::new(),
        }
    }

    /// What the build downloads and executes; found out at the first call.
    pub fn provenance(&self) -> &Provenance {
        self.provenance.get_or_init(|| Provenance::of(self))
    }

    /// The last stage: what `docker build` makes without `--target`.
    pub fn default_target(&self) -> Option<&Stage<'t>> {
        self.stages.last()
    }

    /// A stage, and the stages of this file that it is built on, nearest first. Of an endless chain the nearest alone.
    pub fn chain<'m>(&'m self, stage: &'m Stage<'t>) -> impl Iterator<Item = &'m Stage<'t>> {
        std::iter::successors(Some(stage), |stage| stage.parent().map(|parent| &self.stages[parent]))
            .take(stage::LONGEST_CHAIN)
    }

    /// For each stage, whether it, one that it is built on, or one that is built on it meets a condition.
    pub fn in_lineage(&self, meets: impl Fn(&Stage<'t>) -> bool) -> Vec<bool> {
        let own: Vec<bool> = self.stages.iter().map(meets).collect();
        let (mut above, mut below) = (own.clone(), own);
        // A stage is built on earlier ones alone.
        for stage in &self.stages {
            above[stage.index] |= stage.parent().is_some_and(|parent| above[parent]);
        }
        for stage in self.stages.iter().rev() {
            if let Some(parent) = stage.parent() {
                below[parent] |= below[stage.index];
            }
        }
        above.into_iter().zip(below).map(|(above, below)| above || below).collect()
    }

    /// What a container of `stage` runs.
    pub fn startup<'m>(&'m self, stage: &'m Stage<'t>) -> Startup<'m, 't> {
        let mut chain: Vec<&Stage<'t>> = self.chain(stage).collect();
        chain.reverse();
        startup::of_chain(chain.into_iter())
    }

    /// The stage that `stage` goes back to: the one built on an image, on nothing, or on what is not known.
    pub fn root<'m>(&'m self, stage: &'m Stage<'t>) -> &'m Stage<'t> {
        self.chain(stage).last().unwrap_or(stage)
    }

    /// The last ARG before the first FROM that is called `name`.
    pub fn global(&self, name: &str) -> Option<&Definition<'t>> {
        self.global_scope.last(name)
    }

    /// The ARG before the first FROM whose pair holds `at`.
    pub fn global_at(&self, at: Span) -> Option<&Definition<'t>> {
        let behind = self.globals.partition_point(|global| global.pair.span.start <= at.start);
        self.globals[..behind].last().filter(|global| global.pair.span.covers(at))
    }

    /// What the image or stage is that is named at `at`.
    pub fn image_at(&self, at: Span) -> Option<&ImageUse<'t>> {
        let index = self.images.binary_search_by_key(&at.start, |image| image.word.span().start).ok()?;
        Some(&self.images[index])
    }

    /// The value of a word at a place: its variables replaced by what the steps before define.
    pub fn value(&self, place: Place, word: &Word<'t>) -> Value {
        scope::value_at(&self.stages, place, word)
    }

    /// The value of a word in a FROM.
    fn global_value(&self, word: &Word<'t>) -> Value {
        value::resolve(word, &|name| self.global_scope.global(name))
    }

    /// The definition that a variable's name leads to at a place; `None` where nothing gives it a value.
    pub fn definition(&self, place: Place, name: &str) -> Option<&Definition<'t>> {
        match scope::lookup(&self.stages[place.stage], &self.stages, name, place.step) {
            value::Lookup::Defined(definition) => Some(definition),
            value::Lookup::Gap(_) => None,
        }
    }

    /// Where steps work, and what they copy; found out at the first call.
    fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| Layout::of(&self.stages))
    }

    /// The commands that install packages, in order; found at the first call.
    pub fn installations(&self) -> &[Installation] {
        self.installations.get_or_init(|| packages::installations(&self.stages))
    }

    /// The RUNs that call package managers, in order; found at the first call.
    pub fn package_runs(&self) -> &[PackageRun] {
        self.package_runs.get_or_init(|| packages::runs(self))
    }

    /// The comments, and what they explain.
    pub fn explanations(&self) -> &Explanations<'t> {
        &self.explanations
    }

    /// What stands before the first FROM, without a stage, then each stage with its steps. Of a template's piece nobody
    /// knows the stage, so that what it has before a FROM is left out.
    pub fn sections(&self) -> impl Iterator<Item = (Option<&Stage<'t>>, &[Step<'t>])> {
        let stages = self.stages.iter().map(|stage| (Some(stage), stage.steps.as_slice()));
        std::iter::once((None, self.before_stages())).chain(stages)
    }

    /// What stands before the first FROM, unless it is a template's piece.
    fn before_stages(&self) -> &[Step<'t>] {
        if self.tree.templated { &[] } else { &self.preamble }
    }

    /// Every step of every stage, with its place.
    pub fn steps(&self) -> impl Iterator<Item = (Place, &Step<'t>)> {
        self.stages.iter().flat_map(|stage| {
            stage.steps.iter().enumerate().map(|(step, found)| (Place { stage: stage.index, step }, found))
        })
    }
}

/// What the comments explain; those inside scripts are known to the scripts alone.
fn explain<'t>(tree: &'t Tree<'t>, stages: &[Stage<'t>]) -> Explanations<'t> {
    let steps = stages.iter().flat_map(|stage| &stage.steps);
    let commented = steps.filter(|step| !step.script.comments.is_empty());
    // In source order.
    let comments: Vec<(u32, &[Span])> =
        commented.map(|step| (step.instruction.span.start, step.script.comments.as_slice())).collect();
    Explanations::of(tree, &|start| {
        comments.binary_search_by_key(&start, |(start, _)| *start).map_or(&[], |found| comments[found].1)
    })
}
