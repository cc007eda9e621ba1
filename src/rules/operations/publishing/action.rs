//! What an action does with an image.
//!
//! ```text
//! - uses: docker/build-push-action@v6
//!   with:
//!     push: ${{ github.event_name != 'pull_request' }}
//!     target: production
//!     tags: openedx/notes:latest
//! ```

use super::deed::{Deed, Push};
use crate::repo::Said;
use crate::repo::publishing::{Job, Step};
use crate::text::{Source, normalize};
use std::sync::Arc;

/// What `step` of `job` does by the action that it uses.
pub(super) fn deed(job: &Job, step: &Step) -> Option<Deed> {
    let uses = step.uses.as_ref()?;
    let name = step.action()?.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let about_images = has(&["docker", "container", "image", "kaniko", "buildah", "registry", "ghcr", "ecr", "depot"]);
    let builds = name.ends_with("/build-push-action") || name.ends_with("/bake-action");
    let pushes = about_images && has(&["push", "publish"]) || has(&["kaniko"]);
    if !builds && !pushes {
        return None;
    }
    let mut deed = Deed::new(&step.source, uses.span);
    deed.builds = builds;
    deed.push = match pushed(step) {
        Some(push) => push,
        // The first version of Docker's own pushed unless told not to.
        None if builds && !uses.value.ends_with("@v1") => Push::No,
        None => Push::Yes,
    };
    deed.target = step.given("target").filter(|target| is_known(&target.value)).cloned();
    deed.dockerfile = if name.ends_with("/build-push-action") { dockerfile(step) } else { None };
    let asks = step.given("tags").is_some_and(|tags| !is_known(&tags.value));
    let metadata = job.steps.iter().rev().filter(|_| asks);
    let metadata = metadata.take(MOST_STEPS).find(|other| other.action() == Some("docker/metadata-action"));
    let named = ["repository", "tags", "images", "image", "name"].iter().find_map(|name| step.given(name));
    deed.images = lines(&step.source, metadata.and_then(|metadata| metadata.given("images")).or(named));
    deed.tags = metadata.and_then(|metadata| metadata.given("tags")).map(|tags| tags.value.clone());
    Some(deed)
}

/// Steps of a job among which the one that makes its tags is looked for.
const MOST_STEPS: usize = 256;

/// What a job does that calls a workflow of another repository: by its name it may publish an image.
pub(super) fn called(source: &Arc<Source>, job: &Job) -> Option<Deed> {
    let uses = job.uses.as_ref().filter(|uses| !uses.value.starts_with("./"))?;
    let file = uses.value.split('@').next()?.rsplit('/').next()?.to_lowercase();
    let may = ["docker", "image", "container", "deploy", "registry", "ecr"].iter().any(|word| file.contains(word));
    may.then(|| Deed { push: Push::Yes, ..Deed::new(source, uses.span) })
}

fn pushed(step: &Step) -> Option<Push> {
    if let Some(push) = step.given("push") {
        return Some(match push.value.trim() {
            "true" => Push::Yes,
            "false" | "" => Push::Off(push.span),
            condition => Push::If(condition.to_owned()),
        });
    }
    let outputs = step.given("outputs").map(|outputs| &outputs.value)?;
    let pushes = outputs.contains("type=registry") || outputs.contains("push=true") || !is_known(outputs);
    pushes.then_some(Push::Yes)
}

/// The path of the Dockerfile: `file`, or the one in the context.
fn dockerfile(step: &Step) -> Option<String> {
    let path = match (step.given("file"), step.given("context")) {
        (Some(file), _) => file.value.clone(),
        (None, Some(context)) => format!("{}/Dockerfile", context.value),
        (None, None) => "Dockerfile".to_owned(),
    };
    if is_known(&path) && !path.contains("://") { normalize(&path) } else { None }
}

/// The lines and entries of a list that is written as one text, each where it stands.
fn lines(source: &Arc<Source>, list: Option<&Said>) -> Vec<Said> {
    let Some(list) = list else { return Vec::new() };
    let raw = list.span.of(source.text());
    let entries = list.value.split(['\n', ',']).map(str::trim).filter(|entry| !entry.is_empty());
    let place = |entry: &str| {
        let at = raw.find(entry).and_then(|at| u32::try_from(at).ok());
        let start = at.map(|at| list.span.start + at);
        let end = u32::try_from(entry.len()).ok().zip(start).map(|(length, start)| start + length);
        start.zip(end).map_or(list.span, |(start, end)| crate::text::Span::new(start, end))
    };
    entries.map(|entry| Said { value: entry.to_owned(), span: place(entry) }).collect()
}

/// Whether no expression stands in `text`.
pub(super) fn is_known(text: &str) -> bool {
    !text.contains("${{")
}
