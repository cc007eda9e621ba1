//! The files that make one configuration: the nearest one, and those that it extends.

use crate::catalog::Catalog;
use crate::config::{self, Config, Layers, Mistakes, Needs};
use crate::discover::{ConfigFile, Nearest};
use crate::finding::Label;
use std::sync::Arc;

/// `file` and what it extends, each once and behind all that extend it, the most important first.
///
/// # Errors
/// A file that can't be extended, at the words that name it; one that extends itself.
pub(super) fn chain(nearest: &Nearest<'_>, file: &ConfigFile) -> Result<Vec<ConfigFile>, Mistakes> {
    let mut files = Vec::new();
    visit(nearest, file, &mut Vec::new(), &mut files)?;
    files.reverse();
    Ok(files)
}

/// How many files may extend one another in a row.
const DEEPEST: usize = 32;

/// Push `file` behind what it extends. `way`: where each file on the way here names the next one.
fn visit(
    nearest: &Nearest<'_>,
    file: &ConfigFile,
    way: &mut Vec<Label>,
    files: &mut Vec<ConfigFile>,
) -> Result<(), Mistakes> {
    // The first of a list is to come first when all is reversed.
    for name in Needs::of(&file.source, file.kind).extends.into_iter().rev() {
        let refused = |message: String, way: &[Label]| {
            let mut wrong = config::wrong(&file.source, name.span, message);
            wrong.0[0].labels.extend(way.iter().cloned());
            wrong
        };
        let extended = nearest
            .extended(file, &name.value)
            .map_err(|message| refused(format!("`{}` can't be extended: {message}", name.value), way))?;
        let path = extended.source.path();
        if path == file.source.path() || way.iter().any(|label| label.source.path() == path) {
            return Err(refused(format!("`{path}` extends itself"), way));
        }
        if files.iter().any(|known| known.source.path() == path) {
            continue;
        }
        if way.len() >= DEEPEST {
            return Err(refused(format!("more than {DEEPEST} files extend one another"), &[]));
        }
        way.push(Label { source: Arc::clone(&file.source), span: name.span, message: "extended here".to_owned() });
        visit(nearest, &extended, way, files)?;
        way.pop();
    }
    files.push(file.clone());
    Ok(())
}

/// `files` as layers.
///
/// # Errors
/// All that is wrong with any of them.
pub(super) fn read<'s>(files: &'s [ConfigFile], catalog: &Catalog) -> Result<Layers<'s>, Mistakes> {
    let mut layers = Vec::new();
    let mut wrong = Vec::new();
    for file in files {
        match Config::parse(&file.source, file.kind, catalog) {
            Ok(config) => layers.push((&file.source, config)),
            Err(Mistakes(findings)) => wrong.extend(findings),
        }
    }
    if wrong.is_empty() { Ok(Layers::new(layers)) } else { Err(Mistakes(wrong)) }
}
