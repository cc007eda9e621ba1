//! What the rule says: one cause, one finding.

use super::super::publishing::{Deed, Placed, Push, development, of_step};
use super::UnpublishedImage;
use crate::finding::Sink;
use crate::repo::publishing::{Job, RefKind, Reference, Trigger};
use crate::repo::{Repository, Said, Service};
use crate::text::{Source, Span};
use std::sync::Arc;

const PUBLISH: &str = "Add a workflow that runs `docker/build-push-action` with `push: true` for pushes to the default \
                       branch and to the branches of releases.";

/// No image of the latest code is there for operators: `deeds` are all, `latest` those that push for the default branch
/// nevertheless.
pub(super) fn latest(
    rule: &UnpublishedImage,
    service: &Service,
    repository: &Repository<'_>,
    deeds: &[Placed<'_>],
    latest: &[&Placed<'_>],
    sink: &mut Sink,
) {
    if let Some((source, span)) = commented_out(repository) {
        let finding = sink.report_in(&source, span, "the step that publishes the image is commented out");
        if let Some((source, said)) = latest.iter().find_map(|placed| development(&placed.deed)) {
            finding.label_in(Arc::clone(source), said.span, "what is published is for development");
        }
        finding.help(
            "Take the step out of the comment; if the image is published elsewhere, delete it and ignore this rule.",
        );
        return;
    }
    if let Some(placed) = latest.first() {
        return not_for_operators(rule, &placed.deed, sink);
    }
    if let Some((source, span)) = switched_off(deeds) {
        let finding = sink.report_in(&source, span, "the image is built, and pushing it is switched off");
        finding.help("Push it for the default branch and for releases.");
        return;
    }
    if let Some(placed) = deeds.iter().find(|placed| placed.deed.pushes()) {
        return never_for_latest(rule, placed, sink);
    }
    if let Some(placed) = deeds.iter().find(|placed| placed.deed.builds) {
        let message = "the image is built here, and no workflow publishes it";
        sink.report_in(&placed.deed.source, placed.deed.span, message).help(PUBLISH);
        return;
    }
    sink.report_in(&service.source, service.span, "no workflow publishes an image of this service").help(PUBLISH);
}

/// The images go where nobody else comes to, or are for developers alone.
fn not_for_operators(rule: &UnpublishedImage, deed: &Deed, sink: &mut Sink) {
    if let Some((source, said)) = development(deed) {
        let message =
            format!("of the latest code, only an image for development is published: `{}`", said.value.trim());
        let finding = sink.report_in(source, said.span, message);
        if !Arc::ptr_eq(source, &deed.source) {
            finding.label_in(Arc::clone(&deed.source), deed.span, "asks for no stage, and gets the last one");
        }
        finding.help("Publish the image that operators run as well, under the service's own name.");
        return;
    }
    let private = deed.images.iter().find_map(|image| Some((image, rule.why_private(&image.value)?)));
    if let Some((image, why)) = private {
        let message = format!("the image is published only as `{}`: {why}", image.value.trim());
        sink.report_in(&deed.source, image.span, message)
            .help("Push it to a registry that everybody can pull from as well.");
    }
}

/// Something is published, though not for the default branch.
fn never_for_latest(rule: &UnpublishedImage, placed: &Placed<'_>, sink: &mut Sink) {
    let branches: Vec<String> = rule.branches.iter().map(|name| format!("`{name}`")).collect();
    let branches = branches.join(" or ");
    let starts = |trigger: &&Trigger| {
        let references = [RefKind::Branch, RefKind::Tag].map(|kind| Reference::all(kind, ""));
        references.iter().any(|&reference| trigger.chance(reference) > crate::repo::publishing::Chance::Never)
    };
    let trigger = placed.workflow.triggers.iter().find(starts);
    let (source, span) = placed.place(trigger);
    let finding = sink.report_in(&source, span, format!("no push to {branches} publishes the image"));
    if placed.deed.span != span {
        finding.label_in(Arc::clone(&placed.deed.source), placed.deed.span, "published here");
    }
    finding.help("Let a push to the default branch publish the image too, so that the latest code can be tried.");
}

/// The first step in a comment that would push an image.
fn commented_out(repository: &Repository<'_>) -> Option<(Arc<Source>, Span)> {
    let nowhere = Said { value: String::new(), span: Span::at(0) };
    for workflow in repository.workflows() {
        let steps = workflow.commented.clone();
        let job = Job { name: nowhere.clone(), condition: None, uses: None, steps };
        let pushes = |deed: &Deed| deed.pushes() && deed.fault.is_none() && development(deed).is_none();
        let step = job.steps.iter().find(|step| of_step(repository, &job, step).iter().any(pushes));
        if let Some(step) = step {
            let first = step.span.of(workflow.source.text()).lines().next().unwrap_or("").trim_end();
            let end = step.span.start + u32::try_from(first.len()).unwrap_or(0);
            return Some((Arc::clone(&workflow.source), Span::new(step.span.start, end)));
        }
    }
    None
}

/// `push: false`, or a condition that never holds.
fn switched_off(deeds: &[Placed<'_>]) -> Option<(Arc<Source>, Span)> {
    let never = |said: &&Said| matches!(said.value.trim(), "false" | "${{ false }}" | "${{false}}");
    deeds.iter().find_map(|placed| {
        if let Push::Off(span) = placed.deed.push {
            return Some((Arc::clone(&placed.deed.source), span));
        }
        let condition = placed.own_conditions().find(never).filter(|_| placed.deed.push != Push::No)?;
        Some((Arc::clone(&placed.workflow.source), condition.span))
    })
}
