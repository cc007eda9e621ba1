//! `ansible-in-build`: the build runs Ansible, itself or through a script or Makefile of the context.

mod context;
mod evidence;
mod repository;

use crate::finding::{Severity, Sink};
use crate::model::{Dockerfile, Place, Step};
use crate::parse::Keyword;
use crate::repo::Recipes;
use crate::rules::Rule;
use crate::shell::{Command, Program, Script};
use crate::text::{Source, Span};
use evidence::Evidence;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AnsibleInBuild {
    commands: Vec<String>,
}

impl Default for AnsibleInBuild {
    fn default() -> Self {
        let commands = ["ansible", "ansible-galaxy", "ansible-playbook", "ansible-pull"];
        Self { commands: commands.map(str::to_owned).to_vec() }
    }
}

/// One place where Ansible runs.
struct Run {
    /// The word in the Dockerfile that makes it run.
    span: Span,
    /// The program.
    name: String,
    /// Whether it only fetches what playbooks need.
    fetches: bool,
    /// The file of the context that runs it, and where.
    inside: Option<(Arc<Source>, Span)>,
    /// Known by the script's name alone.
    by_name: bool,
}

impl Rule for AnsibleInBuild {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let steps = file.steps().filter(|(_, step)| step.instruction.keyword == Keyword::Run);
        let found: Vec<_> = steps
            .map(|(place, step)| (place, self.runs(file, place, step, sink)))
            .filter(|(_, runs)| !runs.is_empty())
            .collect();
        // Where nothing but `ansible-galaxy` runs, Ansible is what the image brings, not what builds it.
        let product = found.iter().flat_map(|(_, runs)| runs).all(|run| run.fetches);
        if found.is_empty() {
            return;
        }
        let evidence = Evidence::of(file);
        for (place, runs) in &found {
            let Some(first) = runs.iter().find(|run| !run.fetches).or_else(|| runs.first()) else { continue };
            report(file, (*place, runs), first, &evidence, product, sink);
        }
    }

    fn wants_recipes(&self) -> bool {
        true
    }

    fn check_recipes(&self, recipes: &Recipes<'_>, sink: &mut Sink) {
        repository::check(recipes, sink);
    }
}

impl AnsibleInBuild {
    /// What of Ansible a RUN runs, in order.
    fn runs(&self, file: &Dockerfile<'_>, place: Place, step: &Step<'_>, sink: &mut Sink) -> Vec<Run> {
        let mut runs = Vec::new();
        for command in &step.script.commands {
            let Some(program) = command.program() else { continue };
            if let Some((span, name, fetches)) = self.direct(file, place, &program) {
                runs.push(Run { span, name, fetches, inside: None, by_name: false });
            } else if let Some(run) = context::run(self, file, place, command) {
                runs.push(run);
            } else if sink.is_asked() {
                self.spare(&program, sink);
            }
        }
        runs
    }

    /// Tell why a command that runs nothing of Ansible, though it speaks of it, is no fault.
    fn spare(&self, program: &Program<'_, '_>, sink: &mut Sink) {
        if program.name.is_some_and(|name| self.counts(name)) {
            sink.spare(program.name_word.span, || "this call changes nothing in the image");
        } else if let Some(word) = program.args.iter().find(|word| evidence::holds_playbooks(&word.text())) {
            sink.spare(word.span, || "playbooks are no fault where nothing runs them");
        }
    }

    /// Ansible run by the command itself: the word that names it, its name, and whether it only fetches.
    fn direct(&self, file: &Dockerfile<'_>, place: Place, program: &Program<'_, '_>) -> Option<(Span, String, bool)> {
        let span = program.name_word.span;
        let found = match program.name {
            Some(name) if self.counts(name) => {
                Self::counted(name, program).map(|fetches| (span, name.to_owned(), fetches))
            }
            Some(name) if name.starts_with("python") || name.starts_with("pypy") => {
                let module = program.args.windows(2).find(|pair| pair[0].is("-m"))?;
                let text = module[1].literal()?;
                (text == "ansible" || text.starts_with("ansible."))
                    .then(|| (module[1].span, "ansible".to_owned(), false))
            }
            Some(_) => None,
            None => {
                let value = evidence::variable(file, place, program.name_word)?;
                let name = value.split_whitespace().next()?.rsplit('/').next()?.to_owned();
                self.counts(&name).then_some((span, name, false))
            }
        };
        let asks = || ["--version", "--help", "-h"].iter().any(|option| program.has(option));
        found.filter(|_| !asks())
    }

    /// Whether a program counts as running Ansible.
    fn counts(&self, name: &str) -> bool {
        self.commands.iter().any(|command| command == name)
    }

    /// Whether a call of `name` only fetches; `None` where it does nothing to the image.
    fn counted(name: &str, program: &Program<'_, '_>) -> Option<bool> {
        if name != "ansible-galaxy" {
            return Some(false);
        }
        program.has("install").then_some(true)
    }

    /// The first run of Ansible in a script of the context.
    fn in_script(&self, script: &Script<'_>) -> Option<(Span, String, bool)> {
        let found = script.commands.iter().filter_map(Command::program).filter_map(|program| {
            let name = program.name?;
            let asks = ["--version", "--help"].iter().any(|option| program.has(option));
            let known = !asks && self.counts(name);
            let fetches = known.then(|| Self::counted(name, &program)).flatten()?;
            Some((program.name_word.span, name.to_owned(), fetches))
        });
        let all: Vec<_> = found.collect();
        all.iter().find(|(.., fetches)| !fetches).or_else(|| all.first()).cloned()
    }
}

fn report(
    file: &Dockerfile<'_>,
    (place, runs): (Place, &[Run]),
    first: &Run,
    evidence: &Evidence,
    product: bool,
    sink: &mut Sink,
) {
    let name = &first.name;
    let message = match (&first.inside, first.by_name, product) {
        (_, true, _) => format!("the image build runs `{name}`, which by its name brings Ansible"),
        (Some((source, _)), ..) => format!("the image build runs `{name}` through `{}`", source.path()),
        (None, _, true) => format!("the image build fetches roles or collections with `{name}`"),
        (None, ..) => format!("the image build runs `{name}`"),
    };
    let finding = sink.report(first.span, message);
    if product {
        finding.severity(Severity::Note);
    }
    if let Some((source, span)) = &first.inside {
        finding.label_in(Arc::clone(source), *span, "Ansible runs here");
    }
    for other in runs.iter().filter(|other| other.span != first.span) {
        finding.label(other.span, format!("`{}` runs here too", other.name));
    }
    for (span, message) in evidence.labels(file, place) {
        finding.label(span, message);
    }
    finding.help("Write what the playbook does for this image as `RUN`, `COPY` and `ENV` instructions.");
}
