//! Which stages need which, and what is wrong with that.

use super::image::{ImageUse, UseKind};
use super::stage::{Base, Stage};
use crate::parse::{ImageName, Part, Problem};

/// Mark what other stages need, and what the default target needs, itself included.
pub(super) fn mark_needs(stages: &mut [Stage<'_>], images: &[ImageUse<'_>]) {
    let Some(last) = stages.len().checked_sub(1) else { return };
    for image in images {
        if let Base::Stage(needed) = image.target {
            stages[needed].is_needed = true;
            stages[needed].is_base |= image.kind == UseKind::From;
        }
    }
    let needs = needs(stages.len(), images);
    let mut open = vec![last];
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut stages[index].reached, true) {
            open.extend(needs[index].iter().map(|(needed, _)| *needed));
        }
    }
}

/// By stage: the stages it needs, and which use says so.
fn needs(count: usize, images: &[ImageUse<'_>]) -> Vec<Vec<(usize, usize)>> {
    let mut needs = vec![Vec::new(); count];
    for (index, image) in images.iter().enumerate() {
        if let Base::Stage(needed) = image.target {
            needs[image.stage].push((needed, index));
        }
    }
    needs
}

/// Stages that do not exist, and stages that need themselves.
pub(super) fn problems(stages: &[Stage<'_>], images: &[ImageUse<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for image in images.iter().filter(|image| image.kind != UseKind::From) {
        if let Some(problem) = variable(image) {
            problems.push(problem);
            continue;
        }
        let Ok(number) = image.value.text.parse::<usize>() else { continue };
        if number >= stages.len() {
            let last = stages.len() - 1;
            let help = format!("The file has {} stages; the last is number {last}.", stages.len());
            problems.push(Problem::new(image.word.span(), format!("there is no stage number {number}")).help(help));
        } else if number > image.stage && image.target == Base::Stage(number) {
            problems.push(
                Problem::new(image.word.span(), format!("stage number {number} comes only later in the file"))
                    .label(stages[number].from.span, format!("stage {number} begins here"))
                    .help("Copy from a stage that stands before this one; stages count from 0."),
            );
        }
    }
    problems.extend(images.iter().filter_map(malformed));
    problems.extend(cycles(stages, images));
    problems
}

/// A variable where BuildKit expands none: `variable expansion is not supported for --from`.
fn variable(image: &ImageUse<'_>) -> Option<Problem> {
    let parts = image.word.parts();
    let variable =
        parts.iter().find_map(|part| if let Part::Variable(variable) = part { Some(variable) } else { None })?;
    let shown = image.word.text();
    Some(
        Problem::new(image.word.span(), format!("`${}` is not expanded here", variable.name)).help(format!(
            "Give the image a stage of its own, `FROM {shown} AS name` with the `ARG` before the first `FROM`, and name that \
             stage here."
        )),
    )
}

/// A name that no image can have, as it is written: one that an ARG's default spoils is that default's fault.
fn malformed(image: &ImageUse<'_>) -> Option<Problem> {
    let text = &image.value.text;
    let literal = image.value.is_known() && image.value.origins.is_empty() && image.target == Base::Image;
    if !literal || ImageName::parse(text).is_some() {
        return None;
    }
    let problem = Problem::new(image.word.span(), format!("`{text}` can't be the name of an image"));
    Some(match ImageName::parse(&text.to_lowercase()) {
        Some(_) => problem.help(format!("Names of images are in lower case: `{}`.", text.to_lowercase())),
        None => problem.help("An image is named `repository`, `repository:tag` or `registry/repository:tag`."),
    })
}

/// One problem for every cycle, at the use that closes it: depth first, without recursion.
fn cycles(stages: &[Stage<'_>], images: &[ImageUse<'_>]) -> Vec<Problem> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let edges = needs(stages.len(), images);
    let mut progress = vec![State::New; stages.len()];
    let mut problems = Vec::new();
    for start in 0..stages.len() {
        let mut path = vec![(start, 0)];
        while let Some((stage, next)) = path.last_mut() {
            let stage = *stage;
            if *next == 0 {
                if progress[stage] == State::Done {
                    path.pop();
                    continue;
                }
                progress[stage] = State::Open;
            }
            let Some(&(target, by)) = edges[stage].get(*next) else {
                progress[stage] = State::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match progress[target] {
                State::New => path.push((target, 0)),
                State::Open => problems.push(cycle(stages, &images[by], target)),
                State::Done => {}
            }
        }
    }
    problems
}

fn cycle(stages: &[Stage<'_>], by: &ImageUse<'_>, needed: usize) -> Problem {
    let title = stages[needed].title();
    if needed == by.stage {
        return Problem::new(by.word.span(), format!("stage `{title}` copies from itself"))
            .label(stages[needed].from.span, "the stage begins here")
            .help("Use the path directly: the files are already in this stage.");
    }
    Problem::new(by.word.span(), format!("stage `{}` and stage `{title}` need each other", stages[by.stage].title()))
        .label(stages[needed].from.span, format!("stage `{title}` begins here"))
        .help("Move what both need into a stage of its own, before them.")
}
