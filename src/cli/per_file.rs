//! What a configuration says of some files alone: which are left out, what they are excepted from, and where they are built.

use crate::catalog::Catalog;
use crate::config::{self, ContextKey, Layered, Layers, Mistakes, Text};
use crate::discover::{Exclude, directory, inside};
use crate::finding::Label;
use crate::text::Source;
use crate::triage::exempt::Exemption;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What holds for which files.
pub(super) struct PerFile {
    exclude: Vec<Exclude>,
    exempt: Vec<(Exclude, Arc<Exemption>)>,
    /// The one that goes first; without globs it is that of all files.
    contexts: Vec<(Option<Exclude>, PathBuf)>,
}

impl PerFile {
    /// What `layers` say, whose files stand in `directories`.
    ///
    /// # Errors
    /// All that is wrong with it: globs, and directories that can't be a build context.
    pub(super) fn of(layers: &Layers<'_>, directories: &[&Path], catalog: &Catalog) -> Result<Self, Mistakes> {
        let contexts = layers.contexts();
        let contexts = contexts.iter().map(|key| context(key, layers.source(key.layer), directories[key.layer]));
        match (exclude(layers, directories), exempt(layers, directories, catalog), together(contexts)) {
            (Ok(exclude), Ok(exempt), Ok(contexts)) => Ok(Self { exclude, exempt, contexts }),
            (exclude, exempt, contexts) => {
                let wrong = [exclude.err(), exempt.err(), contexts.err()];
                Err(Mistakes(wrong.into_iter().flatten().flat_map(|wrong| wrong.0).collect()))
            }
        }
    }

    /// Whether the file at `place`, an absolute path, is excluded.
    pub(super) fn excludes(&self, place: &Path) -> bool {
        self.exclude.iter().any(|exclude| exclude.covers(place))
    }

    /// What it is excepted from.
    pub(super) fn exemptions(&self, place: &Path) -> Vec<Arc<Exemption>> {
        let of = self.exempt.iter().filter(|(paths, _)| paths.covers(place));
        of.map(|(_, exemption)| Arc::clone(exemption)).collect()
    }

    /// Its build context, if there is a word about it: an absolute path, without symbolic links.
    pub(super) fn context(&self, place: &Path) -> Option<&Path> {
        let covers = |paths: &Option<Exclude>| paths.as_ref().is_none_or(|paths| paths.covers(place));
        self.contexts.iter().find(|(paths, _)| covers(paths)).map(|(_, context)| context.as_path())
    }
}

/// What `layers`, whose files stand in `directories`, leave out.
///
/// # Errors
/// A glob that can't be understood.
pub(super) fn exclude(layers: &Layers<'_>, directories: &[&Path]) -> Result<Vec<Exclude>, Mistakes> {
    let globs = layers.exclude();
    let of_layer = |globs: &[Layered<'_, Text>]| {
        let layer = globs[0].layer;
        let texts: Vec<&Text> = globs.iter().map(|glob| glob.value).collect();
        matcher(directories[layer], &texts, layers.source(layer))
    };
    globs.chunk_by(|a, b| a.layer == b.layer).map(of_layer).collect()
}

type Exempt = (Exclude, Arc<Exemption>);

fn exempt(layers: &Layers<'_>, directories: &[&Path], catalog: &Catalog) -> Result<Vec<Exempt>, Mistakes> {
    let mut exempt = Vec::new();
    for table in layers.per_file() {
        let Some(reason) = &table.value.reason else { continue };
        let source = layers.source(table.layer);
        let globs: Vec<&Text> = table.value.paths.iter().collect();
        let paths = matcher(directories[table.layer], &globs, source)?;
        let named: Vec<&str> = table.value.ignore.iter().map(|name| name.value.as_str()).collect();
        let exemption = Exemption {
            rules: catalog.meant(&named),
            reason: reason.value.clone(),
            place: Label { source: Arc::clone(source), span: reason.span, message: String::new() },
        };
        exempt.push((paths, Arc::new(exemption)));
    }
    Ok(exempt)
}

/// The directory that `key` of `source`, a file in `base`, names, and the files that it is for.
fn context(key: &ContextKey<'_>, source: &Arc<Source>, base: &Path) -> Result<(Option<Exclude>, PathBuf), Mistakes> {
    let globs = key.paths.map(|globs| globs.iter().collect::<Vec<_>>());
    let paths = globs.map(|globs| matcher(base, &globs, source)).transpose()?;
    let name = &key.directory.value;
    let found = directory(base, name.as_ref()).and_then(|found| match inside(base, name) {
        Ok(_) => Ok(found),
        Err(message) => Err(format!("it {message}")),
    });
    let found = found.map_err(|reason| {
        let message = format!("`{name}` can't be the build context: {reason}");
        config::wrong(source, key.directory.span, message)
    })?;
    Ok((paths, found))
}

/// All of them, or all that is wrong.
fn together<T>(parts: impl Iterator<Item = Result<T, Mistakes>>) -> Result<Vec<T>, Mistakes> {
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Ok(part) => right.push(part),
            Err(Mistakes(findings)) => wrong.extend(findings),
        }
    }
    if wrong.is_empty() { Ok(right) } else { Err(Mistakes(wrong)) }
}

/// What `globs` of `source` match below `directory`.
fn matcher(directory: &Path, globs: &[&Text], source: &Arc<Source>) -> Result<Exclude, Mistakes> {
    Exclude::new(directory, globs.iter().map(|glob| glob.value.as_str())).map_err(|wrong| {
        let span = globs.get(wrong.index).map(|glob| glob.span).unwrap_or_default();
        config::wrong(source, span, format!("this glob can't be understood: {}", wrong.message))
    })
}
