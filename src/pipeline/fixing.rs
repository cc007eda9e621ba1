//! Fixes the files of a run. Each round is judged as if the new texts stood in their trees, since a file may rest on another.

use super::{Checkout, Input};
use crate::finding::{Applicability, Finding};
use crate::fix::{Fixed, converge};
use crate::parse::holds_tag;
use crate::text::{FileKind, Files, Kind, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Fix the files that `findings` stand in, as far as `most` allows; `inputs` and `checkouts` have the new texts then.
/// `judge` tells what is found in them after a round, sorted.
pub fn fix(
    inputs: &mut [Input],
    checkouts: &mut [Checkout],
    most: Applicability,
    findings: Vec<Finding>,
    judge: impl Fn(&[Input], &[Checkout]) -> Vec<Finding>,
) -> Vec<Fixed> {
    let kinds: BTreeMap<&str, FileKind> = inputs.iter().map(|input| (input.path.as_str(), input.kind)).collect();
    let mut files: BTreeMap<&str, Fixed> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.suppressed.is_none()) {
        let source = &finding.primary.source;
        if finding.fix.as_ref().is_some_and(|fix| fix.applicability <= most) {
            files.entry(source.path()).or_insert_with(|| Fixed::new(source, kinds.get(source.path()).copied()));
        }
    }
    let mut files: Vec<Fixed> = files.into_values().collect();
    converge(&mut files, most, findings, |files| {
        // Also one that has its first text again: a round before gave it another one.
        let changed = files.iter().filter(|file| file.applied > 0);
        revise(inputs, checkouts, &changed.map(|file| Arc::clone(&file.source)).collect::<Vec<_>>());
        judge(inputs, checkouts)
    });
    // What never settles has its first text again.
    let unsettled: Vec<_> = files.iter().filter(|file| !file.settled).map(|file| Arc::clone(&file.before)).collect();
    if !unsettled.is_empty() {
        revise(inputs, checkouts, &unsettled);
    }
    files
}

/// Take the fixes away that would remove a tag of the template `source`: what it opens or closes may stand anywhere.
pub(super) fn keep_tags(findings: &mut [Finding], source: &Source) {
    for finding in findings {
        finding.fix.take_if(|fix| fix.edits.iter().any(|edit| holds_tag(source.slice(edit.span))));
    }
}

/// Let the files that findings call so have these texts, for all that look into the trees of `inputs` and `checkouts`.
pub fn revise(inputs: &mut [Input], checkouts: &mut [Checkout], texts: &[Arc<Source>]) {
    let names: BTreeMap<String, Arc<Source>> =
        texts.iter().map(|source| (source.path().to_owned(), Arc::clone(source))).collect();
    let mut trees: Vec<Revised> = Vec::new();
    let mut grow = |files: &Arc<dyn Files>, path: Option<(&str, &Arc<Source>)>| {
        let known = trees.iter().position(|tree| Arc::ptr_eq(&tree.files, files)).unwrap_or_else(|| {
            trees.push(Revised { files: Arc::clone(files), paths: BTreeMap::new(), names: names.clone() });
            trees.len() - 1
        });
        trees[known].paths.extend(path.map(|(path, source)| (path.to_owned(), Arc::clone(source))));
    };
    for input in &mut *inputs {
        let text = names.get(&input.path).cloned();
        grow(&input.files, text.as_ref().map(|source| (input.tree_path.as_str(), source)));
        if let Some(source) = text {
            input.read = Box::new(move || Ok(Arc::clone(&source)));
        }
    }
    for checkout in &*checkouts {
        grow(&checkout.files, None);
    }
    for tree in trees {
        let old = Arc::clone(&tree.files);
        let new: Arc<dyn Files> = Arc::new(tree);
        let own = inputs.iter_mut().map(|input| &mut input.files);
        for files in own.chain(checkouts.iter_mut().map(|checkout| &mut checkout.files)) {
            if Arc::ptr_eq(files, &old) {
                *files = Arc::clone(&new);
            }
        }
    }
}

/// A tree in which some files have other texts.
struct Revised {
    files: Arc<dyn Files>,
    /// By their paths in the tree, whatever findings call them.
    paths: BTreeMap<String, Arc<Source>>,
    /// By what findings call them, wherever they stand in the tree.
    names: BTreeMap<String, Arc<Source>>,
}

impl Files for Revised {
    fn kind(&self, path: &str) -> Option<Kind> {
        self.files.kind(path)
    }

    fn text(&self, path: &str) -> Option<Arc<Source>> {
        if let Some(revised) = self.paths.get(path) {
            return Some(Arc::clone(revised));
        }
        let read = self.files.text(path)?;
        Some(self.names.get(read.path()).cloned().unwrap_or(read))
    }

    fn paths_below(&self, directory: &str) -> Vec<String> {
        self.files.paths_below(directory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::pipeline::Ruleset;
    use crate::text::{FileKind, MemoryFiles};

    #[test]
    fn a_new_text_is_read_by_all_that_look_into_its_tree_and_no_others() {
        let rules = Arc::new(Ruleset::new(&Catalog::default(), |_| false, &BTreeMap::new(), &BTreeMap::new()).unwrap());
        let tree = |directory: &str| -> Arc<dyn Files> {
            let mut files = MemoryFiles::new();
            for path in ["a", "b"].map(|name| format!("{directory}{name}")) {
                files.insert(Arc::new(Source::new(path, "old")));
            }
            Arc::new(files)
        };
        let (one, other) = (tree(""), tree("other/"));
        let input = |path: &str, tree_path: &str, files: &Arc<dyn Files>| Input {
            path: path.to_owned(),
            tree_path: tree_path.to_owned(),
            files: Arc::clone(files),
            kind: FileKind::Dockerfile,
            rules: Arc::clone(&rules),
            exempt: Vec::new(),
            context: None,
            read: Box::new(|| Ok(Arc::new(Source::new("", "old")))),
        };
        let mut inputs = [input("./a", "a", &one), input("c", "c", &one), input("other/a", "other/a", &other)];
        let mut checkouts = [Checkout {
            path: ".".to_owned(),
            tree_path: String::new(),
            files: Arc::clone(&one),
            rules: Arc::clone(&rules),
            leaves_out: Box::new(|_| false),
            exempt: Box::new(|_| Vec::new()),
        }];
        // `b` is no input: the repository alone knows it.
        revise(&mut inputs, &mut checkouts, &["./a", "b"].map(|path| Arc::new(Source::new(path, "new"))));
        let read = |input: &Input| (input.read)().unwrap().text().to_owned();
        assert_eq!(inputs.each_ref().map(read), ["new", "old", "old"]);
        let seen = |files: &Arc<dyn Files>| {
            files.paths_below("").iter().map(|path| files.text(path).unwrap().text().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(inputs.each_ref().map(|input| seen(&input.files)), [["new", "new"], ["new", "new"], ["old", "old"]]);
        assert_eq!(seen(&checkouts[0].files), ["new", "new"]);
    }
}
