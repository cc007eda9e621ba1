//! Files with another text than the one that was read: each is judged as if that text stood in its tree.

use super::Input;
use crate::finding::{Applicability, Finding};
use crate::fix::{Fixed, converge};
use crate::text::{Files, Kind, Source};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of `inputs` at these indices, each fixed as far as `most` allows, in parallel. `judge` tells what is found in
/// one, sorted. What can't be read is left out: a check tells of it.
pub fn fix(
    inputs: &[Input],
    indices: &[usize],
    most: Applicability,
    judge: impl Fn(&Input) -> Vec<Finding> + Sync,
) -> Vec<(usize, Fixed)> {
    let fixed = |&index: &usize| {
        let input = inputs.get(index)?;
        let source = (input.read)().ok()?;
        Some((index, converge(&source, input.kind, most, |source| judge(&revised(input, source)))))
    };
    indices.par_iter().filter_map(fixed).collect()
}

/// `input` with another text.
fn revised(input: &Input, source: &Arc<Source>) -> Input {
    let texts = BTreeMap::from([(input.tree_path.clone(), Arc::clone(source))]);
    Input {
        path: input.path.clone(),
        tree_path: input.tree_path.clone(),
        files: Arc::new(Revised { files: Arc::clone(&input.files), texts }),
        kind: input.kind,
        rules: Arc::clone(&input.rules),
        exempt: input.exempt.clone(),
        read: reading(source),
    }
}

/// Let the files of `inputs` at these indices have these texts, for the other files of their trees as well.
pub fn revise(inputs: &mut [Input], texts: &[(usize, Arc<Source>)]) {
    let mut trees: Vec<Revised> = Vec::new();
    for (index, source) in texts {
        let Some(input) = inputs.get_mut(*index) else { continue };
        input.read = reading(source);
        let known = trees.iter().position(|tree| Arc::ptr_eq(&tree.files, &input.files)).unwrap_or_else(|| {
            trees.push(Revised { files: Arc::clone(&input.files), texts: BTreeMap::new() });
            trees.len() - 1
        });
        trees[known].texts.insert(input.tree_path.clone(), Arc::clone(source));
    }
    for tree in trees {
        let old = Arc::clone(&tree.files);
        let new: Arc<dyn Files> = Arc::new(tree);
        for input in inputs.iter_mut().filter(|input| Arc::ptr_eq(&input.files, &old)) {
            input.files = Arc::clone(&new);
        }
    }
}

fn reading(source: &Arc<Source>) -> Box<dyn Fn() -> Result<Arc<Source>, String> + Send + Sync> {
    let source = Arc::clone(source);
    Box::new(move || Ok(Arc::clone(&source)))
}

/// A tree in which some files have other texts.
struct Revised {
    files: Arc<dyn Files>,
    texts: BTreeMap<String, Arc<Source>>,
}

impl Files for Revised {
    fn kind(&self, path: &str) -> Option<Kind> {
        self.files.kind(path)
    }

    fn text(&self, path: &str) -> Option<Arc<Source>> {
        self.texts.get(path).cloned().or_else(|| self.files.text(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::pipeline::Ruleset;
    use crate::text::{FileKind, MemoryFiles};

    #[test]
    fn a_new_text_is_read_by_all_files_of_its_tree_and_no_other() {
        let rules = Arc::new(Ruleset::new(&Catalog::default(), |_| false, &BTreeMap::new(), &BTreeMap::new()).unwrap());
        let tree = |text: &str| -> Arc<dyn Files> {
            let mut files = MemoryFiles::new();
            files.insert(Arc::new(Source::new("a", text)));
            Arc::new(files)
        };
        let (one, other) = (tree("old"), tree("other"));
        let input = |path: &str, files: &Arc<dyn Files>| Input {
            path: path.to_owned(),
            tree_path: path.to_owned(),
            files: Arc::clone(files),
            kind: FileKind::Dockerfile,
            rules: Arc::clone(&rules),
            exempt: Vec::new(),
            read: reading(&Arc::new(Source::new(path, "old"))),
        };
        let mut inputs = [input("a", &one), input("b", &one), input("a", &other)];
        revise(&mut inputs, &[(0, Arc::new(Source::new("a", "new")))]);
        let read = |input: &Input| (input.read)().unwrap().text().to_owned();
        let seen = |input: &Input| input.files.text("a").unwrap().text().to_owned();
        assert_eq!(inputs.each_ref().map(read), ["new", "old", "old"]);
        assert_eq!(inputs.each_ref().map(seen), ["new", "new", "other"]);
    }
}
