//! The build context: which file of the repository stands where in the image.
//!
//! ```text
//! WORKDIR /app
//! COPY docker/ .              docker/build.sh of the context is /app/build.sh
//! RUN ./build.sh
//! ```

use super::scope::value_at;
use super::stage::{Place, Stage};
use crate::parse::{Arguments, Keyword};
use crate::text::{Files, Kind, Source, normalize};
use std::sync::Arc;

/// The files that a build may copy from. Which directory is the context is not written in a Dockerfile: unless somebody says
/// it, the Dockerfile's own and each one above it are tried in turn.
pub struct Context<'t> {
    files: &'t dyn Files,
    directories: Vec<String>,
    dockerfile: String,
    told: bool,
}

impl<'t> Context<'t> {
    /// The context of the Dockerfile at `tree_path`, looked for in `files`.
    pub fn around(tree_path: &str, files: &'t dyn Files) -> Self {
        let mut directories = Vec::new();
        let mut path = tree_path;
        while let Some((directory, _)) = path.rsplit_once('/') {
            directories.push(directory.to_owned());
            path = directory;
        }
        directories.push(String::new());
        Self { files, directories, dockerfile: tree_path.to_owned(), told: false }
    }

    /// The directory of `files` that somebody says is the context of the Dockerfile at `tree_path`.
    pub fn at(directory: &str, tree_path: &str, files: &'t dyn Files) -> Self {
        Self { files, directories: vec![directory.to_owned()], dockerfile: tree_path.to_owned(), told: true }
    }

    /// Whether somebody says which directory it is.
    pub fn is_told(&self) -> bool {
        self.told
    }

    /// The directories that may be the context, nearest first.
    pub fn directories(&self) -> impl Iterator<Item = &str> {
        self.directories.iter().map(String::as_str)
    }

    /// The path of the Dockerfile in the tree.
    pub(super) fn dockerfile(&self) -> &str {
        &self.dockerfile
    }

    /// Whether something stands at a path of the tree.
    pub(super) fn exists(&self, tree_path: &str) -> bool {
        self.files.exists(tree_path)
    }

    /// The paths in the tree that `path` of the context may be, nearest first, and what stands there.
    pub fn find<'c>(&'c self, path: &'c str) -> impl Iterator<Item = (String, Kind)> + 'c {
        self.directories.iter().filter_map(move |directory| {
            let full = inside(directory, path);
            let kind = self.files.kind(&full)?;
            Some((full, kind))
        })
    }

    /// The text of a file of the tree.
    pub fn text(&self, tree_path: &str) -> Option<Arc<Source>> {
        self.files.text(tree_path)
    }

    /// The file of the context that `place` finds at `path` in the image: copied there by a step before, of its stage or of
    /// one it is built on. `None` where the file comes from elsewhere, or where that can't be told.
    pub(super) fn file_in_image(&self, stages: &[Stage<'_>], place: Place, path: &str) -> Option<Arc<Source>> {
        let wanted = absolute(&working_directory(stages, place)?, path)?;
        let Place { mut stage, step: mut end } = place;
        loop {
            for step in (0..end).rev() {
                let Some(copy) = Copy::of(stages, Place { stage, step }) else { continue };
                let found = copy.sources_of(&wanted, self).iter().find_map(|path| self.text(path));
                if found.is_some() {
                    return found;
                }
            }
            stage = stages[stage].parent()?;
            end = stages[stage].steps.len();
        }
    }
}

/// `path` of the context `directory`. As in a build, `..` leads no higher than the context.
pub(super) fn inside(directory: &str, path: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => _ = names.pop(),
            name => names.push(name),
        }
    }
    let above = Some(directory).filter(|directory| !directory.is_empty());
    above.into_iter().chain(names).collect::<Vec<_>>().join("/")
}

/// WORKDIR at a place, without its leading slash; `None` where a variable hides it. Without any it is the root, though the
/// base image may say otherwise.
pub(super) fn working_directory(stages: &[Stage<'_>], place: Place) -> Option<String> {
    let mut chain = vec![place];
    while let Some(parent) = stages[chain[chain.len() - 1].stage].parent() {
        chain.push(Place { stage: parent, step: stages[parent].steps.len() });
    }
    let mut directory = String::new();
    for Place { stage, step: end } in chain.into_iter().rev() {
        for (step, workdir) in
            stages[stage].steps.iter().enumerate().take(end).filter(|(_, step)| step.is(Keyword::Workdir))
        {
            let value = value_at(stages, Place { stage, step }, &workdir.instruction.text());
            directory = value.is_known().then(|| absolute(&directory, &value.text)).flatten()?;
        }
    }
    Some(directory)
}

/// `path` seen from `directory`, without the leading slash.
fn absolute(directory: &str, path: &str) -> Option<String> {
    if path.starts_with('/') { normalize(path) } else { normalize(&format!("{directory}/{path}")) }
}

/// What a COPY or an ADD brings from the context.
struct Copy {
    sources: Vec<String>,
    destination: String,
    /// Whether the destination is surely a directory.
    into_directory: bool,
}

impl Copy {
    fn of(stages: &[Stage<'_>], place: Place) -> Option<Self> {
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
        let destination = absolute(&working_directory(stages, place)?, &destination)?;
        Some(Self { sources: texts, destination, into_directory })
    }

    /// The paths in the tree that may be `wanted` (absolute in the image, without its leading slash).
    fn sources_of(&self, wanted: &str, context: &Context<'_>) -> Vec<String> {
        let below = |base: &str| match wanted.strip_prefix(base) {
            Some(rest) if base.is_empty() => Some(rest.to_owned()),
            Some(rest) => rest.strip_prefix('/').map(str::to_owned),
            None => None,
        };
        let mut found = Vec::new();
        for (path, kind) in self.sources.iter().flat_map(|source| context.find(source)) {
            let name = path.rsplit('/').next().unwrap_or(&path);
            match kind {
                // The content of a directory is copied, not the directory.
                Kind::Directory => {
                    found.extend(below(&self.destination).and_then(|rest| normalize(&format!("{path}/{rest}"))));
                }
                Kind::File if wanted == self.destination && !self.into_directory => found.push(path),
                Kind::File if below(&self.destination).as_deref() == Some(name) => found.push(path),
                Kind::File => {}
            }
        }
        found
    }
}
