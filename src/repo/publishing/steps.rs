//! Jobs, and the steps that they take one after the other.

use super::reference::Reference;
use super::{holds, said};
use crate::repo::yaml::Node;
use crate::repo::{Repository, Said, workflow};
use crate::text::{Joined, Piece, Source, Span, normalize};
use std::sync::Arc;

/// How deep composite actions may use one another.
const DEEPEST: usize = 4;

/// A job.
#[derive(Clone, Debug)]
pub struct Job {
    /// The key that names it.
    pub name: Said,
    /// Its `if`.
    pub condition: Option<Said>,
    /// The workflow that it calls.
    pub uses: Option<Said>,
    /// Its steps, in order; those of a composite action of the repository stand for the step that uses it.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The file that it stands in: the workflow's, or that of a composite action.
    pub source: Arc<Source>,
    /// From its first to its last byte.
    pub span: Span,
    /// The `if` of the step, and of the one that uses its action.
    pub conditions: Vec<Said>,
    /// The action that it uses.
    pub uses: Option<Said>,
    /// What the action is given, in order: names and values.
    pub with: Vec<(String, Said)>,
    /// Where it runs.
    pub working_directory: Option<String>,
    run: Option<Vec<Piece>>,
}

impl Job {
    /// Whether it may run when `event` happens to `reference`.
    pub fn may_run(&self, event: &str, reference: Reference<'_>) -> bool {
        may_hold(self.condition.as_ref(), event, reference)
    }

    /// The path of the repository's own workflow that it calls.
    pub fn calls(&self) -> Option<&str> {
        self.uses.as_ref()?.value.strip_prefix("./")
    }
}

impl Step {
    /// Whether it may run when `event` happens to `reference`.
    pub fn may_run(&self, event: &str, reference: Reference<'_>) -> bool {
        self.conditions.iter().all(|condition| may_hold(Some(condition), event, reference))
    }

    /// What its shell reads.
    pub fn script(&self) -> Option<Joined<'_>> {
        self.run.as_ref().map(|pieces| Joined::new(self.source.text(), pieces.as_slice()))
    }

    /// What its action is given as `name`.
    pub fn given(&self, name: &str) -> Option<&Said> {
        self.with.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The name of its action without the version: `docker/build-push-action`.
    pub fn action(&self) -> Option<&str> {
        let uses = &self.uses.as_ref()?.value;
        Some(uses.split_once('@').map_or(uses.as_str(), |(name, _)| name))
    }
}

fn may_hold(condition: Option<&Said>, event: &str, reference: Reference<'_>) -> bool {
    condition.is_none_or(|condition| holds(&condition.value, event, reference) != Some(false))
}

/// The jobs of the mapping `jobs` in `source`.
pub(super) fn jobs(jobs: Node<'_>, source: &Arc<Source>, repository: &Repository<'_>) -> Vec<Job> {
    let runs = workflow::runs(source.text());
    let job = |(name, job): (Node<'_>, Node<'_>)| {
        let directory = job.get("defaults").and_then(|defaults| defaults.get("run")?.get("working-directory"));
        let steps = job.get("steps").map(|steps| read(steps, source, &runs)).unwrap_or_default();
        let directory = directory.and_then(Node::scalar);
        let placed = steps.into_iter().map(|step| Step {
            working_directory: step.working_directory.or_else(|| directory.map(str::to_owned)),
            ..step
        });
        Some(Job {
            name: said(name)?,
            condition: job.get("if").and_then(said),
            uses: job.get("uses").and_then(said),
            steps: expanded(placed.collect(), repository, DEEPEST),
        })
    };
    jobs.entries().filter_map(job).collect()
}

/// The steps of the sequence `steps`, of which `runs` are the scripts.
pub(super) fn read(steps: Node<'_>, source: &Arc<Source>, runs: &[workflow::Run<'_>]) -> Vec<Step> {
    let step = |step: Node<'_>| {
        let span = step.span();
        // What a step runs is a view of the source, which the other reader has made.
        let script = runs.iter().find(|run| span.contains(run.text.span().start)).map(|run| &run.text);
        let with = step.get("with");
        let runs_one = step.get("run").is_some() || with.is_some_and(|with| with.get("command").is_some());
        let with =
            with.map(|with| with.entries().filter_map(|(key, value)| Some((key.scalar()?.to_owned(), said(value)?))));
        Step {
            source: Arc::clone(source),
            span,
            conditions: step.get("if").and_then(said).into_iter().collect(),
            uses: step.get("uses").and_then(said),
            with: with.into_iter().flatten().collect(),
            working_directory: step.get("working-directory").and_then(Node::scalar).map(str::to_owned),
            run: script.filter(|_| runs_one).map(|script| script.pieces().collect()),
        }
    };
    steps.items().filter(|item| item.is_mapping()).map(step).collect()
}

/// `steps`, with the steps of the repository's own actions in place of those that use them.
fn expanded(steps: Vec<Step>, repository: &Repository<'_>, depth: usize) -> Vec<Step> {
    steps.into_iter().flat_map(|step| own_action(&step, repository, depth).unwrap_or_else(|| vec![step])).collect()
}

fn own_action(step: &Step, repository: &Repository<'_>, depth: usize) -> Option<Vec<Step>> {
    let path = step.action()?.strip_prefix("./").filter(|_| depth > 0)?;
    let named = |name: &str| normalize(&format!("{path}/{name}")).and_then(|path| repository.yaml(&path));
    let (source, yaml) = named("action.yml").or_else(|| named("action.yaml"))?;
    let steps = read(yaml.root()?.get("runs")?.get("steps")?, &source, &workflow::runs(source.text()));
    let within =
        |inner: Step| Step { conditions: step.conditions.iter().cloned().chain(inner.conditions).collect(), ..inner };
    Some(expanded(steps.into_iter().map(within).collect(), repository, depth - 1))
}
