//! A repository as a whole: which files it holds, and the facts that rules ask about them. Each fact is found out once,
//! when it is first asked for.
//!
//! ```text
//!  Files ──► Repository ──► service     whether it is a service, and what says so
//!                     ├───► dockerfiles those that build what it holds itself
//!                     ├───► settings    its Django settings, and config_files, which give them values
//!                     └───► …           one accessor a fact, each in a module of its own
//! ```

use super::celery::{self, Celery};
use super::commands::{self, Command};
use super::config_file::ConfigFile;
use super::dockerfiles;
use super::document::Page;
use super::pages;
use super::publishing::Workflow;
use super::service::{NoService, Service};
use super::settings::{Module, Settings};
use super::yaml::{Problem, Yaml};
use crate::text::{Files, Kind, Source};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files below one directory. Paths are relative to it, with `/`.
pub struct Repository<'f> {
    files: &'f dyn Files,
    /// The directory's path in `files`.
    root: String,
    paths: Vec<String>,
    /// What was asked for.
    asked: RefCell<BTreeMap<String, Option<Arc<Source>>>>,
    /// How many more bytes are followed.
    fuel: Cell<Option<usize>>,
    /// What can't be read as YAML, by path.
    wrong_yaml: RefCell<BTreeMap<String, Unparsed>>,
    facts: Facts,
}

/// A file that can't be read as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unparsed {
    /// Its path.
    pub path: String,
    /// The number of the first line that can't be read, from 1.
    pub line: u32,
    /// What it should be.
    pub language: Language,
    /// What is wrong there, in words, without a full stop.
    pub message: String,
}

impl Unparsed {
    fn new(path: &str, source: &Source, language: Language, problem: &Problem) -> Self {
        let line = source.lines().line(problem.span.start);
        let message = problem.message.trim_end_matches('.').to_owned();
        Self { path: path.to_owned(), line, language, message }
    }
}

/// What a file is read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// A settings module.
    Python,
    /// A workflow, a configuration file, a `catalog-info.yaml`.
    Yaml,
}

/// Most bytes of Makefiles and scripts that are followed from where they are run: 16 MiB, whatever runs them how often.
const FOLLOWED: usize = 16 << 20;

/// What was found out so far.
#[derive(Default)]
struct Facts {
    service: OnceCell<Result<Service, NoService>>,
    workflows: OnceCell<Vec<Workflow>>,
    dockerfiles: OnceCell<Vec<String>>,
    commands: OnceCell<Vec<Command>>,
    celery: OnceCell<Option<Celery>>,
    pages: OnceCell<Vec<Page>>,
    settings: OnceCell<Settings>,
    config_files: OnceCell<Vec<ConfigFile>>,
}

impl<'f> Repository<'f> {
    /// The repository at `root` in `files`; `leaves_out` tells which paths in `files` are not to be looked at.
    pub fn new(files: &'f dyn Files, root: &str, leaves_out: impl Fn(&str) -> bool) -> Self {
        let inside = if root.is_empty() { String::new() } else { format!("{root}/") };
        let below = files.paths_below(root).into_iter().filter(|path| !leaves_out(path));
        let paths = below.filter_map(|path| path.strip_prefix(&inside).map(str::to_owned)).collect();
        Self {
            files,
            root: inside,
            paths,
            asked: RefCell::default(),
            fuel: Cell::new(Some(FOLLOWED)),
            wrong_yaml: RefCell::default(),
            facts: Facts::default(),
        }
    }

    /// The paths of all its files, sorted.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// The paths below `directory`, sorted; all of them below `""`.
    pub fn below<'r>(&'r self, directory: &str) -> impl Iterator<Item = &'r str> + use<'r, 'f> {
        let inside = if directory.is_empty() { String::new() } else { format!("{directory}/") };
        let first = self.paths.partition_point(|path| *path < inside);
        let from_there = self.paths[first..].iter().map(String::as_str);
        from_there.take_while(move |path| path.starts_with(&inside))
    }

    /// Whether there is a file at `path`, or a directory with files.
    pub fn kind(&self, path: &str) -> Option<Kind> {
        match self.paths.binary_search_by(|other| other.as_str().cmp(path)) {
            Ok(_) => Some(Kind::File),
            Err(_) => self.below(path).next().map(|_| Kind::Directory),
        }
    }

    /// The text of the file at `path`; `None` where there is none that can be read.
    pub fn text(&self, path: &str) -> Option<Arc<Source>> {
        if self.kind(path) != Some(Kind::File) {
            return None;
        }
        let text = self.files.text(&self.in_files(path));
        self.asked.borrow_mut().entry(path.to_owned()).or_insert(text).clone()
    }

    /// The path of the file at `path` in the tree that the repository stands in.
    pub fn in_files(&self, path: &str) -> String {
        format!("{}{path}", self.root)
    }

    /// Every text that was asked for so far, by path: what the verdict on the repository rests on.
    pub fn read(&self) -> Vec<(String, Arc<Source>)> {
        let asked = self.asked.borrow();
        asked.iter().filter_map(|(path, text)| Some((path.clone(), Arc::clone(text.as_ref()?)))).collect()
    }

    /// The paths that were asked for and can't be read.
    pub fn unreadable(&self) -> Vec<String> {
        self.asked.borrow().iter().filter(|(_, text)| text.is_none()).map(|(path, _)| path.clone()).collect()
    }

    /// The file at `path` as YAML; `None` where there is none that can be read. What is wrong with it is remembered.
    pub(super) fn yaml(&self, path: &str) -> Option<(Arc<Source>, Yaml)> {
        let source = self.text(path)?;
        let yaml = Yaml::parse(source.text());
        if let Some(problem) = &yaml.problem {
            let unparsed = Unparsed::new(path, &source, Language::Yaml, problem);
            self.wrong_yaml.borrow_mut().insert(path.to_owned(), unparsed);
        }
        Some((source, yaml))
    }

    /// The files that can't be read as a whole as what they should be, by path; as far as they were asked for.
    pub fn unparsed(&self) -> Vec<Unparsed> {
        let modules = self.facts.settings.get().into_iter().flat_map(Settings::modules);
        let problem = |module: &Module| {
            Some(Unparsed::new(&module.path, &module.source, Language::Python, module.problem.as_ref()?))
        };
        let mut unparsed: Vec<Unparsed> = modules.filter_map(problem).collect();
        unparsed.extend(self.wrong_yaml.borrow().values().cloned());
        unparsed.sort_by(|one, other| one.path.cmp(&other.path));
        unparsed
    }

    /// Whether `text` may be followed once more from where it is run: one Makefile may be run by thousands of steps.
    pub fn follows(&self, text: &Source) -> bool {
        self.fuel.set(self.fuel.get().and_then(|fuel| fuel.checked_sub(text.text().len())));
        !self.is_exhausted()
    }

    /// Whether there was too much to follow.
    pub fn is_exhausted(&self) -> bool {
        self.fuel.get().is_none()
    }

    /// What makes it the repository of a service; `None` where it is none.
    pub fn service(&self) -> Option<&Service> {
        self.judged().ok()
    }

    /// Why it is not taken for the repository of a service; `None` where it is one.
    pub fn no_service(&self) -> Option<&NoService> {
        self.judged().err()
    }

    fn judged(&self) -> Result<&Service, &NoService> {
        self.facts.service.get_or_init(|| Service::of(self)).as_ref()
    }

    /// What GitHub runs for it, by path.
    pub fn workflows(&self) -> &[Workflow] {
        self.facts.workflows.get_or_init(|| Workflow::all(self))
    }

    /// The paths of the Dockerfiles that build what the repository holds itself, sorted.
    pub fn dockerfiles(&self) -> &[String] {
        self.facts.dockerfiles.get_or_init(|| dockerfiles::of(self))
    }

    /// The management commands that it defines, by path.
    pub fn commands(&self) -> &[Command] {
        self.facts.commands.get_or_init(|| commands::of(self))
    }

    /// What says that it uses Celery.
    pub fn celery(&self) -> Option<&Celery> {
        self.facts.celery.get_or_init(|| celery::of(self)).as_ref()
    }

    /// The pages of its documentation, and its READMEs, by path.
    pub fn pages(&self) -> &[Page] {
        self.facts.pages.get_or_init(|| pages::of(self))
    }

    /// Its Django settings.
    pub fn settings(&self) -> &Settings {
        self.facts.settings.get_or_init(|| Settings::of(self))
    }

    /// The configuration files of its application that it holds.
    pub fn config_files(&self) -> &[ConfigFile] {
        self.facts.config_files.get_or_init(|| ConfigFile::all(self, self.settings()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::MemoryFiles;

    fn files() -> MemoryFiles {
        let mut files = MemoryFiles::new();
        for path in ["notes/docs.rst", "notes/docs/a.rst", "notes/docs/b/c.rst", "notes/venv/x.py", "other/manage.py"] {
            files.insert(Arc::new(Source::new(path, path)));
        }
        files
    }

    #[test]
    fn it_ends_at_its_directory() {
        let files = files();
        let repository = Repository::new(&files, "notes", |path| path.starts_with("notes/venv"));
        assert_eq!(repository.paths(), ["docs.rst", "docs/a.rst", "docs/b/c.rst"]);
        assert_eq!(repository.kind("docs"), Some(Kind::Directory));
        assert_eq!(repository.kind("docs/a.rst"), Some(Kind::File));
        assert_eq!(repository.kind("venv/x.py"), None);
        assert_eq!(repository.below("docs").collect::<Vec<_>>(), ["docs/a.rst", "docs/b/c.rst"]);
        assert!(repository.text("../other/manage.py").is_none());
    }

    #[test]
    fn what_is_followed_is_bounded() {
        let files = files();
        let repository = Repository::new(&files, "notes", |_| false);
        let large = Source::new("Makefile", "x".repeat(FOLLOWED / 2));
        assert!(repository.follows(&large) && repository.follows(&large) && !repository.is_exhausted());
        assert!(!repository.follows(&large) && repository.is_exhausted());
        assert!(!repository.follows(&Source::new("a.sh", "")));
    }

    #[test]
    fn it_remembers_what_was_read() {
        let files = files();
        let repository = Repository::new(&files, "notes", |_| false);
        assert_eq!(repository.text("docs/a.rst").unwrap().text(), "notes/docs/a.rst");
        assert_eq!(repository.read().into_iter().map(|(path, _)| path).collect::<Vec<_>>(), ["docs/a.rst"]);
    }
}
