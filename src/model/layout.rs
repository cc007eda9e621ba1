//! Which file of the build context stands where in the image.
//!
//! ```text
//! WORKDIR /app
//! COPY docker/ .              docker/build.sh of the context is /app/build.sh
//! RUN ./build.sh
//! ```

use super::scope::value_at;
use super::stage::{LONGEST_CHAIN, Place, Stage};
use super::{Context, Dockerfile};
use crate::parse::{Arguments, Keyword};
use crate::text::{Kind, Source, normalize};
use std::collections::HashMap;
use std::sync::Arc;

/// Longer paths are not followed.
const LONGEST_PATH: usize = 1024;

/// How far up a path is looked for what was copied, and how many copies to one place, and sources of one copy, are looked at.
const DEEPEST: usize = 48;
const MOST_COPIES: usize = 128;

/// Where steps work, and what they copy.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// By stage: WORKDIR at its beginning, and behind each of its WORKDIRs, by step. `None` where a variable hides it.
    directories: Vec<Vec<(usize, Option<String>)>>,
    /// By destination, in order: what a COPY or an ADD brings from the context.
    copies: HashMap<String, Vec<(Place, Copy)>>,
}

impl Layout {
    pub(super) fn of(stages: &[Stage<'_>]) -> Self {
        let mut layout = Self::default();
        for stage in stages {
            let parent = stage.parent().and_then(|parent| layout.directories.get(parent));
            // Without any it is the root, though the base image may say otherwise.
            let start = parent.map_or(Some(String::new()), |parent| parent.last()?.1.clone());
            layout.directories.push(vec![(0, start)]);
            for (step, found) in stage.steps.iter().enumerate() {
                let place = Place { stage: stage.index, step };
                if found.is(Keyword::Workdir) {
                    let value = value_at(stages, place, &found.instruction.text());
                    let before = layout.directory(place).filter(|_| value.is_known());
                    let directory = before.and_then(|before| absolute(before, &value.text));
                    layout.directories[stage.index].push((step + 1, directory));
                } else if let Some((destination, copy)) = copy(stages, place, &layout) {
                    layout.copies.entry(destination).or_default().push((place, copy));
                }
            }
        }
        layout
    }

    fn directory(&self, place: Place) -> Option<&str> {
        let all = &self.directories[place.stage];
        let behind = all.partition_point(|(step, _)| *step <= place.step);
        all[behind.checked_sub(1)?].1.as_deref()
    }

    /// What is copied in a stage in front of step `before` to one of `paths`: the last first.
    fn copies_to(&self, stage: usize, before: usize, paths: &[&str]) -> Vec<(usize, &str, &Copy)> {
        let mut found = Vec::new();
        for path in paths {
            let Some((path, all)) = self.copies.get_key_value(*path) else { continue };
            let (start, end) = (Place { stage, step: 0 }, Place { stage, step: before });
            let all = &all[all.partition_point(|(place, _)| *place < start)..];
            let count = all.partition_point(|(place, _)| *place < end);
            let last = all[..count].iter().rev().take(MOST_COPIES);
            found.extend(last.map(|(place, copy)| (place.step, path.as_str(), copy)));
        }
        found.sort_by_key(|(step, ..)| std::cmp::Reverse(*step));
        found
    }
}

impl Dockerfile<'_> {
    /// The directory in the image in which a step runs, without its leading slash; `None` where a variable hides it.
    pub fn working_directory(&self, place: Place) -> Option<String> {
        self.layout().directory(place).map(str::to_owned)
    }

    /// The file of the build context that a step finds at `path` in the image: copied there by a step before, of its stage
    /// or of one it is built on. `None` where the file comes from elsewhere, or where that can't be told.
    pub fn file_in_image(&self, place: Place, path: &str) -> Option<Arc<Source>> {
        let layout = self.layout();
        let wanted = absolute(layout.directory(place)?, path)?;
        let above = wanted.rmatch_indices('/').map(|(at, _)| &wanted[..at]);
        let above: Vec<&str> = [wanted.as_str()].into_iter().chain(above).chain([""]).take(DEEPEST).collect();
        let Place { mut stage, step: mut before } = place;
        for _ in 0..LONGEST_CHAIN {
            for (_, destination, copy) in layout.copies_to(stage, before, &above) {
                let paths = copy.sources_of(&wanted, destination, &self.context);
                if let Some(found) = paths.iter().find_map(|path| self.context.text(path)) {
                    return Some(found);
                }
            }
            stage = self.stages[stage].parent()?;
            before = usize::MAX;
        }
        None
    }
}

/// `path` seen from `directory`, without the leading slash.
fn absolute(directory: &str, path: &str) -> Option<String> {
    let whole = if path.starts_with('/') { normalize(path) } else { normalize(&format!("{directory}/{path}")) };
    whole.filter(|whole| whole.len() <= LONGEST_PATH)
}

/// What a COPY or an ADD brings from the context.
#[derive(Debug)]
struct Copy {
    sources: Vec<String>,
    /// Whether the destination is surely a directory.
    into_directory: bool,
}

/// The destination of the step at `place`, and what it copies there.
fn copy(stages: &[Stage<'_>], place: Place, layout: &Layout) -> Option<(String, Copy)> {
    let step = &stages[place.stage].steps[place.step];
    let instruction = step.instruction;
    if !(step.is(Keyword::Add) || step.is(Keyword::Copy) && instruction.flag("from").is_none()) {
        return None;
    }
    let mut texts: Vec<String> = match instruction.arguments() {
        Arguments::Json(items) => items.iter().map(|item| item.text.text().into_owned()).collect(),
        Arguments::Words(words) => {
            let values = words.iter().map(|word| value_at(stages, place, word));
            values.map(|value| value.is_known().then_some(value.text)).collect::<Option<_>>()?
        }
    };
    let destination = texts.pop()?;
    let into_directory = destination.ends_with('/') || destination.ends_with('.') || texts.len() > 1;
    let destination = absolute(layout.directory(place)?, &destination)?;
    Some((destination, Copy { sources: texts, into_directory }))
}

impl Copy {
    /// The paths in the tree that may be `wanted` (absolute in the image, without its leading slash), where this stands at
    /// `destination`.
    fn sources_of(&self, wanted: &str, destination: &str, context: &Context<'_>) -> Vec<String> {
        let below = |base: &str| match wanted.strip_prefix(base) {
            Some(rest) if base.is_empty() => Some(rest.to_owned()),
            Some(rest) => rest.strip_prefix('/').map(str::to_owned),
            None => None,
        };
        let mut found = Vec::new();
        for (path, kind) in self.sources.iter().take(MOST_COPIES).flat_map(|source| context.find(source)) {
            let name = path.rsplit('/').next().unwrap_or(&path);
            match kind {
                // The content of a directory is copied, not the directory.
                Kind::Directory => {
                    found.extend(below(destination).and_then(|rest| normalize(&format!("{path}/{rest}"))));
                }
                Kind::File if wanted == destination && !self.into_directory => found.push(path),
                Kind::File if below(destination).as_deref() == Some(name) => found.push(path),
                Kind::File => {}
            }
        }
        found
    }
}
