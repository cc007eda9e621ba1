//! What a step runs in the end: its own commands, and those of the Makefile's targets and scripts that it runs.
//!
//! ```text
//! run: make docker_push ──► Makefile  docker_push: docker_tag ──► docker push openedx/notes
//! run: ./.ci/publish.sh ──► .ci/publish.sh                    ──► retry 3 make docker_push ──► …
//! ```

use super::deed::{Deed, Push};
use super::{commands, runners};
use crate::model::{extension, is_shell_script};
use crate::repo::Repository;
use crate::repo::makefile::Makefile;
use crate::repo::publishing::Step;
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

/// What `step` does by what it runs.
pub(super) fn deeds(repository: &Repository<'_>, step: &Step) -> Vec<Deed> {
    let Some(script) = step.script() else { return Vec::new() };
    let directory = step.working_directory.as_deref().unwrap_or("");
    let mut followed = Followed::new(repository);
    followed.follow(&step.source, &script, directory);
    followed.deeds
}

impl<'r, 'f> Followed<'r, 'f> {
    pub(super) fn new(repository: &'r Repository<'f>) -> Self {
        Self { repository, seen: BTreeSet::new(), deeds: Vec::new() }
    }

    /// Take in what `script` of `source`, run in `directory`, does.
    pub(super) fn follow(&mut self, source: &Arc<Source>, script: &Joined<'_>, directory: &str) {
        self.script(source, script, directory, DEEPEST);
    }

    /// Whether something pushes an image.
    pub(super) fn pushes(&self) -> bool {
        self.deeds.iter().any(Deed::pushes)
    }

    fn script(&mut self, source: &Arc<Source>, script: &Joined<'_>, directory: &str, depth: usize) {
        let mut directory = directory.to_owned();
        let parsed = shell::parse(script);
        let functions = runners::functions(&parsed, source.text());
        for command in &parsed.commands {
            let Some(program) = command.program() else { continue };
            if program.is("cd") {
                let entered = program.args.first().and_then(|word| word.literal());
                directory = entered.map_or(directory.clone(), |entered| format!("{directory}/{entered}"));
            }
            for program in runners::run(program, &functions) {
                self.deeds.extend(commands::deed(source, &directory, &program, command.span));
                if depth > 0 {
                    self.make(source, &program, &directory, depth - 1);
                    self.run(&program, &directory, depth - 1);
                }
            }
        }
    }

    /// The targets that `make` is asked for; `$(MAKE)` in a recipe as well.
    fn make(&mut self, source: &Arc<Source>, program: &Program<'_, '_>, directory: &str, depth: usize) {
        let again = matches!(program.name_word.raw(), "$(MAKE)" | "${MAKE}");
        if !again && !program.is("make") && !program.is("gmake") {
            return;
        }
        let mut directory = directory.to_owned();
        let mut given = None;
        let mut targets = Vec::new();
        let mut words = program.args.iter();
        while let Some(word) = words.next() {
            let text = word.text();
            match text.as_ref() {
                "-C" | "--directory" => {
                    directory = words.next().map_or(directory.clone(), |next| format!("{directory}/{}", next.text()));
                }
                "-f" | "--file" | "--makefile" => given = words.next().map(|next| next.text().into_owned()),
                text if text.starts_with('-') || text.contains('=') => {}
                text => targets.push((text.to_owned(), word.span)),
            }
        }
        let names = given.as_deref().map_or(vec!["GNUmakefile", "makefile", "Makefile"], |name| vec![name]);
        let found = names.iter().find_map(|name| self.repository.text(&normalize(&format!("{directory}/{name}"))?));
        let followed = found.as_ref().filter(|found| self.repository.follows(found));
        let makefile = followed.map(|found| (found, Makefile::parse(found.text())));
        if let (Some((_, makefile)), []) = (&makefile, targets.as_slice()) {
            targets.extend(makefile.default_target().map(|target| (target.text.to_owned(), program.name_word.span)));
        }
        for (target, span) in targets {
            let known = makefile.as_ref().filter(|(_, makefile)| makefile.targets().any(|known| known.name == target));
            if let Some((found, makefile)) = known {
                if self.seen.insert((found.path().to_owned(), target.clone())) {
                    for line in makefile.recipe(&target) {
                        self.script(found, &line, &directory, depth);
                    }
                }
            } else if publishes(&target) {
                // Included, or made by a pattern: what it does, its name alone says.
                self.deeds.push(Deed { push: Push::Yes, ..Deed::new(source, span) });
            }
        }
    }

    /// A shell script of the repository.
    fn run(&mut self, program: &Program<'_, '_>, directory: &str, depth: usize) {
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
        let Some(path) = normalize(&format!("{directory}/{path}")) else { return };
        let Some(source) = self.repository.text(&path).filter(|source| is_shell_script(source.text())) else {
            return;
        };
        if self.seen.insert((path, String::new())) && self.repository.follows(&source) {
            let whole = Span::new(0, u32::try_from(source.text().len()).unwrap_or(0));
            self.script(&source, &Joined::whole(source.text(), whole), directory, depth);
        }
    }
}

/// `docker_push`, `image.publish`.
fn publishes(target: &str) -> bool {
    let words: Vec<&str> = target.split(['_', '-', '.', '/', ':']).collect();
    let any = |names: &[&str]| words.iter().any(|word| names.contains(word));
    any(&["docker", "image", "images", "container"]) && any(&["push", "publish", "release", "deploy"])
}
