//! Variables that name a configuration file which the image itself brings.

use super::Baked;
use super::place::{Places, is_config_file, names_config};
use crate::finding::Sink;
use crate::model::{Dockerfile, Inherited, Place, Stage};
use crate::parse::Keyword;
use crate::text::normalize;
use std::collections::{BTreeMap, BTreeSet};

/// Variables, copies and stages that are looked at: where a file comes from takes a walk through the steps.
const MOST: usize = 64;

/// The files; those in `brought` are reported already.
pub(super) fn files(
    file: &Dockerfile<'_>,
    places: &Places<'_>,
    brought: &BTreeSet<&str>,
    sink: &mut Sink,
) -> Vec<Baked> {
    let contexts = whole_contexts(file);
    let mut found: BTreeMap<u32, Baked> = BTreeMap::new();
    let mut left = MOST;
    for Inherited { owner, definition, .. } in file.environments(names_config) {
        let (Some(value), Some(span)) = (&definition.value, definition.value_span) else { continue };
        let path = value.text.as_str();
        if !value.is_known() || !is_config_file(path) || brought.contains(path) {
            continue;
        }
        if left == 0 {
            break;
        }
        left -= 1;
        let end = Place { stage: owner.index, step: owner.steps.len() };
        let copied = || file.file_in_image(end, path).is_some() || is_in_context(file, &contexts, owner, path);
        // A path without a slash in front is one in the application's own folder.
        if path.starts_with('/') && places.hold_by_folder(path) {
            sink.spare(span, || "operators fill the folder that it lies in");
            continue;
        }
        if path.starts_with('/') && !copied() {
            sink.spare(span, || "nothing tells that the image brings the file");
            continue;
        }
        let name = &definition.name;
        let message = format!("`{name}` names a configuration file that the image brings: `{path}`");
        found.entry(definition.pair.span.start).or_insert(Baked { span, message, path: None });
    }
    found.into_values().collect()
}

/// The folders that take in the whole context, with their stages.
fn whole_contexts(file: &Dockerfile<'_>) -> Vec<(usize, String)> {
    let copies = file.steps().filter(|(_, step)| step.is(Keyword::Copy) && step.instruction.flag("from").is_none());
    let folders = copies.filter_map(|(place, step)| {
        let words = step.instruction.words();
        let [source, destination] = words.as_slice() else { return None };
        matches!(&*source.text(), "." | "./").then_some((place, file.value(place, destination).text))
    });
    let absolute = folders.take(MOST).filter_map(|(place, folder)| {
        let folder =
            if folder.starts_with('/') { folder } else { format!("{}/{folder}", file.working_directory(place)?) };
        normalize(&folder).filter(|folder| !folder.is_empty()).map(|folder| (place.stage, folder))
    });
    absolute.collect()
}

/// Whether `path` lies in a folder that the stage, or one it is built on, copies the whole context to.
fn is_in_context(file: &Dockerfile<'_>, contexts: &[(usize, String)], stage: &Stage<'_>, path: &str) -> bool {
    contexts.iter().any(|(owner, folder)| {
        let below =
            path.trim_start_matches('/').strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        below && file.chain(stage).any(|stage| stage.index == *owner)
    })
}
