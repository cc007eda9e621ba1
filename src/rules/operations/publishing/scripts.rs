//! What a step runs in the end: its own commands, and those of the Makefile's targets and scripts that it runs.
//!
//! ```text
//! run: make docker_push ──► Makefile  docker_push: docker_tag ──► docker push openedx/notes
//! run: ./.ci/publish.sh ──► .ci/publish.sh                    ──► retry 3 make docker_push ──► …
//! ```

use super::deed::{Deed, Fault, Push};
use super::make::{Asked, Make, publishes};
use super::{commands, runners};
use crate::model::{extension, is_shell_script};
use crate::repo::makefile::Makefile;
use crate::repo::publishing::{Job, Step};
use crate::repo::{Repository, Said};
use crate::shell::{self, Program, is_shell};
use crate::text::{Joined, Source, Span, normalize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How deep scripts and Makefiles may run one another.
const DEEPEST: usize = 8;

/// The deeds of the scripts that a step runs, each script and target once.
pub(super) struct Followed<'r, 'f> {
    repository: &'r Repository<'f>,
    seen: BTreeSet<(String, String)>,
    deeds: Vec<Deed>,
}

/// Where a script runs.
#[derive(Clone)]
struct Place {
    directory: String,
    /// Whether that is one of this repository, and no other.
    is_sure: bool,
}

/// What `step` of `job` does by what it runs.
pub(super) fn deeds(repository: &Repository<'_>, job: &Job, step: &Step) -> Vec<Deed> {
    let Some(script) = step.script() else { return Vec::new() };
    let directory = step.working_directory.clone().unwrap_or_default();
    let mut followed = Followed::new(repository);
    followed.script(&step.source, &script, &Place { directory, is_sure: !fetches_others(job) }, DEEPEST);
    followed.deeds
}

/// Whether `job` fetches another repository, or this one to another place.
fn fetches_others(job: &Job) -> bool {
    let checkouts = job.steps.iter().filter(|step| step.action() == Some("actions/checkout"));
    checkouts.flat_map(|step| &step.with).any(|(name, _)| matches!(name.as_str(), "repository" | "path" | "ref"))
}

impl<'r, 'f> Followed<'r, 'f> {
    pub(super) fn new(repository: &'r Repository<'f>) -> Self {
        Self { repository, seen: BTreeSet::new(), deeds: Vec::new() }
    }

    /// Take in what `script` of `source`, run in `directory`, does.
    pub(super) fn follow(&mut self, source: &Arc<Source>, script: &Joined<'_>, directory: &str) {
        // What another service does before that isn't known.
        let place = Place { directory: directory.to_owned(), is_sure: false };
        self.script(source, script, &place, DEEPEST);
    }

    /// Whether something pushes an image.
    pub(super) fn pushes(&self) -> bool {
        self.deeds.iter().any(Deed::pushes)
    }

    fn script(&mut self, source: &Arc<Source>, script: &Joined<'_>, place: &Place, depth: usize) {
        let mut place = place.clone();
        let parsed = shell::parse(script);
        let functions = runners::functions(&parsed, source.text());
        for command in &parsed.commands {
            let Some(program) = command.program() else { continue };
            if program.is("cd")
                && let Some(entered) = program.args.first().and_then(|word| word.literal())
            {
                place.directory = format!("{}/{entered}", place.directory);
            }
            place.is_sure &= !leads_away(&program);
            for program in runners::run(program, &functions) {
                self.deeds.extend(commands::deed(source, &place.directory, &program, command.span));
                if depth > 0 {
                    self.make(source, &program, &place, depth - 1);
                    self.run(&program, &place, depth - 1);
                }
            }
        }
    }

    /// The targets that `make` is asked for; `$(MAKE)` in a recipe as well.
    fn make(&mut self, source: &Arc<Source>, program: &Program<'_, '_>, place: &Place, depth: usize) {
        let Some(mut make) = Make::of(program, &place.directory) else { return };
        let found = make.makefile(self.repository);
        let followed = found.as_ref().filter(|found| self.repository.follows(found));
        let makefile = followed.map(|found| (found, Makefile::parse(found.text())));
        if let (Some((_, makefile)), []) = (&makefile, make.targets.as_slice()) {
            let default = makefile.default_target().map(|target| target.text.to_owned());
            let asked = |value| Asked { name: Said { value, span: program.name_word.span }, is_known: true };
            make.targets.extend(default.map(asked));
        }
        let is_sure = make.is_plain && place.is_sure;
        for Asked { name, is_known } in make.targets {
            let target = name.value.as_str();
            let known = makefile.as_ref().filter(|(_, makefile)| makefile.targets().any(|known| known.name == target));
            if let Some((found, makefile)) = known {
                if self.seen.insert((found.path().to_owned(), target.to_owned())) {
                    let place = Place { directory: make.directory.clone(), is_sure: place.is_sure };
                    for line in makefile.recipe(target) {
                        self.script(found, &line, &place, depth);
                    }
                }
            } else if publishes(target) {
                // What is included, or made by a pattern, publishes by its name; what is nowhere doesn't.
                let nowhere =
                    makefile.as_ref().filter(|(_, makefile)| is_sure && is_known && !makefile.may_make(target));
                let fault = nowhere.map(|(found, _)| Fault::NoTarget(Arc::clone(found), name.clone()));
                self.deeds.push(Deed { push: Push::Yes, fault, ..Deed::new(source, name.span) });
            }
        }
    }

    /// A shell script of the repository.
    fn run(&mut self, program: &Program<'_, '_>, place: &Place, depth: usize) {
        let operand = program.args.iter().find(|word| !word.prefix().starts_with('-'));
        let word = if program.name.is_some_and(|name| is_shell(name) || matches!(name, "source" | ".")) {
            operand
        } else {
            Some(program.name_word)
        };
        let Some(path) =
            word.and_then(|word| word.literal()).filter(|path| path.contains('/') || extension(path) == "sh")
        else {
            return;
        };
        let Some(path) = normalize(&format!("{}/{path}", place.directory)) else { return };
        let Some(source) = self.repository.text(&path).filter(|source| is_shell_script(source.text())) else {
            return;
        };
        if self.seen.insert((path, String::new())) && self.repository.follows(&source) {
            let whole = Span::new(0, u32::try_from(source.text().len()).unwrap_or(0));
            self.script(&source, &Joined::whole(source.text(), whole), place, depth);
        }
    }
}

/// Whether what follows `program` may run in another directory, or find other files there: a subshell comes back from where it
/// went, and a variable leads anywhere.
fn leads_away(program: &Program<'_, '_>) -> bool {
    let is_git = program.is("git") && program.args.iter().any(|word| word.is("checkout") || word.is("switch"));
    is_git || ["cd", "pushd", "popd"].iter().any(|name| program.is(name))
}
