//! The pages that tell people about a repository: its documentation, its READMEs, what stands at its root. Change logs are left out: they
//! name what once changed, and explain nothing.

use super::change_log::is_change_log;
use super::document::{Markup, Page};
use super::{Repository, manual, service};

/// The pages, by path.
pub(super) fn of(repository: &Repository<'_>) -> Vec<Page> {
    let tells = |path: &&String| {
        let readme = (is_readme(path) || at_root(path)) && service::is_own(path);
        (readme || manual::is_documentation(path)) && !is_change_log(path)
    };
    repository.paths().iter().filter(tells).filter_map(|path| Page::read(repository, path)).collect()
}

fn is_readme(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    Markup::of(path).is_some() && name.to_ascii_lowercase().starts_with("readme.")
}

/// `UPGRADE.md` and the like; `requirements.txt` is none.
fn at_root(path: &str) -> bool {
    !path.contains('/') && Markup::of(path).is_some() && !path.to_ascii_lowercase().ends_with(".txt")
}
