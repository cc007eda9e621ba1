//! The files that a run may look at, whoever holds them.

use super::Source;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands at a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
}

/// A tree of paths and texts. Paths are relative to the tree's root, with `/`, without `.` and `..`.
///
/// `discover` implements it on the file system (bounded, never leaving the root); [`MemoryFiles`] serves tests, rule
/// pages and programs that hold their texts themselves.
pub trait Files: Send + Sync {
    /// What stands at `path`, if anything. The root itself, `""`, is a directory.
    fn kind(&self, path: &str) -> Option<Kind>;

    /// The text at `path`; `None` where there is no readable text file.
    fn text(&self, path: &str) -> Option<Arc<Source>>;

    /// The paths of the files below `directory`, sorted, without those that git ignores.
    fn paths_below(&self, directory: &str) -> Vec<String>;

    /// Whether something stands at `path`.
    fn exists(&self, path: &str) -> bool {
        self.kind(path).is_some()
    }
}

/// Files held in memory.
#[derive(Debug, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Arc<Source>>,
}

impl MemoryFiles {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Add `source` under its own path.
    pub fn insert(&mut self, source: Arc<Source>) {
        self.files.insert(source.path().to_owned(), source);
    }
}

impl Files for MemoryFiles {
    fn kind(&self, path: &str) -> Option<Kind> {
        if self.files.contains_key(path) {
            return Some(Kind::File);
        }
        let inside = if path.is_empty() { String::new() } else { format!("{path}/") };
        let next = self.files.range(inside.clone()..).next();
        (path.is_empty() || next.is_some_and(|(found, _)| found.starts_with(&inside))).then_some(Kind::Directory)
    }

    fn text(&self, path: &str) -> Option<Arc<Source>> {
        self.files.get(path).cloned()
    }

    fn paths_below(&self, directory: &str) -> Vec<String> {
        let inside = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        let from_there = self.files.range(inside.clone()..).map(|(path, _)| path);
        from_there.take_while(|path| path.starts_with(&inside)).cloned().collect()
    }
}

/// Whether a path is written without detours, as most are: [`normalize`] leaves it as it is.
pub fn is_normal(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// `path` without `.`, `..` and doubled slashes: `a/./b/../c` is `a/c`. `None` where it leaves the root.
pub fn normalize(path: &str) -> Option<String> {
    if is_normal(path) {
        return Some(path.to_owned());
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_files_know_their_directories() {
        let mut files = MemoryFiles::new();
        files.insert(Arc::new(Source::new("docker/build.sh", "true\n")));
        assert_eq!(files.kind(""), Some(Kind::Directory));
        assert_eq!(files.kind("docker"), Some(Kind::Directory));
        assert_eq!(files.kind("docker/build.sh"), Some(Kind::File));
        assert_eq!(files.kind("dock"), None);
    }

    #[test]
    fn memory_files_list_what_stands_below_a_directory() {
        let mut files = MemoryFiles::new();
        for path in ["docs/b.rst", "docs/a/c.rst", "docs.rst", "Makefile"] {
            files.insert(Arc::new(Source::new(path, "")));
        }
        assert_eq!(files.paths_below("docs"), ["docs/a/c.rst", "docs/b.rst"]);
        assert_eq!(files.paths_below("").len(), 4);
        assert!(files.paths_below("doc").is_empty());
    }

    #[test]
    fn a_path_that_leaves_the_root_is_no_path() {
        assert_eq!(normalize("a/./b/../c").as_deref(), Some("a/c"));
        assert_eq!(normalize("./a//b/").as_deref(), Some("a/b"));
        assert_eq!(normalize("../a"), None);
    }
}
