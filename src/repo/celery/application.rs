//! The application for Celery that a service's own code makes.
//!
//! ```text
//! from celery import Celery
//! app = Celery("notes")
//!       ^^^^^^
//! ```

use super::{Repository, own};
use crate::text::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// The modules that may make one: those whose names speak of it, or of the work, and those that stand beside what a web server
/// loads. All others would have to be read for nothing, in nearly every service.
pub(super) fn modules<'r>(repository: &'r Repository<'_>) -> Vec<&'r str> {
    let modules: Vec<&str> = own(repository).filter(|path| is_module(path)).collect();
    let folder = |path: &'r str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_served = |path: &str| matches!(path.rsplit('/').next(), Some("wsgi.py" | "asgi.py"));
    let served: BTreeSet<&str> = modules.iter().filter(|path| is_served(path)).map(|path| folder(path)).collect();
    let (named, others): (Vec<&str>, Vec<&str>) = modules.into_iter().partition(|path| speaks_of_it(path));
    named.into_iter().chain(others.into_iter().filter(|path| served.contains(folder(path)))).collect()
}

fn is_module(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".py").is_some()
        && !name.starts_with("test_")
        && !path.contains("management/commands/")
        && !path.contains("migrations/")
}

fn speaks_of_it(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.contains("celery") || path.contains("celery/") || matches!(name, "tasks.py" | "worker.py" | "workers.py")
}

/// Where the module `text` makes one.
pub(super) fn find(text: &str) -> Option<Span> {
    let imports = |line: &str| line.starts_with("from celery") || line.starts_with("import celery");
    if !text.lines().any(|line| imports(line.trim_start())) {
        return None;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(name) = made(line).filter(|_| !line.trim_start().starts_with('#')) {
            return Some(Span::on_characters(text, at + name.start..at + name.end));
        }
        at += line.len();
    }
    None
}

/// The class in `line` that one is made of: `Celery`, or `NotesCelery`, the service's own.
fn made(line: &str) -> Option<Range<usize>> {
    let ends = line.match_indices("Celery(").map(|(at, _)| at + "Celery".len());
    let mut names = ends.map(|end| {
        let name = line[..end].rsplit(|last: char| !last.is_alphanumeric() && last != '_').next().unwrap_or("");
        end - name.len()..end
    });
    names.find(|name| {
        let before = &line[..name.start];
        let is_definition = ["class", "def"].iter().any(|word| before.trim_end().ends_with(word));
        let is_of_another = before.ends_with('.') && !before.ends_with("celery.");
        !is_definition && !is_of_another
    })
}
